"""Items as text: nothing gives the key away before an answer, every choice is answered after it."""

import pytest

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.misconceptions import load_misconceptions
from tpmlab.exam.items.model import ChoiceItem
from tpmlab.exam.playing.pages import feedback_text, item_text

BANK = load_bank("pmp-2026")


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_every_item_of_the_bank_fits_the_page_and_keeps_its_reasons(item):
    shown = item_text(item)
    assert max(map(len, shown.splitlines())) <= 96
    if isinstance(item, ChoiceItem):
        said = " ".join(shown.split())
        assert all(option.why not in said for option in item.options)


def test_a_drawing_is_told_in_words():
    drawn = next(item for item in BANK.items if item.exhibit is not None)
    assert " ".join(drawn.exhibit.alt.split()) in " ".join(item_text(drawn).split())


def test_each_choice_is_answered_with_its_belief():
    item = BANK.item("thirteen-days")
    said = " ".join(feedback_text(item, "A").split())
    assert said.startswith("Not right.")
    assert "A (chosen, and wrong)" in said
    assert "C (the key)" in said
    assert load_misconceptions()["never-escalate"].correction in said
    assert said.endswith(item.principle)


def test_several_letters_may_come_in_any_order():
    item = next(item for item in BANK.items if item.type == "multiple" and not item.case)
    letters = "".join("ABCDEF"[number] for number in item.keys)
    assert feedback_text(item, letters[::-1].lower()).startswith("Right.")


@pytest.mark.parametrize(
    ("name", "answer", "says"),
    [("thirteen-days", "E", "no option E"), ("thirteen-days", "AB", "Choose one option")],
)
def test_an_answer_that_does_not_fit_is_refused(name, answer, says):
    with pytest.raises(TpmlabError, match=says):
        feedback_text(BANK.item(name), answer)


def test_an_item_without_options_sends_to_the_player():
    item = next(item for item in BANK.items if item.type == "ordering")
    with pytest.raises(TpmlabError, match=r"tpm\.practice"):
        feedback_text(item, "A")
