"""Items with numbers: formulas, wrong procedures, seeded values that fit."""
