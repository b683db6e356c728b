"""Outlines: what ships is sound, and every rule of the format, broken once, says what to mend."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tpmlab.content import root
from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import load_misconceptions
from tpmlab.exam.outlines.compare import compare_outlines
from tpmlab.exam.outlines.loading import NOTICE, find_task, load_outline, load_outlines
from tpmlab.exam.outlines.words import cost_words, dates_words, length_words, outline_sections

SHIPPED = sorted(path.stem for path in (root() / "content/exam/outlines").glob("*.yaml"))
SHAPES = {  # domains' weights and numbers of tasks, as the public outlines have them
    "pmp-2026": ([33, 41, 26], [8, 10, 8]),
    "pmp-2021": ([42, 50, 8], [14, 17, 4]),
    "capm": ([36, 17, 20, 27], [5, 3, 5, 6]),
    "pmi-acp": ([28, 25, 19, 28], [7, 5, 4, 7]),
    "cissp-2024": ([16, 10, 13, 13, 13, 12, 13, 10], [12, 6, 10, 3, 6, 5, 15, 5]),
    "aws-saa-c03": ([30, 26, 24, 20], [3, 2, 5, 4]),
    "csm": ([None] * 3, [6, 4, 5]),
}


@pytest.fixture
def outlines(tmp_path: Path) -> Path:
    """Base folder with a copy of the two PMP outlines to spoil."""
    folder = tmp_path / "content/exam/outlines"
    folder.mkdir(parents=True)
    for name in ("pmp-2021", "pmp-2026"):
        shutil.copy(root() / f"content/exam/outlines/{name}.yaml", folder)
    return tmp_path


def spoil(base: Path, old: str, new: str, name: str = "pmp-2026") -> int:
    """Replace the first such piece of a file; the line it stood on."""
    path = base / f"content/exam/outlines/{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_fourteen_outlines_ship():
    assert list(load_outlines()) == SHIPPED
    assert len(SHIPPED) == 14


@pytest.mark.parametrize(("name", "shape"), SHAPES.items(), ids=str)
def test_weights_and_tasks_are_those_of_the_public_outline(name, shape):
    domains = load_outline(name).domains
    assert ([d.weight_percent for d in domains], [len(d.tasks) for d in domains]) == shape


@pytest.mark.parametrize("name", SHIPPED)
def test_an_outline_says_what_it_does_not_know(name):
    outline = load_outline(name)
    said = " ".join(outline.unverified).casefold()
    if outline.languages is None:
        assert "languages" in said
    if outline.domains[0].weight_percent is None:
        assert "weights" in said
    if outline.fee is None:
        assert outline.fee_note
        assert "fee" in said or "trainer" in outline.fee_note or outline.last_day
    if outline.first_day is None:
        assert outline.dates_note


@pytest.mark.parametrize("name", SHIPPED)
def test_labels_are_short_and_differ(name):
    labels = [task.label for task in load_outline(name).tasks.values()]
    assert len(set(labels)) == len(labels)
    assert max(len(label.split()) for label in labels) <= 9


def test_every_task_that_a_misconception_names_exists():
    unknown = []
    for misconception in load_misconceptions().values():
        for reference in misconception.tasks:
            try:
                find_task(reference)
            except ContentError as error:
                unknown.append(f"{misconception.id}: {error}")
    assert unknown == []


def test_every_pmp_task_spoils_somebodys_answer():
    named = {task for each in load_misconceptions().values() for task in each.tasks}
    assert [t for t in load_outline("pmp-2026").tasks if f"pmp-2026:{t}" not in named] == []


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("pmp-2026", "'pmp-2026' names no task; write outline-id:task-id"),
        ("pmp-2062:people.1", "There is no outline 'pmp-2062'; closest are pmp-2026"),
        ("pmp-2026:people.9", "The outline 'pmp-2026' has no task 'people.9'; closest are people."),
    ],
)
def test_a_wrong_reference_is_answered_with_the_closest(reference, message):
    with pytest.raises(ContentError) as caught:
        find_task(reference)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("short: PMP", "shrt: PMP", "'short' is missing; add it, or correct 'shrt'"),
        ("crosscutting:", "cross: 1\ncrosscutting:", "'cross' is not a known key"),
        ("last_day: null", "last_day: null\nlast_day: null", "the key 'last_day' stands twice"),
        ("  minutes: 240", "  minutes: '240'", "'exam.minutes' should be a valid integer"),
        ("  minutes: 240", "  minutes: 0", "'exam.minutes' should be greater than 0"),
        ("weight_percent: 33", "weight_percent: 34", "weights of the domains add up to 101"),
        ("weight_percent: 33", "weight_percent: null", "give all or null for all"),
        ("id: people.1,", "id: peple.1,", "the task 'peple.1' stands in the domain 'people'"),
        ("id: people.2,", "id: people.1,", "the task 'people.1' stands 2 times"),
        ("items_scored: 170", "items_scored: 190", "'items_scored' is 190, more than 'items'"),
        ("predictive_percent: 40", "predictive_percent: 50", "approaches add up to 110"),
        ("{secondary: 60,", "{primary: 60,", "should be 'secondary', 'associate'"),
        ("each_skill_min: 8", "each_skill_min: 18", "don't fit into each other"),
        ("level: medium", "level: so-so", "should be 'high', 'medium', 'low' or 'none'"),
        ("as_of: 2026-06-30", "as_of: last summer", "'fee.as_of' String should match"),
        ("supersedes: pmp-2021\n", "", "'moves' needs 'supersedes'"),
        ("issuer_url: https", "issuer_url: ftp", "'issuer_url' String should match"),
        ("last_day: null", "last_day: 2026-01-01", "'last_day' 2026-01-01 is before 'first_day'"),
    ],
)
def test_a_broken_outline_is_one_sentence_with_file_and_field(outlines, old, new, message):
    spoil(outlines, old, new)
    with pytest.raises(ContentError) as caught:
        load_outlines(outlines)
    text = str(caught.value)
    assert message in text
    assert "pmp-2026.yaml, line " in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("supersedes: pmp-2021", "supersedes: pmp-2020", "'supersedes' names no other outline"),
        ("first_day: 2026-07-09", "first_day: 2026-07-08", "is not after the last day of"),
        ("people.1: [people.10]", "people.1: [people.15]", "names 'people.15', no task of"),
        ("business.6: []", "business.9: []", "names 'business.9', no task of 'pmp-2026'"),
        ("    business.6: []\n", "", "leaves out 'business.6', a task of 'pmp-2026'"),
        ("people.2: [people.1]", "people.2: []", "leaves out 'people.1', a task of 'pmp-2021'"),
    ],
)
def test_what_it_says_of_the_earlier_outline_is_checked(outlines, old, new, message):
    spoil(outlines, old, new)
    with pytest.raises(ContentError, match=r"pmp-2026\.yaml") as caught:
        load_outlines(outlines)
    assert message in str(caught.value)


def test_the_line_is_that_of_the_mistake(outlines):
    line = spoil(outlines, "  minutes: 240", "  minutes: soon")
    with pytest.raises(ContentError, match=f"line {line}: "):
        load_outlines(outlines)


def test_the_id_is_the_file_name(outlines):
    spoil(outlines, "id: pmp-2026", "id: pmp-2027")
    with pytest.raises(ContentError, match="the id 'pmp-2027' differs from the file name"):
        load_outlines(outlines)


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        (date(2026, 7, 8), "current", "planned"),
        (date(2026, 7, 9), "retired", "current"),
    ],
)
def test_one_version_ends_where_the_next_begins(day, old, new):
    assert load_outline("pmp-2021").state(day) == old
    assert load_outline("pmp-2026").state(day) == new


def test_the_comparison_accounts_for_every_task():
    old, new = load_outline("pmp-2021"), load_outline("pmp-2026")
    found = compare_outlines(old, new)
    assert [move.task for move in found.moves] == list(new.tasks)
    assert all(found.now_in(task) for task in old.tasks)
    kinds = {move.task: move.kind for move in found.moves}
    assert kinds["business.6"] == "new"
    assert [t for t, kind in kinds.items() if kind == "moved" and t.startswith("business")] == [
        "business.1", "business.3", "business.4", "business.5",
    ]  # fmt: skip


def test_versions_that_do_not_follow_each_other_are_refused():
    old, new = load_outline("pmp-2021"), load_outline("pmp-2026")
    with pytest.raises(ContentError, match="give 'pmp-2021' first"):
        compare_outlines(new, old)
    with pytest.raises(ContentError, match="it follows 'pmp-2021'; compare those"):
        compare_outlines(load_outline("capm"), new)


def test_words_for_a_table():
    day = date(2026, 11, 23)
    pmp, plus = load_outline("pmp-2026"), load_outline("prince2-7-practitioner")
    assert cost_words(pmp) == "USD 675 (non-member), read 2026-06-30"
    assert cost_words(plus) == "not known here"
    assert dates_words(load_outline("pmp-2021"), day).endswith("until 2026-07-08 (retired)")
    assert length_words(plus) == "150 min"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_page_has_no_holes(name):
    for section in outline_sections(load_outline(name), date(2026, 11, 23)):
        for line in section.lines:
            assert "None" not in line.replace("Breaks: None", "")
            assert ".." not in line
            assert line.strip() == line


def test_the_notice_stands_in_the_docs_word_for_word():
    page = " ".join((root() / "docs/exam.md").read_text(encoding="utf-8").replace(">", "").split())
    assert NOTICE in page
