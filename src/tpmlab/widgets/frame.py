"""The frame every explorer stands in, and its printed form where widgets can't run.

While notebooks are built, ``TPMLAB_STATIC=1`` is set: each explorer then shows its
picture at the starting values and one line that says how to bring it to life.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from threading import RLock, Timer
from typing import Any

import ipywidgets as w
from IPython.display import Markdown, display
from traitlets import Unicode

from tpmlab.pictures import WIDTH

__all__ = ["Explorer", "NamedImage", "Speaker", "is_static", "send_promptly", "show"]

_TEXT = "line-height:1.4;margin:0"
_REST = 0.5
"""Seconds without a change before a screen reader is told: a drag is one piece of news."""
_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"


def is_static() -> bool:
    """Tell whether explorers should show their printed form only.

    Examples
    --------
    >>> isinstance(is_static(), bool)
    True
    """
    return os.environ.get("TPMLAB_STATIC") == "1"


def show(
    widget: w.Widget | Callable[[], w.Widget],
    fallback: Callable[[], None],
    invite: str = "use it",
) -> None:
    """Display a widget, or its printed form while notebooks are built.

    Parameters
    ----------
    widget : Widget or callable
        The widget, or better a function without arguments that makes it: nothing is
        then created when only the printed form is wanted.
    fallback : callable
        Displays the printed form; called without arguments.
    invite : str
        Ends the line "Run this cell (Shift+Enter) to …" below the printed form.
    """
    if is_static():
        fallback()
        display(Markdown(f"Run this cell (Shift+Enter) to {invite}."))
        return
    live = widget() if callable(widget) else widget
    live.add_class("tpmlab")
    display(live)


def send_promptly() -> None:
    """Let the thread that sends a picture not wait 5 ms, Python's default, for one that draws.

    Examples
    --------
    >>> send_promptly()
    >>> sys.getswitchinterval() < 0.001
    True
    """
    sys.setswitchinterval(0.0005)


class Explorer:
    """Controls, a Reset button, one line of news, and a picture with its words.

    Parameters
    ----------
    controls : sequence of Widget
        Shown above the picture, in order; boxes may hold further controls.
    draw : callable
        Called without arguments; reads the controls and returns the PNG bytes and the
        alt text of the picture for their present values, and optionally a headline
        (HTML) to show above it. Calls never overlap.
    inputs : sequence of Widget, optional
        Controls whose ``value`` redraws the picture and that Reset puts back; by
        default every slider, choice and number found in `controls`.
    reset : callable, optional
        Replaces what Reset does by default (put every input back to its first value);
        the picture is redrawn once afterwards.
    buttons : sequence of Button, optional
        Further buttons, shown beside Reset.
    beside : bool
        Put the controls to the left of the picture where both fit (from 1040 pixels on).

    Attributes
    ----------
    box : VBox
        The outermost widget, to be displayed; CSS class ``tpmlab``.
    lock : RLock
        Held while anything is read or drawn: a callback may run in another thread.
    """

    def __init__(
        self,
        controls: Sequence[w.Widget],
        draw: Callable[[], tuple[bytes, str] | tuple[bytes, str, str]],
        *,
        inputs: Sequence[w.Widget] | None = None,
        reset: Callable[[], None] | None = None,
        buttons: Sequence[w.Button] = (),
        beside: bool = False,
    ) -> None:
        send_promptly()
        self.lock = RLock()
        self._speaker = Speaker()
        self._draw = draw
        self._asked = 0
        self._held = 0
        self._inputs = list(_inputs_in(controls) if inputs is None else inputs)
        self._first = [control.value for control in self._inputs]
        self._reset_action = reset or self._put_back
        self.image = NamedImage(layout=w.Layout(width=f"{WIDTH}px", max_width="100%"))
        self.headline, self.caption, self.message = w.HTML(), w.HTML(), w.HTML()
        self.reset_button = w.Button(
            description="Reset",
            tooltip="Back to the starting values",
            layout=w.Layout(width="auto"),
        )
        self.reset_button.on_click(lambda _: self.reset())
        for control in self._inputs:
            control.observe(self._changed, names="value")
        row = w.HBox([*buttons, self.reset_button], layout=w.Layout(flex_flow="row wrap"))
        hand = [*controls, row, self.message]
        eye = [self.headline, self.image, self.caption, self._speaker.html]
        self.box = _beside(hand, eye) if beside else _below(hand, eye)
        self.box.add_class("tpmlab")
        self.say("")
        self.refresh()
        self._speaker.forget()  # nobody has changed anything yet

    def refresh(self) -> None:
        """Draw the controls' present values; a value overtaken by a newer one is skipped."""
        if self._held:
            return
        self._asked += 1
        mine = self._asked
        with self.lock:
            if mine == self._asked:  # else a newer request waits behind this one
                self._put(*self._draw())

    def reset(self) -> None:
        """Put everything back to the start and draw once."""
        with self.hold():
            self._reset_action()
            self.say("")

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show one line of news below the controls; a screen reader says it a moment later.

        Parameters
        ----------
        text : str
            Plain text.
        problem : bool
            Mark it as a refusal, by a word and not by colour alone.
        """
        mark = "<strong>Not possible:</strong> " if problem else ""
        self.message.value = f'<div style="{_TEXT}">{mark}{escape(text)}&nbsp;</div>'
        self._speaker.tell("news", f"Not possible: {text}" if problem else text)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Change several controls as one step: the picture is drawn once, at the end."""
        with self.lock:
            self._held += 1
            try:
                yield
            finally:
                self._held -= 1
            self.refresh()

    def _changed(self, _: Any) -> None:
        self.refresh()

    def _put(self, picture: bytes, alt: str, headline: str = "") -> None:
        with self.image.hold_sync():  # the picture first: words must not keep it waiting
            self.image.value = picture
            self.image.tooltip = alt
        self.headline.value = f'<div style="{_TEXT}">{headline}</div>' if headline else ""
        style = f"{_TEXT};max-width:{WIDTH}px;font-size:92%"
        words = f"Picture: {escape(alt)}"
        self.caption.value = f'<div style="{style}">{words}</div>'
        self._speaker.tell("picture", f"Picture: {alt}")

    def _put_back(self) -> None:
        for control, value in zip(self._inputs, self._first, strict=True):
            control.value = value


