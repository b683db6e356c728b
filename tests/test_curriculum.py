"""The order of lessons, and the file names that carry it."""

from __future__ import annotations

import pytest

from tpmlab.content import parse_yaml
from tpmlab.curriculum import Curriculum
from tpmlab.errors import ContentError

TEXT = """\
modules:
  - id: start
    title: Start
    lessons:
      - {id: hello, title: Hello, minutes: 5, objectives: [{id: greet, text: say hello}]}
  - id: planning
    title: Planning
    lessons:
      - estimating
      - {id: paths, title: Paths, minutes: 20, objectives: [{id: find, text: find one}], needs: [hello], assignment: walk}
"""


@pytest.fixture
def curriculum() -> Curriculum:
    return parse_yaml(TEXT, Curriculum)


def test_numbers_in_file_names_come_from_the_order(curriculum: Curriculum) -> None:
    assert str(curriculum.notebook("hello")) == "notebooks/00-start/01-hello.ipynb"
    assert str(curriculum.notebook("paths")) == "notebooks/01-planning/02-paths.ipynb"
    assert str(curriculum.source("paths")) == "content/lessons/planning/paths.md"
    assert str(curriculum.exercise("walk")) == "exercises/walk/walk.ipynb"


def test_a_planned_lesson_keeps_its_place_but_is_not_offered(curriculum: Curriculum) -> None:
    assert curriculum.planned == {"estimating"}
    assert list(curriculum.lessons) == ["hello", "paths"]
    assert curriculum.after("hello") == "paths"
    assert curriculum.after("paths") is None
    assert curriculum.before("paths") == ["hello"]
    assert [(name, lesson.id) for name, lesson in curriculum.assignments()] == [("walk", "paths")]


def test_an_unknown_lesson_is_answered_with_those_there_are(curriculum: Curriculum) -> None:
    with pytest.raises(ContentError, match="no lesson 'path'; known are hello, paths"):
        curriculum.notebook("path")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("- estimating", "- hello"), "the lesson 'hello' stands twice; keep one"),
        (
            ("needs: [hello]", "needs: [later]"),
            "'paths' needs 'later', which does not come before it",
        ),
        (("minutes: 20", "minutes: soon"), "minutes"),
        (("id: paths", "id: Paths!"), "id"),
    ],
)
def test_a_broken_order_is_refused(change: tuple[str, str], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        parse_yaml(TEXT.replace(*change), Curriculum)
