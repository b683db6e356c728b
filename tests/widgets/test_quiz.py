"""The quiz as a learner works it: choose, answer, read why, try again, come back."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tpmlab.curriculum import load_curriculum
from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import load_lesson_items
from tpmlab.exam.items.model import MultipleItem, SingleItem
from tpmlab.learning import progress
from tpmlab.widgets.quiz import Quiz, quiz

LESSON = "critical-path"


@pytest.fixture
def items():
    return [item for item in load_lesson_items(LESSON) if item.use == "quiz"]


def wrong_choice(item):
    """As many options as are asked for, the first of them wrong."""
    wrong = [n for n in range(len(item.options)) if n not in item.keys]
    return sorted([wrong[0], *item.keys[1:]])


def answer(question, chosen):
    assert question.choose(chosen)
    question.button.click()
    return question.feedback


def test_a_wrong_answer_gets_its_own_reason_and_the_belief_behind_it(workspace, items):
    question = next(q for q in Quiz(items).questions if isinstance(q.item, SingleItem))
    chosen = wrong_choice(question.item)
    said = answer(question, chosen)
    option = question.item.options[chosen[0]]
    assert "Not yet." in said
    assert words(option.why) in text_of(said)
    assert "The idea behind it" in said
    key = question.item.options[question.item.keys[0]]
    assert words(key.why) not in text_of(said)
    assert words(key.text) not in text_of(said)


def test_a_right_answer_explains_and_then_opens_why_the_others_tempt(workspace, items):
    question = next(q for q in Quiz(items).questions if isinstance(q.item, SingleItem))
    said = answer(question, question.item.keys)
    assert "Right." in said
    before, folded = said.split("<details>")
    assert words(question.item.principle) in text_of(before)
    for option in question.item.options:
        assert words(option.why) in text_of(before if option.key else folded)


def test_multiple_speaks_to_each_chosen_option_and_folds_what_was_missed(workspace, items):
    question = next(q for q in Quiz(items).questions if isinstance(q.item, MultipleItem))
    item = question.item
    chosen = wrong_choice(item)
    before, folded = answer(question, chosen).split("<details>")
    assert f"{len(item.keys) - 1} of {len(item.keys)} found" in before
    for n in chosen:
        assert words(item.options[n].why) in text_of(before)
    missed = item.options[item.keys[0]]
    assert words(missed.why) in text_of(folded)
    assert words(missed.why) not in text_of(before)
    assert "Right." in answer(question, item.keys)


def test_nothing_chosen_is_no_answer(workspace, items):
    live = Quiz(items)
    for question in live.questions:
        question.button.click()
        several = len(question.item.keys) > 1
        assert ("Choose 2 options; 0 are chosen." if several else "Choose an option first.") in (
            question.feedback
        )
    assert progress.current().choices("answer", LESSON) == {}


def test_another_choice_takes_the_old_reason_away(workspace, items):
    question = Quiz(items).questions[0]
    answer(question, wrong_choice(question.item))
    question.choose(question.item.keys)
    assert question.feedback == ""


def test_the_line_counts_and_remembers_first_tries(workspace, items):
    live = Quiz(items)
    assert live.score == "0 of 5 right so far."
    answer(live.questions[0], wrong_choice(items[0]))
    assert live.score == "0 of 5 right so far."
    for question in live.questions:
        answer(question, question.item.keys)
    assert live.score == "5 of 5 right, 4 of them at the first try."
    answer(live.questions[1], wrong_choice(items[1]))  # looking at a wrong one takes nothing away
    assert live.score == "5 of 5 right, 4 of them at the first try."


def test_every_answer_is_recorded_and_shown_again(workspace, items):
    first = Quiz(items)
    wrong = wrong_choice(items[0])
    answer(first.questions[0], wrong)
    answer(first.questions[0], items[0].keys)
    answer(first.questions[1], wrong_choice(items[1]))
    recorded = progress.current().choices("answer", LESSON)
    assert recorded[items[0].id] == [wrong, list(items[0].keys)]

    again = Quiz(items)
    assert again.score == "1 of 5 right so far."
    assert again.questions[0].chosen == list(items[0].keys)
    assert again.questions[0].feedback == first.questions[0].feedback
    assert again.questions[1].chosen == wrong_choice(items[1])
    assert again.questions[2].chosen == []
    assert progress.current().choices("answer", LESSON) == recorded  # showing records nothing
    assert progress.current().summary().lessons[LESSON].answers[items[0].id] is True


def test_answers_that_no_longer_fit_their_question_are_left_out(workspace, items):
    progress.current().answer(LESSON, items[0].id, [9], False)
    progress.current().answer(LESSON, items[1].id, [0, 1, 2], False)
    live = Quiz(items)
    assert [question.chosen for question in live.questions[:2]] == [[], []]
    assert live.score == "0 of 5 right so far."


def test_without_a_workspace_it_works_and_keeps_nothing(tmp_path, monkeypatch, items):
    monkeypatch.chdir(tmp_path)
    live = Quiz(items)
    assert "Right." in answer(live.questions[0], items[0].keys)
    assert list(tmp_path.iterdir()) == []


def test_questions_follow_the_lesson_s_objectives(printed, items):
    page = text_of(printed(lambda: quiz(LESSON))[0]["text/html"])
    asked = sorted(items, key=lambda item: page.index(words(item.stem)))
    taught = [objective.id for objective in load_curriculum().lessons[LESSON].objectives]
    places = [taught.index(item.objective) for item in asked]
    assert places == sorted(places)
    assert asked != items  # by file name they stand in another order


def test_printed_it_holds_every_question_and_folds_every_answer(printed, items):
    page = printed(lambda: quiz(LESSON))[0]["text/html"]
    assert page.count("<details>") == page.count("</details>") == 5
    open_page = re.sub(r"<details>.*?</details>", "", page)
    for item in items:
        for option in item.options:
            assert words(option.text) in text_of(open_page)
            assert words(option.why) in text_of(page)
            assert words(option.why) not in text_of(open_page)


def test_a_lesson_without_questions_is_told():
    with pytest.raises(ContentError, match="'no-lesson' has no quiz items; correct its id"):
        quiz("no-lesson")


def test_content_can_not_write_html(workspace, items):
    option = items[0].options[0].model_copy(update={"why": "<script>alert(1)</script> a < b"})
    spoiled = items[0].model_copy(update={"options": [option, *items[0].options[1:]]})
    question = Quiz([spoiled]).questions[0]
    said = answer(question, [0])
    assert "<script>" not in said
    assert "&lt;script&gt;" in said


def text_of(html):
    """Words of some HTML as a reader sees them."""
    reader = _Reader()
    reader.feed(html)
    return " ".join("".join(reader.text).split())


def words(text):
    return " ".join(re.sub(r"[`*]", "", text).split())


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text = []

    def handle_data(self, data):
        self.text.append(data)

    def handle_starttag(self, tag, attrs):
        if tag not in ("code", "em", "strong"):
            self.text.append(" ")
