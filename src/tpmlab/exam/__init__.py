"""Questions: the bank of items, the misconceptions behind wrong options, rules for both."""
