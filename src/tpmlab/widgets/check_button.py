"""The button below an exercise: check the saved notebook, show what each part earned.

The check runs in a process of its own, so the kernel stays free and a learner's
endless loop can't take the page with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from html import escape
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import ipywidgets as w
from IPython.display import HTML, display

from tpmlab.learning.verdict import STATE_WORDS
from tpmlab.widgets import frame

__all__ = ["CheckButton", "check_exercise"]


def check_exercise(assignment: str) -> None:
    """Show the button that checks this notebook's answers.

    Parameters
    ----------
    assignment : str
        Id of the exercise.

    Notes
    -----
    Only a notebook open in JupyterLab has a file to check. Anywhere else (grading, a
    printed page) the cell shows one line that says how to check from a terminal.

    Examples
    --------
    >>> check_exercise("critical-path")  # outside JupyterLab
    <IPython.core.display.HTML object>
    """
    notebook = _open_notebook()
    if notebook is None or frame.is_static():
        _show_how(assignment)
        return
    frame.show(lambda: CheckButton(assignment, notebook).box, lambda: _show_how(assignment))


def _open_notebook() -> Path | None:
    """File of the notebook that this kernel was started for, as JupyterLab named it."""
    name = os.environ.get("JPY_SESSION_NAME", "")
    if os.environ.get("NBGRADER_EXECUTION") or not name.endswith(".ipynb"):
        return None
    return Path(name)


def _show_how(assignment: str) -> None:
    display(
        HTML(
            "<p>In JupyterLab this cell shows a button that checks your answers (run it with "
            f"Shift+Enter). In a terminal: <code>tpmlab check {escape(assignment)}</code></p>"
        )
    )


class CheckButton:
    """A button, one line of news, and a table of parts.

    Parameters
    ----------
    assignment : str
        Id of the exercise.
    notebook : pathlib.Path
        The file to check; read as it was last saved.
    """

    def __init__(self, assignment: str, notebook: Path) -> None:
        self.assignment, self.notebook = assignment, notebook
        self._lock = Lock()
        self.button = w.Button(
            description="Check my answers",
            tooltip="Saves the notebook, runs a copy of it and says what each part earns",
            button_style="primary",
            layout=w.Layout(width="max-content"),
        )
        # JupyterLab saves the notebook before a click on this class reaches us.
        self.button.add_class("tpmlab-save-first")
        self.button.on_click(lambda _: self.start())
        self.status, self.table = w.HTML(), w.HTML()
        self.box = w.VBox([self.button, self.status, self.table])
        self.box.add_class("tpmlab")
        self._say("")

    def start(self) -> Thread | None:
        """Check in the background; a second click while one check runs does nothing."""
        if not self._lock.acquire(blocking=False):
            return None
        self.button.disabled = True
        self.table.value = ""
        self._say("Running your notebook from top to bottom…")
        thread = Thread(target=self._check, name="tpmlab-check", daemon=True)
        thread.start()
        return thread

    def _check(self) -> None:
        try:
            if not self.notebook.is_file():
                self._say(
                    f"{self.notebook.name} is no longer in its folder. If you renamed or moved the "
                    "notebook, choose Kernel → Shut Down Kernel, then run this cell again."
                )
                return
            saved = datetime.fromtimestamp(self.notebook.stat().st_mtime).astimezone()
            outcome = _run_check(self.assignment, self.notebook)
            if "error" in outcome:
                self._say(outcome["error"])
                return
            self.table.value = _table(outcome)
            self._say(f"{outcome['summary']} Checked the file as saved at {saved:%H:%M:%S}.")
        finally:
            self.button.disabled = False
            self._lock.release()

    def _say(self, text: str) -> None:
        self.status.value = f'<div role="status" aria-live="polite">{escape(text)}&nbsp;</div>'


def _run_check(assignment: str, notebook: Path) -> dict[str, Any]:
    """Run ``tpmlab check`` of this very Python; an ``error`` entry says why it gave nothing."""
    command = [sys.executable, "-m", "tpmlab", "check", assignment, "--json"]
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        [*command, "--file", str(notebook)],
        cwd=notebook.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    try:
        return dict(json.loads(done.stdout))
    except (ValueError, TypeError):
        last = done.stderr.strip().splitlines()[-1:] or ["it was stopped"]
        return {
            "error": f"The check itself did not finish ({last[0]}). "
            f"Try 'tpmlab check {assignment}' in a terminal."
        }


_STYLE = """<style>
.tpmlab-parts {border-collapse: collapse; line-height: 1.4; max-width: 56rem}
.tpmlab-parts caption {text-align: left; font-weight: 600; padding: 0.3em 0.6em}
.tpmlab-parts :is(th, td) {text-align: left; vertical-align: top; padding: 0.35em 0.6em}
.tpmlab-parts tr {border-bottom: 1px solid var(--jp-border-color2, #d9e0e7)}
.tpmlab-parts tbody th {font-weight: normal; min-width: 14em}
</style>"""


def _table(outcome: dict[str, Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(part["name"])}</th>'
        f"<td>{part['earned']:g} of {part['points']:g}</td>"
        f'<td style="white-space:nowrap">{STATE_WORDS[part["state"]]}</td>'
        f"<td>{escape(part['message']).replace(chr(10), '<br>')}</td></tr>"
        for part in outcome["parts"]
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in outcome["notes"])
    return (
        f'{_STYLE}<table class="tpmlab-parts"><caption>What each part earns</caption><thead><tr>'
        '<th scope="col">Part</th><th scope="col">Points</th><th scope="col">State</th>'
        f'<th scope="col">What to do next</th></tr></thead><tbody>{rows}</tbody></table>'
        + (f"<p>About your notebook:</p><ul>{notes}</ul>" if notes else "")
    )
