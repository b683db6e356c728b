"""What the cockpit's tabs are made of: pictures drawn only when they change, tables, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

import ipywidgets as w

from tpmlab.pictures import WIDTH
from tpmlab.widgets.frame import NamedImage

__all__ = [
    "STYLE",
    "Drawn",
    "button",
    "caption",
    "chooser",
    "heading",
    "picture_image",
    "rows",
    "table",
]

# Lab's colours, which change with its theme; the second ones serve pages without them.
STYLE = """<style>
.tpmlab-cockpit {color: var(--jp-ui-font-color1, CanvasText)}
.tpmlab-cockpit .widget-html-content {line-height: 1.4}
.tpmlab-cockpit table {border-collapse: collapse; margin: 2px 0 6px; font-size: inherit;
  color: inherit; white-space: normal}
.tpmlab-cockpit th, .tpmlab-cockpit td {text-align: left; vertical-align: top;
  padding: 2px 12px 2px 0; border-bottom: 1px solid var(--jp-border-color2, #888)}
.tpmlab-cockpit th {font-weight: 600}
.tpmlab-cockpit td.number {text-align: right; font-variant-numeric: tabular-nums}
.tpmlab-cockpit blockquote {margin: 2px 0; padding: 2px 10px; max-width: 46em;
  border-left: 3px solid var(--jp-brand-color1, #1976d2); background: none; color: inherit}
.tpmlab-cockpit p, .tpmlab-cockpit ul {margin: 2px 0}
.tpmlab-cockpit ul {padding-left: 1.2em}
.tpmlab-cockpit .tiles {display: flex; flex-wrap: wrap; gap: 4px 22px; margin: 2px 0}
.tpmlab-cockpit .tiles b {display: block; font-size: 125%}
.tpmlab-cockpit .lm-TabBar-tab, .tpmlab-cockpit .lm-TabBar-tabLabel {
  color: var(--jp-ui-font-color1, CanvasText) !important}
.tpmlab-cockpit .widget-dropdown {height: auto; align-items: center}
.tpmlab-cockpit .widget-dropdown .widget-label {height: auto; line-height: 1.25;
  white-space: normal}
.tpmlab-cockpit .widget-dropdown > select {height: var(--jp-widgets-inline-height, 28px)}
.tpmlab-cockpit :focus-visible {outline: 2px solid var(--jp-brand-color1, #1976d2);
  outline-offset: 1px}
</style>"""

_NUMBER = re.compile(r"[+−]?[\d,]+(\.\d+)?%?")
_CHOOSER = {"description_width": "16em"}


class Drawn:
    """A picture of some data with its words; the same data again costs nothing.

    Parameters
    ----------
    figure : object
        Has ``show(data)`` and ``png()``.
    describe : callable
        Gives the words for data.

    Attributes
    ----------
    box : VBox
        Picture and words.
    drawn : int
        How often it was drawn.
    """

    def __init__(self, figure: Any, describe: Callable[[Any], str]) -> None:
        self._figure, self._describe = figure, describe
        self._data: Any = None
        self.drawn = 0
        self.image = picture_image()
        self.words = w.HTML()
        self.box = w.VBox([self.image, self.words], layout=w.Layout(overflow="hidden"))

    def show(self, data: Any) -> None:
        """Draw the data, unless it is on show already."""
        if data == self._data:
            return
        self._data = data
        self.drawn += 1
        self._figure.show(data)
        alt = self._describe(data)
        with self.image.hold_sync():
            self.image.value = self._figure.png()
            self.image.tooltip = alt
        self.words.value = caption(alt)


def picture_image() -> NamedImage:
    """Make an empty image as wide as our pictures, narrower where there is no room."""
    return NamedImage(layout=w.Layout(width=f"{WIDTH}px", max_width="100%"))


def caption(alt: str) -> str:
    """Write the words of a picture as they stand below it."""
    return (
        f'<div style="max-width:{WIDTH}px;font-size:92%;line-height:1.4">Picture: '
        f"{escape(alt)}</div>"
    )


def table(head: Sequence[str], body: Iterable[Sequence[str]], empty: str = "") -> str:
    """Write a table as HTML; cells that look like numbers stand right."""
    lines = [
        "<tr>" + "".join(f"<td{_right(cell)}>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in body
    ]
    if not lines:
        return f"<p>{escape(empty)}</p>"
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _right(cell: str) -> str:
    return ' class="number"' if _NUMBER.fullmatch(cell) else ""


def heading(text: str) -> w.HTML:
    """Make the title of a part of a tab."""
    return w.HTML(f"<p style='margin:8px 0 2px'><strong>{escape(text)}</strong></p>")


def button(text: str, tip: str, action: Callable[[], object], style: str = "") -> w.Button:
    """Make a button that is as wide as its words."""
    made = w.Button(
        description=text, tooltip=tip, button_style=style, layout=w.Layout(width="auto")
    )
    made.on_click(lambda _: action())
    return made


def chooser(label: str, options: Sequence[tuple[str, Any]]) -> w.Dropdown:
    """Make a list to choose one order from; the first entry carries on as before."""
    return w.Dropdown(
        options=list(options),
        description=label,
        tooltip=label,
        style=_CHOOSER,
        layout=w.Layout(width="98%", max_width="700px"),
    )


def rows(widgets: Iterable[w.Widget]) -> w.Box:
    """Stand widgets side by side, and below each other where there is no room."""
    return w.HBox(list(widgets), layout=w.Layout(flex_flow="row wrap"))