class Speaker:
    """Tells a screen reader what is new, once the changes have come to rest.

    Dragged past twenty values, a slider would otherwise queue twenty announcements.

    Attributes
    ----------
    html : HTML
        A live region that nobody sees: what it says stands on the page already.
    """

    def __init__(self) -> None:
        self.html = w.HTML(layout=w.Layout(height="0", margin="0", overflow="hidden"))
        self._lock = RLock()
        self._unsaid: dict[str, str] = {}
        self._timer: Timer | None = None

    def tell(self, topic: str, text: str) -> None:
        """Say this after a rest, unless the topic has newer words by then."""
        with self._lock:
            self._unsaid[topic] = text
            self._stop()
            self._timer = Timer(_REST, self._speak)
            self._timer.daemon = True
            self._timer.start()

    def forget(self) -> None:
        """Leave unsaid what has not been said yet."""
        with self._lock:
            self._stop()
            self._unsaid.clear()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _speak(self) -> None:
        with self._lock:
            words = " ".join(text for text in self._unsaid.values() if text)
            self._unsaid.clear()
        if words:
            self.html.value = (
                f'<div role="status" aria-live="polite" style="{_UNSEEN}">{escape(words)}</div>'
            )


class NamedImage(w.Image):
    """An image with a name: ipywidgets offers no alt text, but turns a tooltip into a title.

    Its page code does so for widgets with a (here empty) description only; without that
    trait an image with a tooltip fails to appear.
    """

    description = Unicode("").tag(sync=True)


def _inputs_in(widgets: Sequence[w.Widget]) -> Iterator[w.Widget]:
    for widget in widgets:
        if isinstance(widget, w.Box):
            yield from _inputs_in(widget.children)
        elif isinstance(widget, w.ValueWidget) and not isinstance(
            widget, w.HTML | w.Label | w.Image
        ):
            yield widget


def _below(hand: Sequence[w.Widget], eye: Sequence[w.Widget]) -> w.Box:
    return w.VBox([*hand, *eye], layout=w.Layout(width="100%", max_width="1100px"))


def _beside(hand: Sequence[w.Widget], eye: Sequence[w.Widget]) -> w.Box:
    """Put controls left and picture right, or controls above where there is no room for both."""
    left = w.VBox(hand, layout=w.Layout(flex="1 1 320px", min_width="280px"))
    right = w.VBox(eye, layout=w.Layout(flex=f"0 1 {WIDTH + 8}px", min_width="0"))
    layout = w.Layout(width="100%", max_width="1140px", flex_flow="row wrap", grid_gap="4px 12px")
    return w.HBox([left, right], layout=layout)
