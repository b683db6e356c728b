"""A Kanban board's run: where the work stood each day, and what its limits do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tpmlab.amounts import FloatArray
from tpmlab.explorer_pictures.panels import Panel, Sheet
from tpmlab.flow.items import percentiles
from tpmlab.flow.kanban import BoardRun
from tpmlab.pictures import FONT, PALETTE, Label, Picture
from tpmlab.pictures.numbers import plain

__all__ = ["BoardFigures", "WipFigure", "describe", "headline"]

_COLOURS = ("amber", "blue", "purple", "green", "vermilion")
_STEPS = 240  # points along the time axis


class BoardFigures(NamedTuple):
    """What a run comes to; times are in working days."""

    run: BoardRun
    limits: tuple[int | None, ...]
    """WIP limit of each stage."""
    throughput: float
    """Items finished a day, from the first arrival to the last finish."""
    wip: float
    """Items on the board, on average."""
    cycle: float
    """Mean time on the board."""
    cycle_85: float
    """Time on the board that 85 of 100 items stay within."""
    lead: float
    """Mean time from arrival to finish, the wait before the board included."""
    blocked: float
    """Share of the time on the board that items are blocked."""

    @classmethod
    def of(cls, run: BoardRun, limits: tuple[int | None, ...]) -> BoardFigures:
        """Measure a run."""
        board = run.averages()
        times = run.cycle_times
        blocked = float(run.items["blocked_days"].sum() / times.sum())
        days_85 = percentiles(times, [0.85])[0.85]
        lead = float(run.lead_times.mean())
        return cls(
            run, limits, run.throughput, board.wip, board.cycle_time, days_85, lead, blocked
        )  # fmt: skip


def headline(now: BoardFigures, start: BoardFigures) -> str:
    """Say the state in one line of HTML, with Little's law."""
    board = now.run.averages()
    cycle, rate = now.cycle / start.cycle - 1, now.throughput / start.throughput - 1
    return (
        f"<b>Cycle time {plain(now.cycle)} days ({_per_cent(cycle)}), throughput "
        f"{now.throughput:.2f} a day ({_per_cent(rate)})</b> against the start without limits. "
        f"Little's law: {board.wip:.1f} items on the board = {board.throughput:.2f} a day × "
        f"{board.cycle_time:.1f} days."
    )


def describe(now: BoardFigures) -> str:
    """Say what the picture shows, in words."""
    pairs = zip(now.run.stages, now.limits, strict=True)
    limits = ", ".join(f"{name} {limit or 'none'}" for name, limit in pairs)
    return (
        f"Cumulative flow of {len(now.run.items)} items over {now.run.days:.0f} days with the WIP "
        f"limits {limits}: {now.throughput:.2f} items finished a day, {now.wip:.1f} on the board "
        f"on average, cycle time {plain(now.cycle)} days on average and {plain(now.cycle_85)} for "
        f"85% of the items, {plain(now.lead)} days from arrival to finish, blocked "
        f"{now.blocked:.0%} of the time on the board."
    )


class WipFigure:
    """Cumulative flow above, four measures as bars below.

    Parameters
    ----------
    start : BoardFigures
        Sets the scales; its values stay as marks.
    """

    def __init__(self, start: BoardFigures) -> None:
        self._sheet = Sheet(508)
        count, self._days = len(start.run.items), 1.25 * start.run.days
        self._flow = self._sheet.panel(
            (58, 246, 622, 200), x="working day", y="items, counted from the first"
        )
        self._flow.limits((0.0, self._days), (0.0, 1.02 * count))
        self._flow.numbers("x", 10)
        self._flow.numbers("y", 5)
        # what has entered each column, the wait before the board first; "done" lies in front
        names = ["waiting before the board", *start.run.stages]
        self._areas = [
            self._flow.bars(color, zorder=2 + n / 10)
            for n, color in enumerate(self._colours(names))
        ]
        self._done = self._flow.bars("grid", zorder=2.9)
        self._names = names
        self._key()
        self._sheet.note("dashed: without limits", 512, 196)
        self._rows = {
            "lead": _Row(self._sheet, 160, "Arrival to finish, days", 2.0 * start.lead, start.lead),
            "cycle": _Row(self._sheet, 124, "Cycle time, days", 1.5 * start.cycle, start.cycle),
            "wip": _Row(self._sheet, 88, "On the board, items", 1.5 * start.wip, start.wip),
            "throughput": _Row(
                self._sheet, 52, "Throughput, items a day", 1.5 * start.throughput, start.throughput
            ),
            "blocked": _Row(self._sheet, 16, "Blocked, % of cycle time", 1.0, start.blocked),
        }

    def show(self, now: BoardFigures) -> None:
        """Move everything to a run."""
        days = np.linspace(0, self._days, _STEPS)
        table = now.run.items
        columns = ["arrived", *now.run.stages, "finished"]
        curves = [_counted(table[name].to_numpy(), days) for name in columns]
        for area, low, high in zip(self._areas, curves[1:], curves, strict=False):
            area.area(days, low, high)
        self._done.area(days, 0.0, curves[-1])
        self._flow.write(
            [Label("done", self._days * 0.98, self._flow.pixels(14), anchor=1, bold=True)]
        )
        self._rows["lead"].show(now.lead, plain(now.lead))
        words = f"{plain(now.cycle)}; 85% within {plain(now.cycle_85)}"
        self._rows["cycle"].show(now.cycle, words)
        self._rows["wip"].show(now.wip, f"{now.wip:.1f}")
        self._rows["throughput"].show(now.throughput, f"{now.throughput:.2f}")
        self._rows["blocked"].show(now.blocked, f"{now.blocked:.0%}")

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, now: BoardFigures) -> Picture:
        """Finish the sheet for print."""
        self.show(now)
        return self._sheet.picture(describe(now))

    def _colours(self, names: list[str]) -> list[str]:
        return ["mist", *(_COLOURS[n % len(_COLOURS)] for n in range(len(names) - 1))]

    def _key(self) -> None:
        self._sheet.key([area.shapes for area in self._areas], self._names)


class _Row:
    """One measure as a bar on a fixed scale, its first value as a mark."""

    def __init__(self, sheet: Sheet, bottom: int, name: str, top: float, first: float) -> None:
        panel: Panel = sheet.panel((200, bottom, 300, 20), grid=None)
        panel.axes.axis("off")
        panel.limits((0.0, max(top, 1e-9)), (0.0, 1.0))
        sheet.note(name, 12, bottom + 10, fontsize=FONT["label"])
        panel.axes.axvspan(0, top, color=PALETTE["grid"], alpha=0.55, lw=0)
        self._bar = panel.bars("blue")
        self._mark = panel.upright("ink", width=1.6, linestyle=(0, (2, 1)), zorder=6)
        self._mark.set_xdata([min(first, top)] * 2)
        self._panel, self._top = panel, top

    def show(self, value: float, text: str) -> None:
        """Move the bar."""
        self._bar.show(0, min(value, self._top), 0.08, 0.92)
        x = self._top + self._panel.pixels(8, "x")
        more = " (beyond the bar)" if value > self._top * 1.001 else ""
        self._panel.write([Label(text + more, x, 0.5, anchor=0)])


def _counted(times: FloatArray, days: FloatArray) -> FloatArray:
    """How many of the times lie at or before each day."""
    return np.searchsorted(np.sort(times), days, side="right").astype(np.float64)


def _per_cent(change: float) -> str:
    text = f"{change:+.0%}".replace("-", "−")
    return "the same" if text in ("+0%", "−0%") else text
