"""Memory by task and belief, today's items, the plan to a date: on answers of learners we know."""

import json
import math
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from synthetic_bank import synthetic_bank

from tpmlab.errors import TpmlabError
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.study.daily import daily_items, task_needs, task_shares
from tpmlab.exam.study.memory import Memory, belief, held_on, practised, recall, remember
from tpmlab.exam.study.plan import MOCK_MINUTES, study_plan
from tpmlab.exam.study.reviews import Review

OUTLINE = load_outline("pmp-2026")
BANK = synthetic_bank(300)
MONDAY = date(2027, 1, 4)


def answers(*given, start=1, day=MONDAY):
    """Reviews of (item, right, confidence), one after the other on a day; wrong ones err plainly."""
    return [
        Review(
            start + n,
            1,
            BANK.outline,
            item.id,
            json.dumps(list(item.right_answer() if right else wrong_answer(item))),
            int(right),
            confidence,
            60.0,
            f"{day.isoformat()}T10:00:00+00:00",
            "study",
        )
        for n, (item, right, confidence) in enumerate(given)
    ]


def wrong_answer(item):
    """Some answer to a single item that isn't the key."""
    return next((n,) for n in range(len(item.options)) if not item.is_right((n,)))


SINGLES = [item for item in BANK.items if item.type == "single"]


def of_task(task):
    return [item for item in SINGLES if item.task == task]


def test_a_task_answered_right_is_remembered_better_and_longer_than_one_answered_wrong():
    good, bad = of_task("people.1")[:2], of_task("people.2")[:2]
    memory = remember(
        Memory(),
        answers(*((item, True, "sure") for item in good), *((item, False, "sure") for item in bad)),
        BANK.by_id,
    )
    later = MONDAY + timedelta(days=7)
    known, shaky = (recall(held_on(memory, f"people.{n}"), later) for n in (1, 2))
    assert known > shaky + 0.1
    assert recall(held_on(memory, "people.3"), later) == 0


def test_a_guess_counts_less_than_knowing():
    items = of_task("people.1")[:3]
    sure, guess = (
        remember(Memory(), answers(*((item, True, word) for item in items)), BANK.by_id)
        for word in ("sure", "guess")
    )
    day = MONDAY + timedelta(days=5)
    assert recall(held_on(sure, "people.1"), day) > recall(held_on(guess, "people.1"), day)


def test_a_wrong_answer_marks_the_belief_it_shows_and_no_other():
    item = next(item for item in SINGLES if len(set(item.misconceptions)) > 1)
    (wrong,) = answers((item, False, None))
    memory = remember(Memory(), [wrong], BANK.by_id)
    shown = set(item.held(wrong.answer))
    assert shown
    assert {card for card in memory.open if card.startswith("~")} == set(map(belief, shown))


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.integers(0, 3)), max_size=40))
def test_adding_answers_one_by_one_or_together_gives_the_same(steps):
    reviews, day = [], MONDAY
    for n, (which, right, days) in enumerate(steps):
        day += timedelta(days=days)
        reviews += answers((SINGLES[which], right, "sure"), start=n + 1, day=day)
    together = remember(Memory(), reviews, BANK.by_id)
    one_by_one = Memory()
    for review in reviews:
        one_by_one = remember(one_by_one, [review], BANK.by_id)
    assert one_by_one == together
    assert remember(together, reviews, BANK.by_id) == together, "known answers change nothing"
    for task in together.cards:
        assert 0 <= recall(held_on(together, task), day + timedelta(days=30)) <= 1


def test_a_clock_set_back_and_a_deleted_item_do_no_harm():
    item = SINGLES[0]
    back = answers((item, True, "sure"), start=2, day=MONDAY - timedelta(days=30))
    gone = [answers((item, True, "sure"), start=3)[0]._replace(item="no-such-item")]
    memory = remember(Memory(), [*answers((item, True, "sure")), *back, *gone], BANK.by_id)
    assert memory.day == MONDAY
    assert memory.through == 3
    assert list(memory.items) == [item.id]


def test_today_asks_for_what_is_weak_and_mixes_tasks():
    weak = "process.6"
    done = [(item, task != weak, "sure") for task in OUTLINE.tasks for item in of_task(task)[:3]]
    memory = remember(Memory(), answers(*done), BANK.by_id)
    day = MONDAY + timedelta(days=4)
    queue = daily_items(BANK, OUTLINE, memory, day, minutes=20)
    assert len(queue) == 10
    tasks = [queued.item.task for queued in queue]
    needs = task_needs(memory, OUTLINE, day)
    assert max(needs, key=needs.get) == weak
    assert tasks.count(weak) == max(map(tasks.count, tasks))
    assert all(a != b for a, b in pairwise(tasks))
    assert not {queued.item.id for queued in queue} & set(memory.items), "new ones first"
    assert all(queued.reason for queued in queue)


