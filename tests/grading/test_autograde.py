"""Each exercise under real nbgrader: right, empty and wrong submissions earn what they deserve."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

FOLDER = Path(__file__).with_name("submissions")
EXERCISES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@dataclass(frozen=True)
class Submission:
    """Changes to the solution, and for each check they spoil, words of the message it must give."""

    thinking: str = ""
    edits: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    spoilt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Exercise:
    """One exercise's checks with their points, and submissions that are right or wrong."""

    id: str
    checks: Mapping[str, int]
    right: Mapping[str, Submission]
    wrong: Mapping[str, Submission]

    @classmethod
    def read(cls, exercise: str) -> Exercise:
        document = yaml.safe_load((FOLDER / f"{exercise}.yaml").read_text(encoding="utf-8"))
        kinds = {
            kind: {name: Submission(**(entry or {})) for name, entry in document[kind].items()}
            for kind in ("right", "wrong")
        }
        return cls(exercise, document["checks"], **kinds)


class Course:
    """nbgrader's own API in a course folder, with everything handed in and graded."""

    def __init__(self, folder: Path, exercise: Exercise, answered: Callable[..., Any]) -> None:
        self.folder, self.exercise = folder, exercise
        handed_in = {
            name: answered(exercise.id, submission.edits, submission.answers)
            for name, submission in {**exercise.wrong, **exercise.right}.items()
        }
        release = folder / "exercises" / exercise.id / f"{exercise.id}.ipynb"
        handed_in["release"] = nbformat.read(release, as_version=4)
        for name, notebook in handed_in.items():
            path = folder / "submitted" / name / exercise.id / f"{exercise.id}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(notebook, path)
        self.api = self._api()
        assert self.api.generate_assignment(exercise.id, force=True)["success"]
        for name in handed_in:
            outcome = self.api.autograde(exercise.id, name, force=True)
            assert outcome["success"], outcome["log"]

    def _api(self) -> Any:
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import Config
        from traitlets.config.loader import PyFileConfigLoader

        config = PyFileConfigLoader("nbgrader_config.py", path=str(self.folder)).load_config()
        config.merge(Config({"CourseDirectory": {"root": str(self.folder)}}))
        config.merge(Config({"KernelManager": {"transport": "ipc", "ip": str(self.folder / "k")}}))
        return NbGraderAPI(config=config)

    def scores(self, name: str) -> dict[str, float]:
        with self.api.gradebook as gradebook:
            submission = gradebook.find_submission(self.exercise.id, name)
            assert not submission.needs_manual_grade
            grades = submission.notebooks[0].grades
            return {
                grade.name.removeprefix(f"{self.exercise.id}-"): grade.score for grade in grades
            }

    def cells(self, name: str) -> list[Any]:
        path = self.folder / "autograded" / name / self.exercise.id / f"{self.exercise.id}.ipynb"
        return list(nbformat.read(path, as_version=4).cells)

    def messages(self, name: str) -> dict[str, Any]:
        """First error of each check cell as it was run."""
        found = {}
        for cell in self.cells(name):
            mark = cell.metadata.get("nbgrader", {})
            if mark.get("grade"):
                errors = [o for o in cell.outputs if o.output_type == "error"]
                key = mark["grade_id"].removeprefix(f"{self.exercise.id}-")
                found[key] = errors[0] if errors else None
        return found


@pytest.fixture
def graded(
    course: Path, answered: Callable[..., Any], request: pytest.FixtureRequest
) -> Iterator[Course]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own
        yield Course(course, Exercise.read(request.param), answered)


@pytest.mark.slow
@pytest.mark.usefixtures("kernels_are_forked")
@pytest.mark.parametrize("graded", EXERCISES, indirect=True)
def test_every_submission_earns_exactly_the_ideas_it_holds(graded: Course) -> None:
    """One test an exercise: grading is the slow part, and all of these look at the same grades."""
    exercise = graded.exercise
    for name in exercise.right:
        assert graded.scores(name) == exercise.checks, name
        _no_noise(graded, name)
    for name, submission in exercise.wrong.items():
        _earns_what_is_left(graded, name, submission.spoilt)
    _release_says_what_to_do(graded)
    _feedback_teaches(graded)


def _earns_what_is_left(graded: Course, name: str, spoilt: Any) -> None:
    assert spoilt, f"{name} spoils nothing: it isn't wrong"
    wanted = {c: 0 if c in spoilt else points for c, points in graded.exercise.checks.items()}
    messages = graded.messages(name)
    got = {check: error.evalue for check, error in messages.items() if error is not None}
    assert graded.scores(name) == wanted, (name, got)
    for check, words in spoilt.items():
        assert messages[check].ename in ("CheckFailed", "AnswerStopped"), (name, check)
        assert words in " ".join(messages[check].evalue.split()), (name, check)


def _release_says_what_to_do(graded: Course) -> None:
    checks = graded.exercise.checks
    assert graded.scores("release") == dict.fromkeys(checks, 0)
    messages = graded.messages("release")
    assert messages.keys() == checks.keys()
    for check, error in messages.items():
        assert error is not None, f"{check} passes on an empty exercise"
        assert error.ename == "CheckFailed", check
        assert "in place of the line 'raise NotImplementedError()'" in error.evalue, check
        assert "Traceback" not in "".join(error.traceback), check
    _no_noise(graded, "release")


def _no_noise(graded: Course, name: str) -> None:
    outputs = [output for cell in graded.cells(name) for output in cell.get("outputs", [])]
    assert not [o for o in outputs if o.output_type == "stream" and o.name == "stderr"], name


def _feedback_teaches(graded: Course) -> None:
    exercise = graded.exercise
    name, submission = next(iter(exercise.wrong.items()))
    outcome = graded.api.generate_feedback(exercise.id, name, force=True)
    assert outcome["success"], outcome["log"]
    page = graded.folder / "feedback" / name / exercise.id / f"{exercise.id}.html"
    html = " ".join(page.read_text(encoding="utf-8").split())
    assert next(iter(submission.spoilt.values())) in html
    assert "Traceback (most recent" not in html
    assert "tpmlab/learning" not in html


def test_every_exercise_has_submissions(repository: Path) -> None:
    folders = [path.name for path in (repository / "exercises").iterdir() if path.is_dir()]
    assert sorted(folders) == EXERCISES


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_has_enough_ways_of_being_wrong(exercise: str) -> None:
    known = Exercise.read(exercise)
    assert len(known.wrong) >= 5
    assert all(submission.thinking for submission in known.wrong.values())
    assert len({tuple(sorted(s.spoilt)) for s in known.wrong.values()}) >= 4, "distinct scores"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_visible_check_shows_what_is_hidden(exercise: str, repository: Path) -> None:
    notebook = repository / "exercises" / exercise / f"{exercise}.ipynb"
    for cell in nbformat.read(notebook, as_version=4).cells:
        assert "HIDDEN" not in cell.source
        assert "BEGIN SOLUTION" not in cell.source
