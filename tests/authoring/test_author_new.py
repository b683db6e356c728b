import pytest

from tpmlab.authoring.check import check_content
from tpmlab.authoring.new import new_assignment, new_lesson
from tpmlab.content import root
from tpmlab.curriculum import load_curriculum
from tpmlab.errors import ContentError


def _files(base):
    return {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}


def _errors(base):
    return [str(finding) for finding in check_content(base) if finding.level == "error"]


def test_a_planned_lesson_takes_its_place(tree):
    new_lesson(tree, "planning/later")
    curriculum = load_curriculum(tree)
    assert list(curriculum.lessons) == ["critical-path", "later"]
    assert _errors(tree) == []


def test_a_new_lesson_of_a_new_module_comes_last_and_passes(tree):
    new_lesson(tree, "x/y")
    new_assignment(tree, "y-again", "y")
    new_assignment(tree, "loose")
    curriculum = load_curriculum(tree)
    assert curriculum.notebook("y").as_posix() == "notebooks/01-x/01-y.ipynb"
    assert ("y-again", curriculum.lessons["y"]) in list(curriculum.assignments())
    assert _errors(tree) == []


def test_comments_of_the_curriculum_stay(tree):
    new_lesson(tree, "planning/later")
    text = (tree / "content/curriculum.yaml").read_text(encoding="utf-8")
    assert "# Order lives here alone." in text
    assert "lessons:  # more to come" in text


# the next planned lesson of each module, a new one at the end of a module, a new module
PLANNED = {
    module.id: f"{module.id}/{entry}"
    for module in load_curriculum(root()).modules
    for entry in module.lessons
    if isinstance(entry, str)
}


@pytest.mark.parametrize("place", [*PLANNED.values(), "capstone/x", "x/y"])
def test_the_real_curriculum_takes_a_lesson_anywhere(tmp_path, place):
    before = (root() / "content/curriculum.yaml").read_text(encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/curriculum.yaml").write_text(before, encoding="utf-8")
    new_lesson(tmp_path, place)
    after = (tmp_path / "content/curriculum.yaml").read_text(encoding="utf-8")
    module, _, lesson = place.partition("/")
    assert load_curriculum(tmp_path).module_of(lesson).id == module
    kept = [line for line in before.splitlines() if "#" in line]
    assert [line for line in after.splitlines() if "#" in line] == kept


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("planning/critical-path", "in content/curriculum.yaml already"),
        ("people/later", "planned in 'planning'; write 'planning/later'"),
        ("later", "'' is no id"),
        ("planning/Later", "'Later' is no id"),
        ("../up", r"'\.\.' is no id"),
    ],
)
def test_a_lesson_is_refused_and_nothing_written(tree, place, message):
    before = _files(tree)
    with pytest.raises(ContentError, match=message):
        new_lesson(tree, place)
    assert _files(tree) == before


def test_nothing_is_overwritten_or_half_written(tree):
    stray = tree / "content/exam/items/lessons/later/question-two.yaml"
    stray.parent.mkdir()
    stray.write_text("mine", encoding="utf-8")
    before = _files(tree)
    with pytest.raises(ContentError, match=r"question-two\.yaml exists"):
        new_lesson(tree, "planning/later")
    assert _files(tree) == before


def test_a_write_that_fails_leaves_nothing_behind(tree):
    (tree / "content/exam/items/lessons/y").write_text("where a folder must go", encoding="utf-8")
    before = _files(tree)
    with pytest.raises(OSError, match=r"exists|directory"):
        new_lesson(tree, "x/y")
    assert _files(tree) == before
    assert not (tree / "content/lessons/x").exists()


@pytest.mark.parametrize(
    ("assignment", "lesson", "message"),
    [
        ("slack", None, "slack.md exists"),
        ("more", "critical-path", "has 'slack' already"),
        ("more", "later", "no written lesson 'later'"),
        ("Not an id", None, "is no id"),
    ],
)
def test_an_assignment_is_refused_and_nothing_written(tree, assignment, lesson, message):
    before = _files(tree)
    with pytest.raises(ContentError, match=message):
        new_assignment(tree, assignment, lesson)
    assert _files(tree) == before
