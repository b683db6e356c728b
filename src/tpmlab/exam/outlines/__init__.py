"""Certification outlines: what an exam asks, who may sit it, what keeps it valid."""
