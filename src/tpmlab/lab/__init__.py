"""Files that JupyterLab reads as tpmlab delivers it: its settings, and our small extension."""
