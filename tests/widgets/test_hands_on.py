"""Levers with a question: Undo, Reset, and values that make no sense together."""

import pytest

from tpmlab.errors import TpmlabError
from tpmlab.pictures import Picture, new_figure
from tpmlab.widgets.hands_on import HandsOn, choice, number, pick, slider, span, text


class Rooms(HandsOn):
    question = "How many <people> fit?"

    def draw(self):
        people, chairs = self.value("people"), self.value("chairs")
        if people > chairs:
            raise TpmlabError(f"{people} people need more than {chairs} chairs; add some.")
        picture = Picture(new_figure(40), f"{people} people on {chairs} chairs")
        return picture.png(), picture.alt, f"<b>{people}</b>"


def rooms(people=2):
    return Rooms({"people": slider("People", people, 0, 20), "chairs": slider("Chairs", 10, 0, 20)})


@pytest.fixture
def room():
    return rooms()


def words(room):
    return room.frame.caption.value


def test_the_question_stands_first_and_is_escaped(room):
    first = room.frame.box.children[0]
    assert "Your question:</strong> How many &lt;people&gt; fit?" in first.value


def test_one_drag_is_one_step_to_undo(room):
    for people in (3, 4, 5):
        room.inputs["people"].value = people
    room.inputs["chairs"].value = 12
    room.undo_button.click()
    assert room.value("chairs") == 10
    assert "5 people on 10 chairs" in words(room)
    room.undo_button.click()
    assert room.value("people") == 2
    assert room.undo_button.disabled
    room.undo()
    assert "2 people on 10 chairs" in words(room)


def test_reset_can_be_undone(room):
    room.inputs["people"].value = 7
    room.frame.reset_button.click()
    assert room.value("people") == 2
    room.undo()
    assert "7 people on 10 chairs" in words(room)


def test_values_that_make_no_sense_are_refused_and_the_picture_stays(room):
    before = room.frame.image.value
    room.inputs["people"].value = 11
    assert "Not possible:</strong> 11 people need" in room.frame.message.value
    assert room.frame.image.value == before
    assert "2 people on 10 chairs" in words(room)
    room.inputs["chairs"].value = 11
    assert "Not possible" not in room.frame.message.value
    assert "11 people on 11 chairs" in words(room)


def test_an_explorer_that_starts_in_such_a_state_does_not_start():
    with pytest.raises(TpmlabError, match="add some"):
        rooms(people=15)


@pytest.mark.parametrize(
    "control",
    [
        slider("Days", 3, 0, 9),
        slider("Share", 0.25, 0.0, 1.0, 0.05),
        span("Range", (2, 4), 0, 9),
        pick("Limit", [("none", 0), ("1", 1)], 0),
        choice("Link", [("nothing", None)], None),
        number("Price", 10, 0, 100),
        text("History", "1 2"),
    ],
)
def test_every_control_has_a_label(control):
    assert control.description
