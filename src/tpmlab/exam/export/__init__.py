"""The bank in other programs' formats, and a learner's own questions in ours."""
