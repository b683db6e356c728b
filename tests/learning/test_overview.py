from __future__ import annotations

import pytest

from tpmlab.curriculum import load_curriculum
from tpmlab.exam.items.bank import load_lesson_items
from tpmlab.learning.overview import continue_at, rows
from tpmlab.learning.progress import summarise
from tpmlab.learning.store import Event

LESSON = "critical-path"


@pytest.fixture(scope="module")
def curriculum():
    return load_curriculum()


def opened(lesson):
    return [Event("opened", lesson)]


def finished(lesson):
    """Everything the lesson offers, questions all right."""
    done = opened(lesson)
    for item in load_lesson_items(lesson):
        kind = "guess" if item.use == "prediction" else "answer"
        done.append(Event(kind, lesson, item.id, {"chosen": list(item.keys), "correct": True}))
    return done


def checked(earned, assignment=LESSON):
    return [Event("check", assignment, "", {"earned": earned, "possible": 10.0, "parts": {}})]


def done(curriculum, lesson):
    """The lesson finished, and its exercise with all points if it has one."""
    exercise = curriculum.lessons[lesson].assignment
    return finished(lesson) + (checked(10.0, exercise) if exercise else [])


def where(curriculum, events):
    summary = summarise(events)
    row = continue_at(rows(curriculum, summary), summary)
    return row and row.resume


def test_a_lesson_just_opened_has_all_of_it_open(curriculum):
    row = {r.lesson.id: r for r in rows(curriculum, summarise(opened(LESSON)))}[LESSON]
    assert row.state == "begun"
    assert row.open == [
        "the guess",
        f"{row.questions} of {row.questions} questions",
        "the exercise",
    ]


def test_a_finished_lesson_is_done_once_its_exercise_has_all_points(curriculum):
    def state(earned):
        events = finished(LESSON) + checked(earned)
        return {r.lesson.id: r.state for r in rows(curriculum, summarise(events))}[LESSON]

    assert state(9.0) == "begun"
    assert state(10.0) == "done"


def test_wrong_answers_count_as_answered_not_as_right(curriculum):
    item = next(i for i in load_lesson_items(LESSON) if i.use == "quiz")
    wrong = Event("answer", LESSON, item.id, {"chosen": [], "correct": False})
    row = {r.lesson.id: r for r in rows(curriculum, summarise([wrong]))}[LESSON]
    assert (row.answered, row.right) == (1, 0)


def test_an_answer_to_a_question_that_is_gone_does_not_count(curriculum):
    gone = Event("answer", LESSON, "withdrawn-question", {"chosen": [0], "correct": True})
    row = {r.lesson.id: r for r in rows(curriculum, summarise([gone]))}[LESSON]
    assert row.answered == 0


def test_nothing_to_continue_before_anything_was_begun(curriculum):
    assert where(curriculum, []) is None
    assert where(curriculum, opened("start-here")) is None


def test_continue_is_the_latest_lesson_with_something_open(curriculum):
    events = opened(LESSON) + opened("scope-schedule-cost")
    assert where(curriculum, events) == "lesson:scope-schedule-cost"
    assert where(curriculum, events + opened(LESSON)) == f"lesson:{LESSON}"


def test_only_the_exercise_left_leads_to_the_exercise(curriculum):
    assert where(curriculum, finished(LESSON)) == f"assignment:{LESSON}"
    assert where(curriculum, finished(LESSON) + checked(4.0)) == f"assignment:{LESSON}"


def test_after_a_finished_lesson_the_next_not_opened_follows(curriculum):
    order = list(curriculum.lessons)
    before = [e for name in order[: order.index(LESSON)] for e in done(curriculum, name)]
    after = order[order.index(LESSON) + 1]
    assert where(curriculum, before + done(curriculum, LESSON)) == f"lesson:{after}"


def test_all_done_leaves_nothing(curriculum):
    events = [e for lesson in curriculum.lessons for e in done(curriculum, lesson)]
    assert where(curriculum, events) is None
