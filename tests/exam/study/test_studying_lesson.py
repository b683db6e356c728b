"""The numbers that *Studying that works* names in its text are those that the models give."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import tpmlab as tpm

exam = tpm.exam
LESSON = Path(__file__).parents[3] / "content/lessons/certification/studying-that-works.md"
EXAM_DAY, LATER = "2027-06-24", "2027-08-23"
WORDS = {7: "seven", 9: "nine", 12: "twelve", 18: "eighteen", 73: "seventy-three", 90: "ninety"}


@pytest.fixture(scope="module")
def text() -> str:
    return LESSON.read_text(encoding="utf-8")


def expected(gap: int, rest: int):
    """Per cent after four sessions apart and in a row, the last so many days before the exam."""
    last = date.fromisoformat(EXAM_DAY) - timedelta(rest)
    ways = {name: [last - timedelta(n * step) for n in range(4)]
            for name, step in (("apart", gap), ("row", 1))}  # fmt: skip
    return exam.recall_table(ways, date.fromisoformat(LATER)).loc[[EXAM_DAY, LATER]]


def test_the_lead_of_sessions_apart(text):
    week, three = (expected(gap, 7) for gap in (7, 21))
    leads = [WORDS[round(table.loc[day, "apart"] - table.loc[day, "row"])]
             for day in (EXAM_DAY, LATER) for table in (week, three)]  # fmt: skip
    assert (
        "A week gives {} of the {} points on the day, and {} of the {} sixty days later".format(
            *leads
        )
        in text
    )
    late = expected(21, 40).loc[EXAM_DAY].round()
    assert f"{WORDS[late['apart']]} against {WORDS[late['row']]} on the day" in text


def test_the_queue_a_week_after_the_third_meeting(text):
    outline, bank = exam.load_outline("pmp-2026"), exam.load_bank("pmp-2026")
    met = {"people": 7, "process": 14, "business": 21}
    memory = exam.Memory(
        cards={
            task: exam.practised(None, date(2027, 1, met[task.split(".")[0]]))
            for task in outline.tasks
        }
    )
    queue = exam.daily_items(bank, outline, memory, date(2027, 1, 28), minutes=16)
    assert len({queued.item.task for queued in queue}) == len(queue) == 8
    assert all(a.item.domain != b.item.domain for a, b in pairwise(queue))
    for queued in queue:
        kept = int(queued.reason.rpartition("about ")[2].rstrip("%"))
        domain = next(each for each in outline.domains if each.id == queued.item.domain)
        share = rf"{domain.weight_percent:g}( per cent)? by {100 - kept} for {domain.name}"
        assert re.search(share, text)


def test_the_range_behind_thirteen_of_twenty(text):
    found = exam.score_range("sure", 13, 20)
    assert f"behind 13 right is {100 * found.low:.0f} to {100 * found.high:.0f} per cent" in text


def test_two_slots_a_week_until_june_and_one_until_march(text):
    first, june = date(2027, 1, 7), date.fromisoformat(EXAM_DAY)
    plan = exam.study_table("pmp-2026", first, june, [45, 0, 0, 45, 0, 0, 0])
    assert plan["minutes"].sum() == 36 * 60
    assert "Thirty-six hours, three tasks a day" in text
    assert set(plan["kind"]) == {"practice"}
    longer = exam.study_table("pmp-2026", first, june, [45, 0, 0, 90, 0, 0, 0])
    mocks = longer.index[longer["kind"] == "mock"].tolist()
    assert mocks == ["Thu 27 May 2027", "Thu 17 Jun 2027"]
    assert "two appear, four weeks before the day and one" in text
    short = exam.study_table("pmp-2026", first, date(2027, 3, 4), [0, 0, 0, 45, 0, 0, 0])
    assert short.attrs["left out"]
