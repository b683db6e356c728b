"""How the terminal player writes things: an item's texts, an exhibit as a table, feedback."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from tpmlab.exam.items.exhibit import DataTable, Exhibit
from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.playing.feedback import Feedback

__all__ = ["exhibit_lines", "feedback_lines", "plain", "row"]

_LONG = 40  # characters of a cell that a narrow column makes unreadable
_MARKS = {
    "right": ("✓", "right"),
    "wrong": ("✗", "not right"),
    "missed": ("○", "would have been right"),
    "other": ("·", ""),
}


def plain(text: str, style: str = "") -> Text:
    """Write an item's text as it stands: brackets in it are no markup."""
    return Text(to_plain(text), style=style)


def row(before: str, text: str | Text, style: str = "") -> Table:
    """Put a mark before a text whose further lines stay clear of the mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, width=len(before))
    grid.add_column()
    grid.add_row(Text(before, style=style), text if isinstance(text, Text) else plain(text, style))
    return grid


def exhibit_lines(exhibit: Exhibit) -> RenderableType:
    """Show an exhibit as its title, its words and its data as a table."""
    return Group(plain(exhibit.title, "bold"), plain(exhibit.alt, "italic"), _Data(exhibit.table))


class _Data:
    """A table; where the screen is too narrow for its long texts, one block a row."""

    def __init__(self, data: DataTable) -> None:
        self._data = data

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        columns = zip(self._data.columns, *self._data.rows, strict=True)
        widths = [max(map(len, cells)) for cells in columns]
        fits = sum(widths) + 2 * len(widths) <= options.max_width
        yield self._table() if fits or max(widths) <= _LONG else self._blocks()

    def _table(self) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
        for heading in self._data.columns:
            table.add_column(plain(heading), overflow="fold")
        for cells in self._data.rows:
            table.add_row(*map(plain, cells))
        return table

    def _blocks(self) -> Group:
        heading, *others = self._data.columns
        lines: list[RenderableType] = []
        for first, *cells in self._data.rows:
            lines.append(plain(f"{heading} {first}", "underline"))
            pairs = zip(others, cells, strict=True)
            lines += [row(" ", f"{name}: {cell}") for name, cell in pairs if cell]
        return Group(*lines)


def feedback_lines(said: Feedback) -> RenderableType:
    """Write a verdict, a reason for each choice and the idea behind each wrong one."""
    lines: list[RenderableType] = [Text(said.verdict, style="bold")]
    for remark in said.remarks:
        sign, words = _MARKS[remark.mark]
        head = plain(remark.text, "bold")
        lines.append(row(sign, head.append(f" ({words})") if words else head))
        lines.append(row(" ", remark.why))
        if remark.belief:
            lines.append(row(" ", f"The idea behind it: “{remark.belief}” {remark.correction}"))
    return Group(*lines, Text("The rule", style="bold"), plain(said.principle))
