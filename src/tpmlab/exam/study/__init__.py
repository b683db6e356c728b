"""What answers say over weeks: memory, the day's items, a plan to the exam, ranges."""