@given(
    st.fixed_dictionaries({domain.id: st.integers(0, 200) for domain in OUTLINE.domains}),
    st.integers(2, 60),
)
@example({"people": 200, "process": 200, "business": 200}, 4)  # all of it practised today
def test_neighbours_are_of_other_tasks_and_domains_as_far_as_that_is_possible(met, minutes):
    """However much of the queue one domain takes: the others part it into equal stretches."""
    held = {
        task.id: practised(None, MONDAY + timedelta(days=met[domain.id]))
        for domain in OUTLINE.domains
        for task in domain.tasks
    }
    queue = daily_items(
        BANK, OUTLINE, Memory(cards=held), MONDAY + timedelta(days=200), minutes=minutes
    )
    assert all(a.item.task != b.item.task for a, b in pairwise(queue))
    domains = [queued.item.domain for queued in queue]
    most = Counter(domains).most_common(1)[0][1]
    others = len(domains) - most
    longest = max(len(list(run)) for _, run in groupby(domains))
    assert longest <= math.ceil(most / (others + 1))


def test_one_task_and_one_domain_alone_are_asked_all_the_same():
    only = replace(BANK, items=BANK.by_task["people.1"])
    queue = daily_items(only, OUTLINE, Memory(), MONDAY, minutes=60)
    assert len(queue) == min(30, len(only))


def test_items_of_the_last_days_wait_and_wrong_ones_come_back_first():
    small = synthetic_bank(30)
    single = [item for item in small.items if item.type == "single"]
    reviews = answers(*((item, n % 2 == 0, "sure") for n, item in enumerate(single)))
    memory = remember(Memory(), reviews, small.by_id)
    asked = [q.item.id for q in daily_items(small, OUTLINE, memory, MONDAY + timedelta(days=1), 10)]
    others = [item.id for item in small.items if item.type != "single"]
    assert len(set(asked) & set(others)) >= min(len(asked), len(others)) - 1


def test_the_same_seed_gives_the_same_queue_and_no_minutes_none():
    first, again = (daily_items(BANK, OUTLINE, Memory(), MONDAY, 30, seed=4) for _ in range(2))
    assert first == again
    with pytest.raises(TpmlabError, match="above 0"):
        daily_items(BANK, OUTLINE, Memory(), MONDAY, 0)


def test_a_plan_meets_every_task_weak_ones_most_and_keeps_to_the_minutes():
    weak = ["business.4", "process.9"]
    done = [
        (item, task not in weak, "sure") for task in OUTLINE.tasks for item in of_task(task)[:3]
    ]
    memory = remember(Memory(), answers(*done), BANK.by_id)
    exam = MONDAY + timedelta(weeks=10)
    plan = study_plan(OUTLINE, memory, MONDAY + timedelta(days=1), exam, [30, 0, 30, 0, 30, 90, 0])
    assert plan.left_out == ()
    assert set(plan.days[0].tasks) >= set(weak)
    counts = {task: sum(task in day.tasks for day in plan.days) for task in OUTLINE.tasks}
    assert min(counts.values()) >= 1
    assert all(day.day < exam for day in plan.days)
    assert {day.day.weekday() for day in plan.days} == {0, 2, 4, 5}
    assert plan.minutes == sum(day.minutes for day in plan.days)
    mocks = [day for day in plan.days if day.kind == "mock"]
    assert mocks
    assert all(day.minutes >= MOCK_MINUTES and day.day.weekday() == 5 for day in mocks)
    assert plan.days[-1].kind == "light"


def test_two_mocks_one_to_learn_from_and_one_to_rehearse_and_none_in_the_last_week():
    week = [45, 0, 0, 90, 0, 0, 0]
    exam = MONDAY + timedelta(weeks=24)
    plan = study_plan(OUTLINE, Memory(), MONDAY, exam, week)
    assert [(exam - day.day).days for day in plan.days if day.kind == "mock"] == [32, 11]
    late = study_plan(OUTLINE, Memory(), exam - timedelta(days=6), exam, week)
    assert {day.kind for day in late.days} == {"practice"}


def test_too_little_time_says_what_is_left_out():
    plan = study_plan(OUTLINE, Memory(), MONDAY, MONDAY + timedelta(days=4), [30] * 7)
    assert len(plan.left_out) == len(OUTLINE.tasks) - sum(len(day.tasks) for day in plan.days[:2])


@pytest.mark.parametrize(
    ("exam", "minutes", "words"),
    [
        (MONDAY, [30] * 7, "isn't after"),
        (MONDAY + timedelta(days=9), [30] * 6, "seven numbers"),
        (MONDAY + timedelta(days=9), [0] * 7, "No day"),
    ],
)
def test_impossible_plans_are_refused_in_a_sentence(exam, minutes, words):
    with pytest.raises(TpmlabError, match=words):
        study_plan(OUTLINE, Memory(), MONDAY, exam, minutes)


def test_shares_of_tasks_follow_the_published_weights():
    shares = task_shares(OUTLINE)
    by_domain = {
        domain.id: sum(shares[task.id] for task in domain.tasks) for domain in OUTLINE.domains
    }
    assert by_domain == pytest.approx({"people": 0.33, "process": 0.41, "business": 0.26})
