"""Earned value on one day: how far from the plan in money and in time, and where it leads."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from tpmlab.amounts import FloatArray
from tpmlab.earned_value import EarnedSchedule, Status
from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.pictures import PALETTE, Label, Picture
from tpmlab.pictures.numbers import listed, plain, signed

__all__ = ["EarnedValueFigure", "EarnedValueView", "describe", "headline"]

_METHODS = {
    "cpi": "BAC / CPI: efficiency so far goes on",
    "budget": "AC + rest: the rest goes to plan",
    "cpi_spi": "CPI × SPI: cost and time press",
    "weighted": "0.8 CPI + 0.2 SPI: a mean of both",
    "bottom_up": "AC + new estimate of the rest",
}
_ROW = 25  # pixels a forecast


class EarnedValueView(NamedTuple):
    """One state of the explorer; money in the plan's currency, time in its periods."""

    status: Status
    schedule: EarnedSchedule
    forecasts: pd.DataFrame
    """As :meth:`Status.forecasts` gives them."""
    unit: str
    """Of the money."""

    @property
    def indices(self) -> dict[str, float]:
        """CPI, SPI, SPI(t) and the TCPI that the budget takes."""
        s = self.status
        return {"CPI": s.cpi, "SPI": s.spi, "SPI(t)": self.schedule.spi_t, "TCPI": s.tcpi()}


def headline(view: EarnedValueView) -> str:
    """Say the state in one line of HTML."""
    numbers = ", ".join(f"{name} {_index(value)}" for name, value in view.indices.items())
    return f"<b>{numbers}.</b> {_reading(view)}"


def _reading(view: EarnedValueView) -> str:
    cpi, spi, rest = (view.indices[name] for name in ("CPI", "SPI", "TCPI"))
    cost = "on cost" if abs(cpi - 1) < 0.005 else "under cost" if cpi > 1 else "over cost"
    time = "on plan" if abs(spi - 1) < 0.005 else "ahead of plan" if spi > 1 else "behind plan"
    if view.status.ev >= view.status.bac:
        return f"All work is earned, {cost}."
    if math.isinf(rest):
        return f"The work is {cost} and {time}; the budget is gone."
    harder = rest / cpi - 1 if cpi else math.inf
    if harder <= 0.005:
        return f"The work is {cost} and {time}; the budget holds at today's efficiency."
    if math.isinf(harder):
        return f"Nothing is earned yet; the work is {time}."
    return f"The work is {cost} and {time}; the budget holds if the rest goes {harder:.0%} better."


def describe(view: EarnedValueView) -> str:
    """Say what the picture shows, in words."""
    s, e = view.status, view.schedule
    ends = [f"{plain(row.eac)} ({_METHODS[str(name)]})" for name, row in view.forecasts.iterrows()]
    finish = plain(e.ieac_t) if math.isfinite(e.ieac_t) else "unknown"
    return (
        f"After period {plain(e.actual_time)}: planned value {plain(s.pv)}, earned value "
        f"{plain(s.ev)}, actual cost {plain(s.ac)} of a budget of {plain(s.bac)} {view.unit}. Cost "
        f"variance {signed(s.cv)}, schedule variance {signed(s.sv)} {view.unit}; in time "
        f"{signed(e.sv_t)} periods. "
        + ", ".join(f"{name} {_index(value)}" for name, value in view.indices.items())
        + f". At the pace so far it ends in period {finish} instead of "
        f"{plain(e.planned_duration)}. Estimates at completion: {listed(ends)}."
    )


