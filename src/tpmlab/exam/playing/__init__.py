"""Sitting items: practice and mock exams as one state machine that survives a crash."""
