"""What a person who writes YAML sees when something in it is off."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from tpmlab.content import StrictModel, parse_yaml, read_yaml, root
from tpmlab.errors import ContentError
from tpmlab.strict_yaml import StrictLoader, UnusualYamlError, quick_document


class Task(StrictModel):
    id: str
    days: float
    after: list[str] = Field(default=[])


class Plan(StrictModel):
    tasks: list[Task]


GOOD = """\
tasks:
  - id: spec
    days: 5
  - id: build
    days: 10.0
    after: [spec]
"""


def test_a_good_file_is_read() -> None:
    plan = parse_yaml(GOOD, Plan)
    assert [(task.id, task.days, task.after) for task in plan.tasks] == [
        ("spec", 5.0, []),
        ("build", 10.0, ["spec"]),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            GOOD.replace("days: 5", "day: 5"),
            "plan.yaml, line 2: 'tasks.0.days' is missing; add it, or correct 'day', which is not a known key.",
        ),
        (
            GOOD.replace("days: 10.0", "days: 10.0\n    note: x"),
            "plan.yaml, line 6: 'tasks.1.note' is not a known key; remove it or correct its spelling.",
        ),
        (
            GOOD.replace("days: 5", "days: '5'"),
            "plan.yaml, line 3: 'tasks.0.days' should be a valid number (found '5').",
        ),
        (
            GOOD.replace("days: 5", "days: 5\n    days: 6"),
            "plan.yaml, line 4: the key 'days' stands twice; correct the YAML there.",
        ),
        (
            GOOD.replace("[spec]", "[spec"),
            "plan.yaml, line 7: expected ',' or ']', but got '<stream end>'; correct the YAML there.",
        ),
        (
            "tasks: &all []\nmore: *all\n",
            "plan.yaml, line 2: aliases (*name) are not allowed; correct the YAML there.",
        ),
        (
            "tasks: !!python/object/apply:os.system ['true']\n",
            "plan.yaml, line 1: could not determine a constructor for the tag "
            "'tag:yaml.org,2002:python/object/apply:os.system'; correct the YAML there.",
        ),
        (
            "? [a, b]\n: 1\n",
            "plan.yaml, line 1: a key must be a plain word; correct the YAML there.",
        ),
    ],
)
def test_a_bad_file_is_one_sentence_with_the_line(text: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_yaml(text, Plan, where="plan.yaml")
    assert str(caught.value) == message


def test_an_empty_file_says_what_it_should_be() -> None:
    with pytest.raises(ContentError, match=r"plan\.yaml, line 1: 'the document' should be"):
        parse_yaml("", Plan, where="plan.yaml")


def test_a_missing_file_and_a_wrong_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.yaml does not exist"):
        read_yaml(tmp_path / "gone.yaml", Plan)
    (tmp_path / "latin.yaml").write_bytes("tasks: [] # caf\xe9".encode("latin-1"))
    with pytest.raises(ContentError, match=r"latin\.yaml is not UTF-8 text"):
        read_yaml(tmp_path / "latin.yaml", Plan)


def test_deep_nesting_is_refused_not_a_crash() -> None:
    with pytest.raises(ContentError, match="nested too deeply"):
        parse_yaml("[" * 5000, Plan)


@given(st.text(max_size=200))
def test_whatever_stands_in_a_file_the_answer_is_a_plan_or_one_sentence(text: str) -> None:
    try:
        answer = parse_yaml(text, Plan)
    except ContentError as refusal:
        answer = str(refusal)
    assert isinstance(answer, Plan) or "\n" not in answer


def test_the_content_is_found() -> None:
    assert (root() / "content" / "curriculum.yaml").is_file()


def test_a_date_that_is_none_is_named_with_its_line() -> None:
    with pytest.raises(ContentError, match=r"plan.yaml, line 2: 2026-13-02 is not a date"):
        parse_yaml("days: 1\nstart: 2026-13-02\n", Task, where="plan.yaml")


def test_on_and_no_are_words_and_true_is_a_truth_value():
    class Entry(StrictModel):
        on: str
        done: bool

    assert parse_yaml("{on: no, done: true}", Entry) == Entry(on="no", done=True)
    with pytest.raises(ContentError, match=r"'done' should be a valid boolean \(found 'yes'\)"):
        parse_yaml("{on: x, done: yes}", Entry)


SCALARS = st.one_of(
    st.text(max_size=12),
    st.integers(-1000, 1000),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.none(),
    st.dates(),
)
DOCUMENTS = st.dictionaries(
    st.text(min_size=1, max_size=8),
    st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=6),
    min_size=1,
)


@given(DOCUMENTS, st.booleans())
def test_the_quick_reader_gives_what_the_careful_one_gives(document, flow):
    text = yaml.safe_dump(document, default_flow_style=flow, allow_unicode=True)
    with contextlib.suppress(UnusualYamlError):
        quick = quick_document(text)
        assert quick == yaml.load(text, StrictLoader)


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "a: &x 1\nb: *x", "[a, *b]", "a: !!str 1", "<<: {a: 1}", "? [a]\n: b", "", "a: {b",
     "a: 1\n---\nb: 2", "a: 2026-13-45", "- " * 99 + "x", "[" * 300_000, "a: " + "{b: " * 300_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_the_quick_reader_leaves_the_unusual_to_the_careful_one(text):
    with pytest.raises(UnusualYamlError):
        quick_document(text)


@pytest.mark.parametrize(
    "text", ["a: 10:30\nb: 012\nc: 1_000\nd: ~\ne: .5\nf: 0x10\ng: 2026-11-23\n1: x", "a: |\n  b\n"]
)
def test_the_quick_reader_knows_the_same_types(text):
    assert quick_document(text) == yaml.load(text, StrictLoader)


@pytest.mark.parametrize(
    "text",
    ["days: " + "9" * 5000, "days: 0x" + "f" * 9000, "days: 1:" + "59:" * 3000 + "1", "days: !!int x",
     "days: !!float x", "days: !!timestamp x"],
    ids=lambda text: text[:14],
)  # fmt: skip
def test_a_number_or_date_that_is_none_is_told(text):
    with pytest.raises(ContentError, match=r"plan.yaml, line 1: .* is not a (number that|date)"):
        parse_yaml(text, Task, where="plan.yaml")
