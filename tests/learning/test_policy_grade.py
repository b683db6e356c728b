"""Seeds of a class, baselines that are kept, and the exercise's own policy on several of them."""

import json
import linecache
from types import ModuleType

import nbformat
import pytest

from tpmlab.learning.check import AnswerStopped, CheckFailed
from tpmlab.learning.policy_grade import grade_policy, policy_baselines, unseen_seeds

EXERCISE = "run-a-project"
VARIABLE = "TPMLAB_COURSE_SECRET"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """A folder without baselines, and no secret but the test's own."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)


def notebook(text):
    """The names that a notebook has after running a cell, whose text Python can look up."""
    space = ModuleType("__main__").__dict__
    name = f"<cell {len(text)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(compile(text, name, "exec"), space)
    return space


def test_a_secret_in_the_environment_or_beside_the_course_sets_the_seeds(tmp_path, monkeypatch):
    public = unseen_seeds(EXERCISE)
    assert len(set(public)) == 100
    assert unseen_seeds("another") != public
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "course-secret.txt").write_text("spring 2027\n")
    folder = tmp_path / "autograded" / "somebody" / EXERCISE
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    by_file = unseen_seeds(EXERCISE)
    assert not set(by_file) & set(public)
    monkeypatch.setenv(VARIABLE, "spring 2027")
    assert unseen_seeds(EXERCISE) == by_file
    monkeypatch.setenv(VARIABLE, "autumn 2027")
    assert not set(unseen_seeds(EXERCISE)) & set(by_file)


def test_a_file_above_the_course_is_nobodys_secret(tmp_path, monkeypatch):
    public = unseen_seeds(EXERCISE)
    (tmp_path / "course-secret.txt").write_text("somebody else's")
    course = tmp_path / "course"
    course.mkdir()
    (course / "nbgrader_config.py").touch()
    monkeypatch.chdir(course)
    assert unseen_seeds(EXERCISE) == public


def test_baselines_are_kept_for_their_seeds_and_no_others(tmp_path, monkeypatch):
    file = tmp_path / "baselines.json"
    made = policy_baselines("tutorial", EXERCISE, 3, keep=file)
    kept = json.loads(file.read_text())
    kept["medians"]["strong"]["score"] = 99.5
    file.write_text(json.dumps(kept))
    assert policy_baselines("tutorial", EXERCISE, 3).loc["strong", "score"] == 99.5
    monkeypatch.setenv(VARIABLE, "a class")
    assert policy_baselines("tutorial", EXERCISE, 3).loc["strong", "score"] != 99.5
    monkeypatch.delenv(VARIABLE)
    file.write_text("{")
    assert policy_baselines("tutorial", EXERCISE, 3).equals(made)


def test_messages_name_the_project_and_the_week_and_no_seed():
    space = notebook("def policy(view):\n    return view.luck\n")
    with pytest.raises(AnswerStopped, match=r"unseen project 1 of 4, week 0\)\.") as caught:
        grade_policy(space["policy"], "tutorial", EXERCISE, 4)
    assert not any(str(seed) in str(caught.value) for seed in unseen_seeds(EXERCISE, 4))
    space = notebook("def policy(view):\n    raise NotImplementedError()\n")
    with pytest.raises(CheckFailed, match="is not written yet"):
        grade_policy(space["policy"], "tutorial", EXERCISE, 4)


@pytest.mark.slow
def test_the_shipped_baselines_are_those_of_this_simulator(repository):
    kept = json.loads((repository / "exercises" / EXERCISE / "baselines.json").read_text())
    assert policy_baselines("saas-launch", EXERCISE).T.to_dict() == kept["medians"]


@pytest.mark.slow
@pytest.mark.parametrize("secret", ["", "a long phrase that nobody guesses"])
def test_the_solution_earns_all_and_a_trivial_policy_nothing(secret, repository, monkeypatch):
    monkeypatch.setenv(VARIABLE, secret)
    path = repository / "solutions" / EXERCISE / f"{EXERCISE}.ipynb"
    cells = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
    wanted = ("02-code", "part-2-answer", "part-3-answer", "part-4-answer", "part-5-answer")
    solved = notebook("\n\n".join(cells[f"{EXERCISE}-{name}"] for name in wanted))
    grade = grade_policy(solved["policy"], "saas-launch", EXERCISE)
    assert grade.share > 1.03
    no = notebook(
        "from tpmlab.simulator import Decision\n"
        "def policy(view):\n"
        "    return Decision(answer=dict.fromkeys(view.requests, 'no'))\n"
    )
    assert grade_policy(no["policy"], "saas-launch", EXERCISE).share < 0.1
