"""A guess: recorded, changed, and spoken to once the answer opens."""

from __future__ import annotations

import pytest

from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import load_item
from tpmlab.learning import progress
from tpmlab.widgets.predict import Prediction, predict

LESSON, ITEM = "critical-path", "which-task"


@pytest.fixture
def item():
    return load_item(LESSON, ITEM)


def guess(live, chosen):
    assert live.question.choose(chosen)
    live.question.button.click()


def hidden(button):
    return button.layout.display == "none"


def test_the_answer_opens_only_after_a_guess(workspace, item):
    live = Prediction(item)
    assert hidden(live.open_button)
    live.question.button.click()
    assert "Choose an option first." in live.question.feedback
    assert hidden(live.open_button)
    guess(live, [1])
    assert not hidden(live.open_button)
    assert "tpmlab-open-reveal" in live.open_button._dom_classes
    assert "Recorded." in live.question.feedback
    assert item.options[1].why not in live.question.feedback


def test_the_first_guess_is_kept_and_the_last_one_spoken_to(workspace, item):
    live = Prediction(item)
    guess(live, [1])
    guess(live, [0])
    live.open_button.click()
    assert item.options[0].why in live.question.feedback
    assert item.options[1].why not in live.question.feedback
    assert progress.current().choices("guess", LESSON) == {ITEM: [[1], [0]]}
    assert progress.current().summary().lessons[LESSON].guesses == {ITEM: [1]}


def test_a_choice_not_recorded_is_not_what_one_said(workspace, item):
    live = Prediction(item)
    guess(live, [1])
    live.question.choose([0])
    live.open_button.click()
    assert item.options[1].why in live.question.feedback
    assert live.question.chosen == [1]


def test_once_open_the_guess_stands(workspace, item):
    live = Prediction(item)
    guess(live, [1])
    live.open_button.click()
    assert live.question.button.disabled
    assert "click the line with the three dots" in live.question.feedback


def test_a_guess_from_before_is_shown_again(workspace, item):
    guess(Prediction(item), [2])
    again = Prediction(item)
    assert again.question.chosen == [2]
    assert "Your guess from before." in again.question.feedback
    assert not hidden(again.open_button)
    assert progress.current().choices("guess", LESSON) == {ITEM: [[2]]}


def test_printed_it_asks_and_keeps_the_key(printed, item):
    question, invitation = printed(lambda: predict(f"{LESSON}:{ITEM}"))
    page = question["text/html"]
    assert page.count("<li>") == len(item.options)
    assert all(option.why not in page for option in item.options)
    assert item.principle not in page
    assert "Shift+Enter" in invitation["text/markdown"]


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("which-task", "'which-task' names no prediction; write 'lesson-id:item-id'"),
        ("critical-path:", "names no prediction"),
        ("critical-path:wich-task", "no item 'wich-task'; closest are which-task"),
        ("critical-path:float-left", "is a quiz item; set 'use: prediction' in content/exam"),
    ],
)
def test_a_label_that_names_no_prediction(label, message):
    with pytest.raises(ContentError, match=message):
        predict(label)
