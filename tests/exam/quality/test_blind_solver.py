"""The blind solver finds what gives keys away, and nothing where nothing does."""

from __future__ import annotations

from random import Random
from statistics import fmean

import pytest

from tpmlab.exam.quality.entry import Choice, Question
from tpmlab.exam.quality.intervals import wilson
from tpmlab.exam.quality.solver import (
    Cues,
    all_cues,
    length_cues,
    solve_blind,
    solve_with,
    word_cues,
)

WORDS = [
    f"{a}{b}" for a in ("bar", "lin", "mor", "tas", "vel", "wan") for b in "aeiouy" for _ in (0,)
]


def random_bank(seed: int, items: int, tasks: int = 12) -> list[Question]:
    """Options of random words, keys at random: nothing to be learnt."""
    chance = Random(seed)
    return [
        Question(
            f"item-{n}",
            f"people.{n % tasks}",
            "people",
            "single",
            "",
            tuple(
                Choice(" ".join(chance.choices(WORDS, k=chance.randint(4, 8))), key=place == key)
                for place in range(4)
            ),
        )
        for n in range(items)
        for key in (chance.randrange(4),)
    ]


def with_word(bank: list[Question], word: str, share: float = 1.0) -> list[Question]:
    """The same bank with a word at the end of keys."""
    chance = Random(0)
    return [
        Question(
            q.item,
            q.task,
            q.domain,
            q.kind,
            q.stem,
            tuple(
                Choice(f"{c.text} {word}" if c.key and chance.random() < share else c.text, c.key)
                for c in q.choices
            ),
        )
        for q in bank
    ]


def rate(solved) -> float:
    return fmean(each.credit for each in solved)


@pytest.mark.slow
def test_without_cues_the_solver_stays_at_chance_and_the_gate_keeps_its_promise():
    """The interval of a rate that is chance holds chance in about 95 of 100 banks, and none fails."""
    rates = [rate(solve_blind(random_bank(seed, 80), all_cues)) for seed in range(300)]
    intervals = [wilson(80 * found, 80) for found in rates]
    assert fmean(rates) == pytest.approx(0.25, abs=0.01)
    holding = fmean(low <= 0.25 <= high for low, high in intervals)
    assert 0.91 <= holding <= 0.985
    assert sum(low > 0.40 for low, _ in intervals) == 0


def test_a_word_of_keys_is_found_in_tasks_not_seen_before():
    solved = solve_blind(with_word(random_bank(1, 60), "jointly"), word_cues)
    assert rate(solved) > 0.85
    assert solved[0].drivers[0][0] == "jointly"
    assert solved[0].drivers[0][1] > 0


def test_what_a_task_alone_would_teach_is_left_out():
    """A word of one task's keys is no help in that task, as its items are not learnt from."""
    bank = random_bank(2, 48, tasks=4)
    named = [with_word([q], f"word{'abcd'[int(q.task[-1])]}")[0] for q in bank]
    assert rate(solve_blind(named, word_cues)) == pytest.approx(
        rate(solve_blind(bank, word_cues)), abs=0.2
    )


def test_lengths_alone():
    chance = Random(3)
    bank = [
        Question(
            str(n),
            f"people.{n % 6}",
            "people",
            "single",
            "",
            tuple(
                Choice("x" * (40 if place == key else 30 + place), place == key)
                for place in range(4)
            ),
        )
        for n in range(40)
        for key in (chance.randrange(4),)
    ]
    assert rate(solve_blind(bank, length_cues)) == 1


def test_equal_scores_share_the_credit():
    question = Question(
        "a", "t", "d", "single", "", tuple(Choice("same", n == 0) for n in range(4))
    )
    (solved,) = solve_blind([question])
    assert solved.credit == 0.25
    assert solved.drivers == ()


def test_words_of_another_bank():
    cues = Cues({"first: facilitate": (30, 1), "mandate": (0, 40)}, (400, 1200))
    texts = ("Facilitate a talk", "We mandate it", "Draw it", "Read it")
    question = Question(
        "a", "t", "d", "single", "", tuple(Choice(t, n == 0) for n, t in enumerate(texts))
    )
    (solved,) = solve_with([question], cues)
    assert solved.credit == 1
    assert [name for name, _ in solved.drivers] == ["mandate", "first: facilitate"]
