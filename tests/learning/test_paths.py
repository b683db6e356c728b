from __future__ import annotations

from itertools import product

import pytest

from tpmlab.curriculum import load_curriculum
from tpmlab.learning import paths
from tpmlab.learning.paths import QUESTIONS, propose

CURRICULUM = load_curriculum()
CHOICES = {question.id: set(question.choices) for question in QUESTIONS}


@pytest.mark.parametrize(
    ("goal", "title", "advice"),
    [
        ("job", "On your own, towards the job", "a project of your own"),
        ("class", "With a class", "Your instructor sets the order"),
        ("exam", "Towards a certificate", "compare guesses"),
    ],
)
def test_each_kind_of_user_gets_a_path_of_their_own(goal, title, advice):
    path = propose({"goal": goal}, CURRICULUM)
    assert path.title == title
    assert advice in path.advice[0]


def test_every_combination_of_answers_gives_every_written_lesson_with_a_reason():
    written = [lesson for lesson in CURRICULUM.lessons if lesson != "start-here"]
    for answers in product(*(question.choices for question in QUESTIONS)):
        path = propose(dict(zip((q.id for q in QUESTIONS), answers, strict=True)), CURRICULUM)
        assert [step.lesson.id for step in path.steps] == written
        assert all(step.why.endswith(".") for step in path.steps)
        assert path.minutes == sum(CURRICULUM.lessons[name].minutes for name in written)


def test_more_hours_a_week_take_fewer_weeks():
    weeks = [propose({"hours": hours}, CURRICULUM).weeks for hours in ("1", "3", "6")]
    assert weeks == sorted(weeks, reverse=True)
    assert weeks[0] > weeks[-1] >= 1


def test_reasons_speak_to_the_answers():
    def why(**answers):
        steps = {step.lesson.id: step.why for step in propose(answers, CURRICULUM).steps}
        return steps["critical-path"], steps["scope-schedule-cost"]

    assert "try the exercise first" in why(schedule="yes", goal="class")[0]
    assert "price on each" in why(tradeoff="options")[1]
    assert why() != why(background="support")


def test_answers_of_an_older_version_do_no_harm():
    assert propose({"goal": "gone", "hours": "forty", "horoscope": "lion"}, CURRICULUM).steps


def test_rules_name_only_what_exists():
    """Ids in the tables are typed by hand: a slip would make a rule that never applies."""
    conditions = [when for when, _ in paths.ADVICE]
    conditions += [when for reasons in paths._REASONS.values() for when, _ in reasons]
    for when in conditions:
        assert all(choice in CHOICES[question] for question, choice in when.items())
    assert set(paths._REASONS) <= set(CURRICULUM.lessons)
    assert set(paths.KINDS) == CHOICES["goal"]
