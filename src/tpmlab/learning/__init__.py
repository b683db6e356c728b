"""The learner's side: their copy of the material, their progress, their Lab and their checks."""
