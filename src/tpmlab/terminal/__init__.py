"""The exam player as a terminal program: the same sessions as in JupyterLab, keyboard only."""
