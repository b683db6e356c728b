"""The S-curve as a picture: plan, progress and cost, both variances, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.transforms import ScaledTranslation
from numpy.typing import ArrayLike

from tpmlab.earned_value.curves import s_curve
from tpmlab.earned_value.earned_schedule import EarnedSchedule, earned_schedule
from tpmlab.earned_value.status import Status
from tpmlab.pictures import PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.look import DPI, Look
from tpmlab.pictures.numbers import plain, signed

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["s_curve_picture"]


def s_curve_picture(
    pv: ArrayLike,
    ev: ArrayLike,
    ac: ArrayLike,
    *,
    period: str = "week",
    currency: str = "",
) -> Picture:
    """Draw planned value, earned value and actual cost over time, with the forecast range.

    Parameters
    ----------
    pv : array_like
        Shape ``(n_periods,)``: planned value to date at the end of each period, in
        currency; the last one is the budget at completion.
    ev, ac : array_like
        Shape ``(n_done,)``: earned value and actual cost to date in currency, up to the
        status date.
    period : str
        What a period is, for the axis.
    currency : str
        Name of the currency, for the axis.

    Returns
    -------
    Picture
        The three curves, cost and schedule variance on the status date, the budget, and
        the range from the lowest to the highest estimate at completion. Its words give
        both variances, both indices and where cost and time lead.

    Raises
    ------
    EarnedValueError
        If `pv` falls, `ev` and `ac` differ in length or a figure is out of range.

    References
    ----------
    .. [1] Fleming, Q. W. and Koppelman, J. M. (2010), "Earned Value Project
       Management", 4th ed., Project Management Institute.
    .. [2] Lipke, W. (2003), "Schedule is different", The Measurable News, March.

    Examples
    --------
    >>> plan = [40, 100, 160, 240, 320, 400, 460, 500]
    >>> s_curve_picture(plan, [30, 80, 140, 200], [40, 100, 180, 250], currency="kUSD").alt
    'After week 4 work worth 200 kUSD is done for 250 (CV −50, CPI 0.8); 240 was planned (SV −40, SPI 0.83). Against a budget of 500 the estimates at completion run from 550 to 700; at this pace it ends in week 9.14 instead of 8.'
    """  # noqa: E501 - a doctest compares one line
    curve = s_curve(pv, ev, ac)
    now = _now(curve)
    chart = Chart(
        430,
        title="Planned, done, spent",
        x=f"{period}s from the start",
        y=f"value and cost to date, {currency}" if currency else "value and cost to date",
        left=76,
        right=112,
    )
    _curves(chart, curve, now)
    chart.flags([Flag(now.period, f"status date: end of {period} {now.period}", "ink", (4, 2))])
    _outlook(chart, now)
    _variances(chart, now)
    return chart.picture(_words(now, period, currency))


class _Now(NamedTuple):
    """The status date and what follows from it."""

    period: int
    status: Status
    eacs: tuple[float, float]  # lowest and highest estimate at completion
    time: EarnedSchedule

    @property
    def ends(self) -> float:
        """Period in which the work ends at this pace; never in the past."""
        return max(self.time.ieac_t, float(self.period))


def _now(curve: pd.DataFrame) -> _Now:
    known = curve.dropna(subset=["ev"])
    row, bac = known.iloc[-1], float(curve["pv"].iloc[-1])
    status = Status(pv=float(row["pv"]), ev=float(row["ev"]), ac=float(row["ac"]), bac=bac)
    eacs = status.forecasts()["eac"]
    period = int(known.index[-1])
    time = earned_schedule(curve["pv"].to_numpy()[1:], status.ev, period)
    return _Now(period, status, (float(eacs.min()), float(eacs.max())), time)


def _curves(chart: Chart, curve: pd.DataFrame, now: _Now) -> None:
    axes, status = chart.axes, now.status
    finite = now.ends if np.isfinite(now.ends) else 0.0
    last = max(float(curve.index[-1]), min(finite, 2.5 * float(curve.index[-1])))
    axes.set_xlim(0, 1.02 * last)
    axes.set_ylim(0, 1.1 * max(status.bac, status.ac, min(now.eacs[1], 2.5 * status.bac)))
    chart.numbers("y")
    chart.numbers("x", 10, whole=True)
    looks = {"pv": ("blue", "-", ""), "ac": ("vermilion", "--", "s"), "ev": ("green", "-", "o")}
    for name, (color, style, marker) in looks.items():
        line = curve[name].dropna()
        every = max(1, len(line) // 12)
        look: Look = {
            "color": PALETTE[color],
            "linestyle": style,
            "marker": marker,
            "markersize": 5,
        }
        axes.plot(line.index, line, linewidth=2.2, markevery=every, zorder=3, **look)
    axes.axhline(status.bac, color=PALETTE["quiet"], linewidth=1.2, linestyle=(0, (2, 2)))


def _outlook(chart: Chart, now: _Now) -> None:
    """Where cost leads: a fan from the cost to date to the estimates at completion."""
    axes, status = chart.axes, now.status
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    labels = [(f"BAC {plain(status.bac)}", right, status.bac, "quiet")]
    if status.ev < status.bac and np.isfinite(now.ends):
        end, (low, high) = min(now.ends, right), now.eacs
        fan: Look = {"color": PALETTE["vermilion"], "zorder": 2}
        axes.fill_between([now.period, end], [status.ac, low], [status.ac, high], alpha=0.18, **fan)
        for eac in {low, high}:
            axes.plot([now.period, end], [status.ac, eac], linewidth=1.4, linestyle=":", **fan)
        for eac in sorted({low, high}):
            beyond = " ↑" if eac > top else ""
            labels.append((f"EAC {plain(eac)}{beyond}", right, min(eac, top), "vermilion"))
    chart.ends(labels)


def _variances(chart: Chart, now: _Now) -> None:
    """Mark both variances beside the status date: bars from the earned value."""
    status, axes = now.status, chart.axes
    left, right = axes.get_xlim()
    side = 1 if now.period < left + 0.55 * (right - left) else -1
    labels = [
        (f"AC {plain(status.ac)} spent (CV {signed(status.cv)})", status.ac, "vermilion"),
        (f"PV {plain(status.pv)} planned (SV {signed(status.sv)})", status.pv, "blue"),
        (f"EV {plain(status.ev)} done", status.ev, "green"),
    ]
    points = [(words, float(now.period), level, color) for words, level, color in labels]
    ground = {"facecolor": PALETTE["paper"], "alpha": 0.8, "linewidth": 0, "pad": 1.0}
    chart.ends(points, shift=32, gap=15, side=side, bbox=ground)
    for shift, (_, _, level, color) in zip((10, 20), points[:2], strict=True):
        aside = ScaledTranslation(side * shift / DPI, 0, chart.figure.dpi_scale_trans)
        ends: Look = {"marker": "_", "markersize": 7, "markeredgewidth": 2, "clip_on": False}
        axes.plot(
            [now.period] * 2,
            [status.ev, level],
            color=PALETTE[color],
            linewidth=2,
            transform=axes.transData + aside,
            zorder=5,
            **ends,
        )


def _words(now: _Now, period: str, currency: str) -> str:
    status, unit = now.status, f" {currency}" if currency else ""
    cost = f"CV {signed(status.cv)}" + (f", CPI {plain(status.cpi)}" if status.ac else "")
    time = f"SV {signed(status.sv)}" + (f", SPI {plain(status.spi)}" if status.pv else "")
    done = (
        f"After {period} {now.period} work worth {plain(status.ev)}{unit} is done for "
        f"{plain(status.ac)} ({cost}); {plain(status.pv)} was planned ({time})."
    )
    if status.ev >= status.bac:
        return (
            f"{done} All work is done: {plain(status.ac)} against a budget of {plain(status.bac)}."
        )
    low, high = (plain(eac) for eac in now.eacs)
    run = f"is {low}" if low == high else f"run from {low} to {high}"
    name = "the estimate at completion" if low == high else "the estimates at completion"
    planned = plain(now.time.planned_duration)
    ends = (
        f"at this pace it ends in {period} {plain(now.ends)} instead of {planned}"
        if np.isfinite(now.ends)
        else "nothing is earned yet, so no pace tells the end"
    )
    return f"{done} Against a budget of {plain(status.bac)} {name} {run}; {ends}."
