"""The question widget: every type of item, answered, struck out, judged, shown again."""

from __future__ import annotations

import pytest
from synthetic_bank import first_of_each_type, synthetic_bank

from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem
from tpmlab.widgets.question import Question
from tpmlab.widgets.question_html import judged_html

BANK = synthetic_bank(60)
TYPES = first_of_each_type(BANK)


def walk(widget):
    """A widget and all that is in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def controls(question, kind):
    return [each for each in walk(question.box) if type(each).__name__ == kind]


def press(question, words):
    (button,) = [each for each in controls(question, "Button") if each.description == words]
    button.click()


def texts(question):
    return " ".join(each.value for each in controls(question, "HTML"))


def wrong_answer(item):
    """A complete answer that isn't right."""
    if isinstance(item, OrderingItem):
        return item.offered
    right = item.right_answer()
    if isinstance(item, MatchingItem | PullDownItem):
        return (1 if right[0] == 0 else 0, *right[1:])
    others = [n for n in range(len(item.options)) if n not in right]
    return tuple(sorted([others[0], *right[1:]]))


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_takes_an_answer_gives_it_back_and_judges_it(kind):
    item = BANK.item(TYPES[kind])
    question = Question(item, button="")
    assert question.answer is None
    assert question.partial == ()
    assert question.choose(item.right_answer())
    assert question.answer == item.right_answer()
    question.show_feedback()
    assert "Right." in question.feedback
    assert "✓" in question.feedback
    assert "The rule:" in question.feedback


@pytest.mark.parametrize("kind", TYPES)
def test_a_wrong_answer_names_the_belief_and_what_is_true(kind):
    item = BANK.item(TYPES[kind])
    question = Question(item, button="")
    assert question.choose(wrong_answer(item))
    question.show_feedback()
    assert "Not right." in question.feedback
    assert "✗" in question.feedback
    assert "The idea behind it" in question.feedback


@pytest.mark.parametrize("kind", TYPES)
def test_what_does_not_fit_is_refused_and_nothing_chosen_is_told(kind):
    item = BANK.item(TYPES[kind])
    taken = []
    question = Question(item, lambda _, answer: taken.append(answer))
    assert not question.choose((99,) * len(item.right_answer()))
    question.button.click()
    assert 'role="status"' in question.feedback
    assert taken == []
    question.choose(item.right_answer())
    question.button.click()
    assert taken == [list(item.right_answer())]


@pytest.mark.parametrize("kind", TYPES)
def test_an_earlier_answer_is_shown_without_calling_anybody(kind):
    item = BANK.item(TYPES[kind])
    question = Question(item, button="")
    calls = []
    question.on_change(calls.append)
    question.put(item.right_answer())
    assert question.answer == item.right_answer()
    question.put(())
    assert question.partial == ()
    assert calls == []


def test_a_choice_of_one_list_is_a_part_of_an_answer():
    item = BANK.item(TYPES["matching"])
    question = Question(item, button="")
    heard = []
    question.on_change(lambda q: heard.append(q.partial))
    controls(question, "Dropdown")[1].value = 0
    open_ones = len(item.prompts) - 2
    assert heard == [(-1, 0, *[-1] * open_ones)]
    assert question.answer is None
    question.put(heard[0])
    assert question.partial == heard[0]


def test_each_list_is_named_by_its_prompt_and_each_gap_by_its_number():
    matching = BANK.item(TYPES["matching"])
    names = [each.description for each in controls(Question(matching), "Dropdown")]
    assert names == [prompt.text for prompt in matching.prompts]
    gaps = [
        each.description for each in controls(Question(BANK.item(TYPES["pull-down"])), "Dropdown")
    ]
    assert gaps[0] == f"Gap 1 of {len(gaps)}"


def test_a_step_is_moved_by_buttons_and_told():
    item = BANK.item(TYPES["ordering"])
    question = Question(item, button="")
    (steps,) = controls(question, "RadioButtons")
    first = item.steps[item.offered[0]].text
    assert steps.options[0] == f"1. {first}"
    press(question, "Move up")
    assert "is the first step already" in texts(question)
    assert question.partial == ()
    press(question, "Move down")
    press(question, "Move down")
    assert steps.index == 2  # the pick follows its step
    assert steps.options[2] == f"3. {first}"
    assert f"is now step 3 of {len(item.steps)}" in texts(question)
    assert question.answer == (*item.offered[1:3], item.offered[0], *item.offered[3:])
    question.lock_choice()
    press(question, "Move up")
    assert question.answer == (*item.offered[1:3], item.offered[0], *item.offered[3:])