class EarnedValueFigure:
    """The S-curve with today's three values above, estimates at completion below.

    Parameters
    ----------
    plan : numpy.ndarray
        Planned value to date at the end of each period.
    unit : str
        Of the money.
    """

    def __init__(self, plan: FloatArray, unit: str) -> None:
        rows = _ROW * len(_METHODS)
        self._sheet = Sheet(rows + 388)
        self._plan = np.concatenate(([0.0], plan))
        self._bac, self._last = float(plan[-1]), 1.75 * len(plan)
        self._curve = self._sheet.panel(
            (58, rows + 106, 622, 230), x="period", y=f"to date, {unit}"
        )
        self._curve.limits((0.0, self._last), (0.0, 2.0 * self._bac))
        self._curve.numbers("x", 14, whole=True)
        self._curve.numbers("y", 6)
        self._bars = self._sheet.panel(
            (278, 40, 402, rows), x=f"estimate at completion, {unit}", grid="x"
        )
        self._bars.limits((0.0, 2.6 * self._bac), (len(_METHODS) - 0.5, -0.5))
        self._bars.axes.set_yticks(range(len(_METHODS)), list(_METHODS.values()))
        self._bars.numbers("x", 5)
        self._static()
        self._moving()

    def show(self, view: EarnedValueView) -> None:
        """Move everything to a state."""
        s, e = view.status, view.schedule
        now = e.actual_time
        self._today.set_xdata([now, now])
        self._earned.set_data([now], [s.ev])
        self._spent.set_data([now], [s.ac])
        self._planned.set_data([now], [s.pv])
        self._time.set_data([e.es, now], [s.ev, s.ev])
        end, cost = e.ieac_t, view.forecasts["eac"].get("cpi", math.nan)
        known = math.isfinite(end) and s.ev < s.bac
        self._work_ahead.set_data([now, end] if known else [], [s.ev, s.bac] if known else [])
        known &= math.isfinite(cost)
        self._cost_ahead.set_data([now, end] if known else [], [s.ac, cost] if known else [])
        self._curve.write(self._words(view))
        self._show_forecasts(view)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: EarnedValueView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _static(self) -> None:
        axes = self._curve.axes
        times = [*range(len(self._plan)), self._last]
        (plan,) = axes.plot(times, [*self._plan, self._bac], color=PALETTE["quiet"], lw=2)
        axes.axhline(self._bac, color=PALETTE["quiet"], linewidth=1, linestyle=(0, (2, 2)))
        self._bars.axes.axvline(self._bac, color=PALETTE["ink"], linewidth=1.6, zorder=5)
        self._plan_line = plan

    def _moving(self) -> None:
        panel = self._curve
        self._today = panel.upright("ink", linestyle=(0, (2, 2)), above=0.04)
        self._time = panel.line("green", width=3)
        ahead: dict[str, Any] = {"linestyle": (0, (4, 2)), "marker": "o", "markersize": 5}
        self._work_ahead = panel.line("blue", **ahead)
        self._cost_ahead = panel.line("vermilion", **ahead)
        look: dict[str, Any] = {"linestyle": "", "zorder": 6}
        self._planned = panel.line("quiet", marker="o", markersize=8, **look)
        self._earned = panel.line("blue", marker="s", markersize=9, **look)
        self._spent = panel.line("vermilion", marker="^", markersize=10, **look)
        self._inside, self._over = self._bars.bars("blue"), self._bars.bars("amber")
        handles = [self._plan_line, self._earned, self._spent, self._time, self._cost_ahead]
        names = ["planned value", "earned", "actual cost", "time behind or ahead", "if CPI goes on"]
        self._sheet.key(handles, names)

    def _words(self, view: EarnedValueView) -> list[Label]:
        s, e = view.status, view.schedule
        gap, top = self._curve.pixels(10, "x"), self._curve.axes.get_ylim()[1]
        # in the corner that the curve leaves free: beside the marks they would cover each other
        values = [
            (f"PV {plain(s.pv)}", "quiet"),
            (f"EV {plain(s.ev)}, SV {signed(s.sv)}", "blue"),
            (f"in time {signed(e.sv_t)}", "green"),
            (f"AC {plain(s.ac)}, CV {signed(s.cv)}", "vermilion"),
        ]
        labels = [
            Label(words, gap, top - self._curve.pixels(14 + 17 * n), color, 0, bold=True)
            for n, (words, color) in enumerate(values)
        ]
        budget = Label(f"budget (BAC) {plain(self._bac)}", self._last - gap / 2,
                       self._bac - self._curve.pixels(10), "quiet", 1)  # fmt: skip
        today = f"after period {plain(e.actual_time)}"
        level = top + self._curve.pixels(10)
        return [*labels, budget, Label(today, e.actual_time + gap / 2, level, anchor=0)]

    def _show_forecasts(self, view: EarnedValueView) -> None:
        names = list(_METHODS)
        right = self._bars.axes.get_xlim()[1]
        labels, rows, ends = [], [], []
        for name, row in view.forecasts.iterrows():
            at = names.index(str(name))
            rows.append(float(at))
            ends.append(min(float(row.eac), right))
            words = f"{plain(row.eac)}, {signed(-row.vac)}"
            inside = ends[-1] > 0.68 * right
            x = ends[-1] + self._bars.pixels(-6 if inside else 6, "x")
            labels.append(Label(words, x, at, anchor=float(inside), bold=True))
        missing = [n for n, name in enumerate(names) if name not in view.forecasts.index]
        gap = self._bars.pixels(6, "x")
        labels += [Label("not known yet", gap, float(n), "quiet", 0) for n in missing]
        middle, end = np.array(rows), np.array(ends)
        low, high = middle - 0.36, middle + 0.36
        self._inside.show(0, np.minimum(end, self._bac), low, high)
        self._over.show(self._bac, np.maximum(end, self._bac), low, high)
        self._bars.write(labels)


def _index(value: float) -> str:
    return "infinite" if math.isinf(value) else f"{value:.2f}"
