"""The frame of every explorer: printed form, live form, Reset, news, one lock."""

import threading
import time
from typing import ClassVar

import ipywidgets as w
import pytest
from IPython.display import Markdown, display

from tpmlab.pictures import Picture, new_figure
from tpmlab.widgets import frame
from tpmlab.widgets.frame import Explorer, is_static, show


@pytest.fixture
def slider():
    return w.IntSlider(3, 0, 10, description="Days")


def make(slider, **options):
    drawn = []

    def draw():
        drawn.append(slider.value)
        picture = Picture(new_figure(40), f"{slider.value} <days>")
        return picture.png(), picture.alt

    return Explorer([w.HBox([slider, w.HTML("note")])], draw, **options), drawn


def test_a_built_notebook_shows_the_printed_form_and_makes_no_widget(printed):
    def never():
        raise AssertionError("a widget was made")

    outputs = printed(lambda: show(never, lambda: display(Markdown("the picture")), "move it"))
    assert is_static()
    assert [data["text/markdown"] for data in outputs] == [
        "the picture",
        "Run this cell (Shift+Enter) to move it.",
    ]


def test_elsewhere_the_widget_is_shown(printed, monkeypatch, slider):
    monkeypatch.delenv("TPMLAB_STATIC", raising=False)
    monkeypatch.delenv("TPMLAB_STATIC", raising=False)
    outputs = printed(lambda: show(slider, lambda: display(Markdown("the picture"))))
    assert len(outputs) == 1
    assert "application/vnd.jupyter.widget-view+json" in outputs[0]
    assert "tpmlab" in slider._dom_classes


def test_the_picture_and_its_words_follow_the_slider(slider):
    explorer, drawn = make(slider)
    before = bytes(explorer.image.value)
    slider.value = 5
    assert drawn == [3, 5]
    assert before.startswith(b"\x89PNG")
    assert explorer.image.tooltip == "5 <days>"
    assert "Picture: 5 &lt;days&gt;" in explorer.caption.value
    assert "tpmlab" in explorer.box._dom_classes


def test_reset_puts_every_input_back_and_draws_once(slider):
    explorer, drawn = make(slider)
    slider.value = 8
    explorer.say("Something happened.")
    explorer.reset_button.click()
    assert slider.value == 3
    assert drawn == [3, 8, 3]
    assert "Something" not in explorer.message.value


def test_changes_held_together_draw_once(slider):
    explorer, drawn = make(slider)
    with explorer.hold():
        slider.value = 6
        slider.value = 7
    assert drawn == [3, 7]


def test_news_is_escaped_and_a_refusal_says_so(slider):
    explorer, _ = make(slider)
    explorer.say("a < b")
    assert "a &lt; b" in explorer.message.value
    assert "Not possible" not in explorer.message.value
    explorer.say("a circle", problem=True)
    assert "<strong>Not possible:</strong> a circle" in explorer.message.value


def test_values_overtaken_while_drawing_are_skipped():
    """Many threads ask while one picture is slow: the last value is drawn, not all of them."""
    values, drawn, slow = [0], [], threading.Event()

    def draw():
        if values[0] == 1:
            slow.set()
            time.sleep(0.2)
        drawn.append(values[0])
        return b"", str(values[0])

    explorer = Explorer([], draw)
    values[0] = 1
    first = threading.Thread(target=explorer.refresh)
    first.start()
    slow.wait(5)
    others = []
    for value in range(2, 8):
        values[0] = value
        others.append(threading.Thread(target=explorer.refresh))
        others[-1].start()
    for thread in (first, *others):
        thread.join(10)
    assert drawn[-1] == 7
    assert "Picture: 7" in explorer.caption.value
    assert len(drawn) < 8


def test_controls_stand_beside_the_picture_when_asked(slider):
    beside, _ = make(slider, beside=True)
    below, _ = make(slider)
    assert beside.image in beside.box.children[1].children
    assert below.image in below.box.children


class ByHand:
    """Stands for ``threading.Timer``: the clock moves when a test says so."""

    waiting: ClassVar[list] = []

    def __init__(self, seconds, action):
        self.action = action

    def start(self):
        self.waiting.append(self)

    def cancel(self):
        if self in self.waiting:
            self.waiting.remove(self)

    @classmethod
    def rest(cls):
        due, cls.waiting = cls.waiting, []
        for timer in due:
            timer.action()


@pytest.fixture
def rest(monkeypatch):
    monkeypatch.setattr(frame, "Timer", ByHand)
    ByHand.waiting = []
    return ByHand.rest


def spoken(explorer):
    eye = explorer.box.children
    return next(part.value for part in eye if 'aria-live="polite"' in getattr(part, "value", ""))


def all_that_is_spoken(explorer):
    heard = []
    live = explorer._speaker.html
    live.observe(lambda change: heard.append(change["new"]), names="value")
    return heard


def test_a_screen_reader_hears_the_last_state_of_a_drag_only(slider, rest):
    explorer, _ = make(slider)
    heard = all_that_is_spoken(explorer)
    rest()
    assert heard == []  # nothing was changed yet
    for days in (4, 5, 6):
        slider.value = days
    assert "Picture: 6 &lt;days&gt;" in explorer.caption.value  # to be seen at once
    assert heard == []
    rest()
    assert len(heard) == 1
    assert "Picture: 6 &lt;days&gt;</div>" in heard[0]
    assert spoken(explorer) == heard[0]
    rest()
    assert len(heard) == 1


def test_a_refusal_is_spoken_with_its_word_and_the_picture_that_goes_with_it(slider, rest):
    explorer, _ = make(slider)
    heard = all_that_is_spoken(explorer)
    explorer.say("a circle", problem=True)
    slider.value = 9
    rest()
    assert "Not possible: a circle Picture: 9" in heard[0]
    assert "aria-live" not in explorer.message.value  # it would be said twice