def test_a_place_and_its_radio_button_are_one_choice():
    item = BANK.item(TYPES["hotspot"])
    question = Question(item, button="")
    places = [each for each in controls(question, "Button") if len(each.description) == 1]
    assert [each.tooltip for each in places] == [option.text for option in item.options]
    places[1].click()
    assert question.answer == (1,)
    assert places[1].description == "B ✓"
    (radios,) = controls(question, "RadioButtons")
    assert radios.index == 1
    radios.index = 0
    assert [each.description for each in places[:2]] == ["A ✓", "B"]
    for place in places:
        sizes = [float(getattr(place.layout, side)[:-1]) for side in ("left", "top", "width")]
        assert all(0 <= size <= 100 for size in sizes)


@pytest.mark.parametrize("kind", ["single", "multiple", "hotspot", "numeric"])
def test_an_option_is_struck_out_and_restored(kind):
    item = BANK.item(TYPES[kind])
    question = Question(item, button="", strikable=True)
    heard = []
    question.on_strike(lambda _, option: heard.append(option))
    press(question, "Strike out B")
    assert question.strikes == {1}
    assert "tpmlab-struck-1" in question.box._dom_classes
    press(question, "Restore B")
    assert question.strikes == frozenset()
    assert "tpmlab-struck-1" not in question.box._dom_classes
    assert heard == [1, 1]
    question.put((), strikes=(0, 2))
    assert question.strikes == {0, 2}
    assert heard == [1, 1]
    question.lock_choice()
    press(question, "Restore A")
    assert question.strikes == {0, 2}


def test_types_without_a_list_of_options_offer_no_strikes():
    for kind in ("matching", "ordering", "pull-down"):
        question = Question(BANK.item(TYPES[kind]), strikable=True)
        assert not [b for b in controls(question, "Button") if "Strike" in b.description]


def test_a_judged_question_takes_nothing_more():
    item = BANK.item(TYPES["single"])
    question = Question(item, button="")
    heard = []
    question.choose(item.right_answer())
    question.show_feedback()
    question.on_change(heard.append)
    said = question.feedback
    controls(question, "RadioButtons")[0].index = wrong_answer(item)[0]  # a click on its way
    assert heard == []
    assert question.feedback == said


def test_an_exhibit_stands_above_the_question_with_its_table_below_it():
    bank = load_bank("pmp-2026")
    drawn = next(i for i in bank.items if i.exhibit is not None and i.exhibit.kind == "burnup")
    page = texts(Question(drawn))
    assert 'src="data:image/png;base64,' in page
    assert drawn.exhibit.title in page
    assert "<details><summary>The data as a table</summary><table" in page
    table = next(i for i in bank.items
                 if i.exhibit is not None and i.exhibit.tabular and i.type == "single")  # fmt: skip
    page = texts(Question(table))
    assert "<img" not in page
    assert '<th scope="col">' in page


def test_a_judged_item_that_was_left_open_says_so():
    item = BANK.item(TYPES["matching"])
    said = judged_html(item, ())
    assert "Not answered." in said
    assert "This is right:" in said


def test_content_can_not_write_html():
    item = BANK.item(TYPES["pull-down"])
    spoiled = item.model_copy(update={"sentence": "<b>x</b> " + item.sentence, "lead": "<i>y</i>?"})
    page = texts(Question(spoiled))
    assert "<b>x</b>" not in page
    assert "<i>y</i>" not in page


@pytest.mark.slow
def test_every_item_of_the_bank_can_be_asked_and_answered():
    for item in load_bank("pmp-2026").items:
        for answer in (item.right_answer(), wrong_answer(item)):
            question = Question(item, button="", strikable=True)
            assert question.choose(answer), item.id
            assert question.answer == tuple(answer), item.id
            question.show_feedback()
            verdict = "Right." if item.is_right(answer) else "Not right."
            assert f"</span> {verdict}</strong>" in question.feedback, item.id
            if item.held(answer):
                assert "The idea behind it" in question.feedback, item.id
