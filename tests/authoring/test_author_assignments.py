from pathlib import PurePosixPath

import pytest

from tpmlab.authoring.assignments import solution_notebook
from tpmlab.authoring.library import Library
from tpmlab.authoring.text import read_document
from tpmlab.errors import ContentError

ANSWER = "```{code-cell}\n:tags: [answer]\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n```\n"
CHECK = "```{code-cell}\n:tags: [check, points-2]\nassert x == 1\n```\n"
HIDDEN = "```{code-cell}\n:tags: [hidden-check, points-1.5]\nassert x < 2\n```\n"
TWO_PARTS = (
    f"# Exercise\n\n## Part 1: one\n\n{ANSWER}\n{CHECK}\n{HIDDEN}\n{CHECK}\n"
    f"## Part 2: two\n\n{ANSWER}\n{CHECK}"
)


@pytest.fixture
def build(tree):
    def from_text(text):
        path = PurePosixPath("content/assignments/slack.md")
        (tree / path).write_text(text, encoding="utf-8")
        return solution_notebook(read_document(tree, path), "slack", Library.load(tree))

    return from_text


def test_ids_follow_from_slug_part_and_tag(build):
    ids = [c.metadata.nbgrader.grade_id for c in build(TWO_PARTS).cells if c.cell_type == "code"]
    assert ids == [
        "slack-part-1-answer",
        "slack-part-1-check",
        "slack-part-1-check-2",
        "slack-part-2-answer",
        "slack-part-2-check",
    ]


def test_a_hidden_check_joins_the_check_before_it(build):
    check = next(c for c in build(TWO_PARTS).cells if c.id == "slack-part-1-check")
    assert check.source == (
        "assert x == 1\n### BEGIN HIDDEN TESTS\nassert x < 2\n### END HIDDEN TESTS"
    )
    assert check.metadata.nbgrader.points == 3.5


def test_only_answers_are_open_to_change(build):
    states = {
        (c.metadata.nbgrader.solution, c.metadata.nbgrader.locked) for c in build(TWO_PARTS).cells
    }
    assert states == {(True, False), (False, True)}


def test_a_live_cell_is_left_alone(build):
    text = f"{TWO_PARTS}\n```{{code-cell}}\n:tags: [live]\nbutton()\n```\n"
    assert "nbgrader" not in build(text).cells[-1].metadata


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ANSWER + HIDDEN, "slack.md:7: a hidden check joins the check before it"),
        (ANSWER + CHECK + ANSWER + HIDDEN, "slack.md:17: a hidden check joins"),
        (CHECK + "\n## Part 1: a\n\n" + HIDDEN, "slack.md:8: a hidden check joins"),
        (CHECK.replace(", points-2", ""), "slack.md:1: a check needs points"),
        (CHECK.replace("points-2", "points-0"), "slack.md:1: a check needs points"),
        (ANSWER.replace("### END SOLUTION\n", ""), "slack.md:1: an answer needs its solution"),
        (ANSWER.replace("answer", "live"), "slack.md:1: a solution stands outside"),
        (ANSWER.replace("answer", "answer, points-1"), "slack.md:1: only checks carry points"),
        (CHECK.replace("check,", "check, answer,"), "slack.md:1: a cell is 'check' or 'answer'"),
        (CHECK.replace("check,", "chek,"), "slack.md:1: 'chek' is no tag"),
        (CHECK + "\n## Part 2: a\n", "slack.md:6: part 2 follows part 0"),
        (ANSWER, "slack.md:1: has no 'check' cell"),
    ],
)
def test_tags_that_do_not_fit_are_named(build, text, message):
    with pytest.raises(ContentError, match=message):
        build(text)
