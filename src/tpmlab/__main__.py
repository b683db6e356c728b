"""``python -m tpmlab``: the command line where its script is not on the path."""

from tpmlab.cli import main

main()
