"""The report holds what it promises: checked on simulated learners whose ability is known."""

import json
from datetime import date

import numpy as np
import pytest
from synthetic_bank import synthetic_bank

from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.study.report import COVERAGE, make_report, score_range
from tpmlab.exam.study.reviews import Review

OUTLINE = load_outline("pmp-2026")
BANK = synthetic_bank(300)
WEIGHTS = {"people": 0.33, "process": 0.41, "business": 0.26}


def review(number, item, *, right, confidence="sure", seconds=70.0, day="2027-01-04"):
    answer = item.right_answer() if right else wrong_answer(item)
    return Review(
        number, 1, BANK.outline, item.id, json.dumps(list(answer)), int(right), confidence,
        seconds, f"{day}T10:00:00+00:00", "study",
    )  # fmt: skip


def wrong_answer(item):
    right = item.right_answer()
    return tuple(reversed(right)) if len(right) > 1 else ((right[0] + 1) % 3,)


@pytest.mark.parametrize("of", [5, 8, 20, 60])
def test_ranges_of_a_task_hold_the_truth_at_their_stated_rate(of):
    """Ability anywhere from guessing to mastery; items of a task differ in difficulty."""
    luck = np.random.default_rng(of)
    held = []
    for _ in range(3000):
        ability, spread = luck.uniform(-1, 3), 0.8
        truth = np.mean(1 / (1 + np.exp(luck.normal(0, spread, 4000) - ability)))
        chances = 1 / (1 + np.exp(luck.normal(0, spread, of) - ability))
        found = score_range("task", int((luck.random(of) < chances).sum()), of)
        held.append(found.low <= truth <= found.high)
    assert np.mean(held) == pytest.approx(COVERAGE, abs=0.045)


def test_the_range_over_all_holds_the_truth_at_its_stated_rate():
    """Learners with an ability of their own in each domain, on the bank's own items."""
    luck = np.random.default_rng(8)
    held = []
    for learner in range(400):
        chance = {domain: luck.uniform(0.35, 0.95) for domain in WEIGHTS}
        truth = sum(WEIGHTS[domain] * chance[domain] for domain in WEIGHTS)
        asked = luck.choice(len(BANK.items), 60, replace=False)
        given = [
            review(n + 1, item, right=bool(luck.random() < chance[item.domain]))
            for n, item in enumerate(BANK.items[k] for k in asked)
        ]
        whole = make_report(given, BANK, OUTLINE, seed=learner).whole
        held.append(whole.low <= truth <= whole.high)
    assert np.mean(held) == pytest.approx(COVERAGE, abs=0.05)


def test_only_the_first_answer_to_an_item_counts_for_a_range():
    item = BANK.items[0]
    again = [review(n, item, right=n > 1) for n in range(1, 9)]
    report = make_report(again, BANK, OUTLINE)
    assert (report.whole.right, report.whole.of) == (0, 1)
    assert (report.answers, report.items) == (8, 1)


def test_too_few_answers_and_a_domain_without_any_give_no_range():
    people = [item for item in BANK.items if item.domain == "people"][:12]
    report = make_report(
        [review(n + 1, item, right=True) for n, item in enumerate(people)], BANK, OUTLINE
    )
    by_name = {found.name: found for found in report.domains}
    assert by_name["people"].high == 1.0
    assert by_name["process"].low is None
    assert report.whole.low is None


@pytest.mark.parametrize(
    ("word", "right", "verdict"),
    [("sure", 8, "too sure"), ("sure", 19, "fits"), ("guess", 14, "surer than you think"),
     ("guess", 5, "fits"), ("think-so", 6, "too sure")],
)  # fmt: skip
def test_sureness_is_held_against_what_the_word_promises(word, right, verdict):
    given = [
        review(n + 1, item, right=n < right, confidence=word)
        for n, item in enumerate(BANK.items[:20])
    ]
    (found,) = make_report(given, BANK, OUTLINE).sureness
    assert (found.word, found.right, found.of, found.verdict) == (word, right, 20, verdict)


def test_a_belief_is_held_until_it_was_put_right_twice():
    singles = [item for item in BANK.items if item.type == "single"]
    wrong = review(1, singles[0], right=False)
    (name, *_) = singles[0].held(wrong.answer)
    also = [item for item in singles[1:] if name in item.misconceptions]
    one = make_report([wrong, review(2, also[0], right=True)], BANK, OUTLINE)
    assert [(b.id, b.times, b.right_since) for b in one.beliefs] == [(name, 1, 1)]
    assert one.beliefs[0].last == date(2027, 1, 4)
    two = [wrong, *(review(2 + n, item, right=True) for n, item in enumerate(also[:2]))]
    assert make_report(two, BANK, OUTLINE).beliefs == ()
    fell_back = [*two, review(9, singles[0], right=False)]
    assert make_report(fell_back, BANK, OUTLINE).beliefs[0].times == 2


def test_pace_compares_with_the_exam():
    given = [
        review(n + 1, item, right=n % 2 == 0, seconds=50.0 if n % 2 == 0 else 200.0)
        for n, item in enumerate(BANK.items[:10])
    ]
    pace = make_report(given, BANK, OUTLINE).pace
    assert (pace.right, pace.wrong, pace.exam, pace.slow, pace.of) == (50.0, 200.0, 80.0, 5, 10)
