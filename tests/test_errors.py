"""What a reader sees in a notebook when tpmlab refuses something."""

import nbformat
from nbclient import NotebookClient

CELL = """import tpmlab as tpm
rows = [("web", 5, ["api"])]
tpm.schedule.Plan.from_rows(rows)"""


def error_of(source):
    """Run one cell in a real kernel and give its error output."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    return notebook.cells[0].outputs[-1]


def test_our_errors_show_the_readers_line_and_one_sentence():
    shown = "\n".join(error_of(CELL)["traceback"])
    first, second = shown.split("\n")
    assert first == "Line 3 of the cell: tpm.schedule.Plan.from_rows(rows)"
    assert second.startswith("PlanError: ")
    assert "api" in second


def test_errors_of_others_keep_their_whole_traceback():
    shown = "\n".join(error_of("{}['api']")["traceback"])
    assert "Traceback (most recent call last)" in shown
