"""The exercise under real nbgrader: right, empty and wrong submissions earn what they deserve."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest

EXERCISE = "critical-path"
PART = "critical-path-part-"
CHECKS = {
    f"{PART}1-check": 2,
    f"{PART}1-check-2": 2,
    f"{PART}2-check": 2,
    f"{PART}2-check-2": 2,
    f"{PART}3-check": 2,
    f"{PART}3-check-2": 2,
    f"{PART}4-check": 4,
    f"{PART}5-check": 2,
    f"{PART}5-check-2": 2,
}


@dataclass(frozen=True)
class Submission:
    """Edits on the solution, and for each check they spoil, words of the message it must give."""

    edits: dict[str, dict[str, str]] = field(default_factory=dict)
    spoilt: dict[str, str] = field(default_factory=dict)


# Each is one way of thinking, followed through the whole exercise.
WRONG = {
    # Work is done one thing after the other; a day lost anywhere is a day lost.
    "one-after-the-other": Submission(
        {
            f"{PART}1-answer": {
                '[("letters", "SS", 3)]': '["letters"]',
                '["list", ("letters", "FF", 2)]': '["list", "letters"]',
            },
            f"{PART}2-answer": {"portal_finish = 23": "portal_finish = 57"},
            f"{PART}3-answer-2": {"finish_if_ill = 23": "finish_if_ill = 26"},
        },
        {
            f"{PART}1-check-2": "waits for the last letter",
            f"{PART}2-check": "all the work added up",
            f"{PART}3-check-2": "added the illness to the finish",
        },
    ),
    # The longest task is what matters.
    "longest-task": Submission(
        {
            f"{PART}2-answer": {
                "portal_finish = 23": "portal_finish = 22",
                '"scope", "api", "test", "go-live"': (
                    '"scope", "servers", "review", "fixes", "go-live"'
                ),
            },
            f"{PART}5-answer": {
                '\nchoice = "A"': '\nchoice = "B"',
                'with_duration("api", 10)': 'with_duration("review", 8)',
            },
        },
        {
            f"{PART}2-check": "Go-live waits for three tasks",
            f"{PART}2-check-2": "followed the longest task",
            f"{PART}5-check": "the end doesn't move when it gets shorter",
            f"{PART}5-check-2": "ends no sooner than the late one",
        },
    ),
    # Free float and total float are one.
    "free-float-for-total": Submission(
        {
            f"{PART}3-answer": {
                '{"help": 6, "training": 6, "review": 1}': "dict(help=0, training=6, review=0)"
            },
            f"{PART}4-answer": {".total_float": ".free_float"},
        },
        {f"{PART}3-check": "You gave free float", f"{PART}4-check": "which float is about the end"},
    ),
    # Help saves its full number of days; what was critical stays critical.
    "every-day-saved-counts": Submission(
        {
            f"{PART}5-answer": {
                "new_finish = 22": "new_finish = 21",
                "days_to_spare = 3": "days_to_spare = 4",
                '["scope", "servers", "review", "fixes", "go-live"]': (
                    '["scope", "api", "test", "go-live"]'
                ),
            },
        },
        {f"{PART}5-check-2": "took all six days off the end"},
    ),
    # Right for the numbers in view, wrong for any others: only the hidden checks can tell.
    "right-by-number-only": Submission(
        {
            f"{PART}1-answer": {'[("letters", "SS", 3)]': '[("list", "FS", 3)]'},
            f"{PART}4-answer": {
                "if dates[task].total_float >= days:": (
                    "if days == 0 or days == 4 and task in ('draft', 'print'):"
                )
            },
        },
        {
            f"{PART}1-check-2": "letters begin four days later",
            f"{PART}4-check": "hold for the portal plan too",
        },
    ),
}
RIGHT = {
    "solution": Submission(),
    "offer-c-in-other-forms": Submission(
        {
            f"{PART}2-answer": {
                "portal_finish = 23": "portal_finish = tpm.schedule.critical_path(portal).finish",
                '["scope", "api", "test", "go-live"]': '{"Scope", "api", "go-live", "test"}',
            },
            f"{PART}3-answer": {
                'total_floats = {"help": 6, "training": 6, "review": 1}': (
                    "import pandas as pd\n"
                    'total_floats = pd.Series({"review": 1, "help": 6, "training": 6})'
                )
            },
            f"{PART}5-answer": {
                '\nchoice = "A"': '\nchoice = "C"',
                'late.with_duration("api", 10)': (
                    'late.without_link("api", "test").with_link("api", "test", "SS", 10)'
                    '.with_link("api", "test", "FF", 4)'
                ),
                "new_finish = 22": "new_finish = 25.0",
                "days_to_spare = 3": "days_to_spare = 0",
                '["scope", "servers", "review", "fixes", "go-live"]': (
                    '("go-live", "test", "api", "scope")'
                ),
            },
        },
    ),
}


@pytest.fixture(scope="module")
def graded(course: Path, edited: Callable[[Any], Any], release: Path) -> Any:
    """nbgrader's own API after it graded every submission of this module."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    for name, submission in {**WRONG, **RIGHT}.items():
        _hand_in(course, name, edited(submission.edits))
    _hand_in(course, "release", nbformat.read(release, as_version=4))
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    config.merge(Config({"CourseDirectory": {"root": str(course)}}))
    config.merge(Config({"KernelManager": {"transport": "ipc", "ip": str(course / "k")}}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api = NbGraderAPI(config=config)
        assert api.generate_assignment(EXERCISE, force=True)["success"]
        for name in ("release", *WRONG, *RIGHT):
            outcome = api.autograde(EXERCISE, name, force=True)
            assert outcome["success"], outcome["log"]
        yield api


def _hand_in(course: Path, name: str, notebook: Any) -> None:
    folder = course / "submitted" / name / EXERCISE
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{EXERCISE}.ipynb")


def _scores(api: Any, name: str) -> dict[str, float]:
    with api.gradebook as gradebook:
        submission = gradebook.find_submission(EXERCISE, name)
        assert not submission.needs_manual_grade
        return {grade.name: grade.score for grade in submission.notebooks[0].grades}


def _messages(course: Path, name: str) -> dict[str, Any]:
    """First error of each check cell as it was run."""
    path = course / "autograded" / name / EXERCISE / f"{EXERCISE}.ipynb"
    found = {}
    for cell in nbformat.read(path, as_version=4).cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("grade"):
            errors = [o for o in cell.outputs if o.output_type == "error"]
            found[mark["grade_id"]] = errors[0] if errors else None
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_a_right_submission_earns_every_point(graded: Any, name: str) -> None:
    assert _scores(graded, name) == CHECKS
    assert sum(CHECKS.values()) == 20


@pytest.mark.slow
def test_the_release_earns_nothing_and_every_check_says_what_to_do(
    graded: Any, course: Path
) -> None:
    assert _scores(graded, "release") == dict.fromkeys(CHECKS, 0)
    messages = _messages(course, "release")
    assert messages.keys() == CHECKS.keys()
    for name, error in messages.items():
        assert error is not None, f"{name} passes on an empty exercise"
        assert error.ename == "CheckFailed", name
        assert "in place of the line 'raise NotImplementedError()'" in error.evalue, name
        assert "Traceback" not in "".join(error.traceback), name


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_submission_earns_exactly_the_ideas_it_holds(
    graded: Any, course: Path, name: str
) -> None:
    spoilt = WRONG[name].spoilt
    wanted = {check: 0 if check in spoilt else points for check, points in CHECKS.items()}
    assert _scores(graded, name) == wanted
    messages = _messages(course, name)
    for check, words in spoilt.items():
        assert messages[check].ename == "CheckFailed"
        assert words in messages[check].evalue


@pytest.mark.slow
def test_feedback_shows_the_message_and_no_traceback(graded: Any, course: Path) -> None:
    outcome = graded.generate_feedback(EXERCISE, "one-after-the-other", force=True)
    assert outcome["success"], outcome["log"]
    page = course / "feedback" / "one-after-the-other" / EXERCISE / f"{EXERCISE}.html"
    html = page.read_text(encoding="utf-8")
    assert "all the work added up" in html
    assert "Traceback (most recent" not in html
    assert "tpmlab/learning" not in html


@pytest.mark.slow
def test_grading_a_stub_makes_no_noise_on_stderr(graded: Any, course: Path) -> None:
    for name in ("solution", "release"):
        path = course / "autograded" / name / EXERCISE / f"{EXERCISE}.ipynb"
        outputs = [o for cell in nbformat.read(path, 4).cells for o in cell.get("outputs", [])]
        assert not [o for o in outputs if o.output_type == "stream" and o.name == "stderr"]


def test_no_visible_check_states_a_result(release: Path) -> None:
    """Every check is read by somebody: figures worth hiding stand in none of them."""
    for cell in nbformat.read(release, as_version=4).cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            assert "portal_finish, 2" not in cell.source
            assert "HIDDEN" not in cell.source
            assert '"SS", 3' not in cell.source
            assert '"FF", 2' not in cell.source
            assert "check.answered(" in cell.source
