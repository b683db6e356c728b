"""Flaws of single items: what is one, and what looks like one and isn't."""

from __future__ import annotations

import pytest

from tpmlab.exam.quality.entry import Choice, Entry, Question
from tpmlab.exam.quality.flaws import FLAWS, item_flaws
from tpmlab.exam.quality.readability import grade_level
from tpmlab.exam.quality.wording import CONDUCT, alike_pairs, content_words

OPTIONS = ("Move the test to Monday", "Hold the test this week", "Split the test in halves")


def entry(
    options=OPTIONS, *, stem="The lab is closed on Friday.", lead="What comes first?", case=None
):
    choices = tuple(
        Choice(text, n == 0, None if n == 0 else "never-escalate") for n, text in enumerate(options)
    )
    question = Question("flawed", "people.1", "people", "single", f"{stem} {lead}", choices)
    return Entry(
        "flawed", "flawed.yaml", "single", "apply", "people.1", "people", "agile", stem, "", lead, "So.",
        (question,), case=case,
    )  # fmt: skip


def kinds(**changes):
    return {flaw.kind for flaw in item_flaws(entry(**changes))}


def test_a_sound_item_has_none():
    assert kinds() == set()


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("uneven-length", {"options": (*OPTIONS[:2], "Split the test, and tell all who wait for it")}),
        ("one-sided-cue", {"options": ("Always move it to Monday", *OPTIONS[1:])}),
        ("all-or-none", {"options": (*OPTIONS[:2], "Both A and B, one by one")}),
        ("vague-frequency", {"options": (*OPTIONS[:2], "Split the test as needed")}),
        ("negative-stem", {"lead": "Which step should not come first?"}),
        ("unfocused-lead", {"lead": "Mei should first talk to the?"}),
        ("long-text", {"stem": "The lab is closed. " * 23}),
        ("hinged-item", {"stem": "Use the answer above.", "case": "a-case"}),
        ("overlap", {"options": ("Answer within 2 days", "Answer within 5 days", "Answer after the test")}),
        ("overlap", {"options": ("Answer within two days", "Answer within ten days", "Answer after the test")}),
        ("number-order", {"options": ("12 points", "30 points", "20 points")}),
        ("opposites-pair", {"options": ("Raise the limit of the lane", "Lower the limit of the lane", "Split the lane into halves")}),
    ],
)  # fmt: skip
def test_a_flaw_is_seen(kind, changes):
    assert kinds(**changes) == {kind}
    assert kind in FLAWS


@pytest.mark.parametrize(
    "changes",
    [
        {"options": ("Answer within 2 days", "Answer within 5 weeks", "Answer after 3 tests")},
        {"options": ("Wait 1–2 days for it", "Wait 3–5 days for it", "Wait 6–9 days for it")},
        {"options": ("40 points", "30 points", "20 points")},
        {"options": ("Raise the limit", "Lower the limit", "Raise the price", "Lower the price")},
        {"options": ("Always move the test", "Never hold the test", "Split the test at once")},
        {"lead": "Which of the notes did Mei forget to sign?"},
    ],
)
def test_what_only_looks_like_one(changes):
    assert kinds(**changes) == set()


def test_a_remark_names_the_words_to_change():
    (flaw,) = item_flaws(entry((*OPTIONS[:2], "Split the test as needed")))
    assert flaw.words == ("as needed",)
    assert flaw.message == "option 3 says 'as needed'; say when or how many times."


def test_polite_and_analytic_verbs():
    found = [
        text
        for text in ("Assess it", "Reviewing it", "Sign it", "A talkative one")
        if CONDUCT.search(text)
    ]
    assert found == ["Assess it", "Reviewing it"]


def test_words_that_carry_meaning():
    assert content_words("The project manager tests 3 interfaces") == {"test", "interface"}


def test_alike_texts_come_with_their_share():
    texts = ["the vendor is late again", "The vendor is late", "a test fails"]
    assert alike_pairs(texts, 0.75) == [(0, 1, pytest.approx(0.8))]


def test_grades_rise_with_words_and_sentences():
    easy = "The lab is shut. Mei calls the firm."
    hard = "Notwithstanding organisational responsibilities, administrative accountability necessitates reconfiguration."
    assert grade_level(easy) < 5
    assert grade_level(hard) > 11
    assert grade_level("305,210 and 239,500") == grade_level("12 and 13")
