"""``tpmlab check`` and the button, as a learner meets them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from typer.testing import CliRunner, Result

from tpmlab.cli_check import app
from tpmlab.learning.progress import Progress
from tpmlab.learning.workspace import lay
from tpmlab.widgets.check_button import CheckButton, check_exercise

EXERCISE = "critical-path"
NOTEBOOK = Path("exercises", EXERCISE, f"{EXERCISE}.ipynb")

WRONG_FINISH = {"old": "portal_finish = 23", "new": "portal_finish = 57"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [EXERCISE, *arguments], env={"COLUMNS": "200"})


@pytest.fixture
def workspace(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's workspace with this exercise, and the learner standing in it."""
    base = tmp_path / "shipped"
    shutil.copytree(repository / "exercises", base / "exercises")
    shutil.copytree(repository / "content", base / "content")
    lay(tmp_path / "mine", base)
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.mark.slow
def test_all_visible_points_are_exit_code_0_and_land_in_progress(
    workspace: Path, answered: Callable[..., Any]
) -> None:
    nbformat.write(answered("critical-path"), workspace / NOTEBOOK)
    result = run()
    assert result.exit_code == 0
    assert "Part 3: Leila is ill" in result.stdout
    assert "20 of 20 visible points" in result.stdout
    check = Progress(workspace).summary().checks[EXERCISE]
    assert (check.earned, check.possible) == (20, 20)
    assert set(check.parts.values()) == {"passed"}


@pytest.mark.slow
def test_json_from_the_notebook_s_own_folder(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir((workspace / NOTEBOOK).parent)
    result = run("--json")
    assert result.exit_code == 1
    outcome = json.loads(result.stdout)
    assert outcome["earned"] == 0
    assert [part["state"] for part in outcome["parts"]] == ["unanswered"] * 5
    assert Progress(workspace).summary().checks[EXERCISE].earned == 0


@pytest.mark.slow
def test_a_file_elsewhere_is_checked_and_nothing_recorded_beside_it(
    tmp_path: Path, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(release, tmp_path / "my copy.ipynb")
    assert run("--file", "my copy.ipynb").exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["my copy.ipynb"]


def test_what_can_t_be_checked_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lost = run()
    assert lost.exit_code == 2
    assert lost.stderr.strip().endswith("'tpmlab check critical-path --file FILE'.")
    assert lost.stdout == ""
    as_json = run("--json", "--file", "none.ipynb")
    assert as_json.exit_code == 2
    assert json.loads(as_json.stdout)["error"].startswith("none.ipynb does not exist")


@pytest.mark.slow
def test_the_button_checks_the_saved_file(workspace: Path, answered: Callable[..., Any]) -> None:
    path = workspace / NOTEBOOK
    nbformat.write(
        answered("critical-path", edits={"part-2-answer": [WRONG_FINISH]}),
        path,
    )
    button = CheckButton(EXERCISE, path)
    thread = button.start()
    assert thread is not None
    assert "Running your notebook from top to bottom" in button.status.value
    assert button.button.disabled
    assert button.start() is None, "one check at a time"
    thread.join()
    assert not button.button.disabled
    assert "18 of 20 visible points" in button.status.value
    assert "Checked the file as saved at" in button.status.value
    assert 'aria-live="polite"' in button.status.value
    assert "all the work added up" in unescape(button.table.value)
    assert button.table.value.count('scope="row"') == 5
    assert "tpmlab-save-first" in button.button._dom_classes


def test_a_renamed_notebook_is_said_to_be_lost(tmp_path: Path) -> None:
    button = CheckButton(EXERCISE, tmp_path / "old-name.ipynb")
    thread = button.start()
    assert thread is not None
    thread.join()
    assert "old-name.ipynb is no longer in its folder" in button.status.value
    assert "Shut Down Kernel" in button.status.value


@pytest.mark.slow
def test_a_check_that_can_t_run_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.ipynb"
    path.write_text("no notebook", encoding="utf-8")
    button = CheckButton(EXERCISE, path)
    thread = button.start()
    assert thread is not None
    thread.join()
    assert "is damaged or no notebook" in button.status.value
    assert button.table.value == ""


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"JPY_SESSION_NAME": "a-console"},
        {"JPY_SESSION_NAME": "x.ipynb", "NBGRADER_EXECUTION": "autograde"},
        {"JPY_SESSION_NAME": "x.ipynb", "TPMLAB_STATIC": "1"},
    ],
    ids=["nbval", "console", "nbgrader", "printed"],
)
def test_without_an_open_notebook_the_cell_is_one_line(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("JPY_SESSION_NAME", "NBGRADER_EXECUTION", "TPMLAB_STATIC"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    shown: list[Any] = []
    monkeypatch.setattr("tpmlab.widgets.check_button.display", shown.append)
    check_exercise(EXERCISE)
    assert [type(one).__name__ for one in shown] == ["HTML"]
    assert "tpmlab check critical-path" in shown[0].data
    assert capsys.readouterr().err == ""
