"""What explorers with levers share: a question to answer, levers to move, Undo and Reset."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as w

from tpmlab.errors import TpmlabError
from tpmlab.widgets.frame import Explorer

__all__ = ["HandsOn", "choice", "grid", "number", "pick", "slider", "span", "text"]

_STYLE = {"description_width": "14.5em"}  # 26 letters; a longer label is cut off


class HandsOn(ABC):
    """Levers with one question above them; one drag of a lever is one step to undo.

    A subclass names its question and draws its levers' values. If they make no sense
    together, :meth:`draw` raises the engine's error: the sentence is shown and the last
    picture stays.

    Parameters
    ----------
    levers : mapping from str to Widget
        Inputs by name, in the order shown.
    controls : sequence of Widget, optional
        How the levers are laid out; side by side where there is room if left out.
    buttons : sequence of Button
        Further buttons, beside Undo and Reset.

    Attributes
    ----------
    question : str
        What to find out with this explorer; a class attribute or set before ``__init__``.
    inputs : dict of Widget by name
        The levers.
    undo_button : Button
        Takes back the last lever moved.
    frame : Explorer
        Picture, words, news and Reset.
    live : bool
        False while the first picture is drawn.
    """

    question: str

    def __init__(
        self,
        levers: Mapping[str, w.ValueWidget],
        controls: Sequence[w.Widget] | None = None,
        buttons: Sequence[w.Button] = (),
    ) -> None:
        self.inputs = dict(levers)
        self._values = self._first = self._read()
        self._history: list[tuple[Any, ...]] = []
        self._last_moved: list[int] = []
        self._shown: tuple[bytes, str, str] = (b"", "", "")
        self._refused = self.live = False
        self.undo_button = w.Button(
            description="Undo",
            tooltip="Take back the last lever",
            disabled=True,
            layout=w.Layout(width="auto"),
        )
        self.undo_button.on_click(lambda _: self.undo())
        task = w.HTML(
            f"<p style='margin:0;line-height:1.4'><strong>Your question:</strong> "
            f"{escape(self.question)}</p>"
        )
        self.frame = Explorer(
            [task, *([grid(list(self.inputs.values()))] if controls is None else controls)],
            self._draw,
            inputs=list(self.inputs.values()),
            reset=lambda: self._put(self._first),
            buttons=[*buttons, self.undo_button],
        )
        self.live = True

    @abstractmethod
    def draw(self) -> tuple[bytes, str, str]:
        """Draw the levers' values.

        Returns
        -------
        bytes, str, str
            The PNG, its alt text, and a headline (HTML, may be empty).

        Raises
        ------
        TpmlabError
            If the values make no sense together.
        """

    def value(self, name: str) -> Any:
        """Give a lever's value."""
        return self.inputs[name].value

    def undo(self) -> None:
        """Take back the last lever moved, however far it was dragged."""
        if self._history:
            with self.frame.hold():
                self._values = self._history.pop()
                self._put(self._values)

    def _read(self) -> tuple[Any, ...]:
        return tuple(lever.value for lever in self.inputs.values())

    def _put(self, values: tuple[Any, ...]) -> None:
        self._last_moved = []  # a step of its own, whatever moved before
        for lever, value in zip(self.inputs.values(), values, strict=True):
            lever.value = value

    def _draw(self) -> tuple[bytes, str, str]:
        self._remember(self._read())
        try:
            self._shown = self.draw()
        except TpmlabError as problem:
            if not self.live:
                raise
            self._refused = True
            self.frame.say(str(problem), problem=True)
        else:
            if self._refused:
                self._refused = False
                self.frame.say("")
        return self._shown

    def _remember(self, values: tuple[Any, ...]) -> None:
        pairs = zip(values, self._values, strict=True)
        moved = [place for place, (new, old) in enumerate(pairs) if new != old]
        if moved:
            if moved != self._last_moved:  # a drag is one step, however many values it passes
                self._history.append(self._values)
            self._last_moved = moved if len(moved) == 1 else []
            self._values = values
        self.undo_button.disabled = not self._history


def slider(label: str, value: float, low: float, high: float, step: float = 1) -> w.ValueWidget:
    """Make a slider of whole numbers, or of parts if `value` or `step` is no whole number.

    Examples
    --------
    >>> slider("Buffer, days", 5, 0, 20).readout_format
    'd'
    """
    whole = all(isinstance(number, int) for number in (value, low, high, step))
    digits = 0 if whole else next((n for n in range(4) if round(step, n) == step), 4)
    kind, style = (w.IntSlider, "d") if whole else (w.FloatSlider, f".{digits}f")
    return kind(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        readout_format=style,
        style=_STYLE,
        layout=_wide(640),
    )


def span(label: str, value: tuple[int, int], low: int, high: int) -> w.ValueWidget:
    """Make a slider with two handles, for the ends of a range of whole numbers."""
    return w.IntRangeSlider(
        value=value, min=low, max=high, description=label, style=_STYLE, layout=_wide(640)
    )


def pick(label: str, options: Any, value: Any) -> w.ValueWidget:
    """Make a slider over named positions."""
    return w.SelectionSlider(
        options=options, value=value, description=label, style=_STYLE, layout=_wide(640)
    )


def choice(label: str, options: Any, value: Any) -> w.ValueWidget:
    """Make a list to choose one entry from."""
    return w.Dropdown(
        options=options, value=value, description=label, style=_STYLE, layout=_wide(640)
    )


def number(label: str, value: float, low: float, high: float, step: float = 1) -> w.ValueWidget:
    """Make a field for a number, where a slider would be too coarse."""
    return w.BoundedFloatText(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        style=_STYLE,
        layout=_wide(400),
    )


def text(label: str, value: str) -> w.ValueWidget:
    """Make a field for a line of text, taken over when the cursor leaves it."""
    return w.Text(
        value=value,
        description=label,
        continuous_update=False,
        style=_STYLE,
        layout=_wide(640),
    )


def grid(widgets: Sequence[w.Widget], narrowest: int = 400) -> w.Widget:
    """Lay widgets out in as many columns as there is room for."""
    columns = f"repeat(auto-fill, minmax({narrowest}px, 1fr))"
    layout = w.Layout(grid_template_columns=columns, grid_gap="0 12px", width="100%")
    return w.GridBox(list(widgets), layout=layout)


def _wide(most: int) -> w.Layout:
    return w.Layout(width="99%", max_width=f"{most}px")
