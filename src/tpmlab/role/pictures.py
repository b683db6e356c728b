"""Pictures of the role: a day, a table of decisions, one plan in many sectors, an archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from tpmlab.pictures import FONT, PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.numbers import counted, listed, plain
from tpmlab.role.archive import Archive, resting_on, state_of
from tpmlab.role.decision_rights import LETTERS, deciders, review_rights
from tpmlab.role.model import RoleError
from tpmlab.role.sectors import SectorPlan
from tpmlab.role.workday import DayResult, Workday

__all__ = ["archive_picture", "day_picture", "rights_picture", "sector_picture"]

_LANES = {"event": "what arrives", "fixed": "in the calendar", "focus": "your own work"}
_LANE_COLORS = {"event": "vermilion", "fixed": "sky", "focus": "blue"}


def day_picture(day: Workday, result: DayResult) -> Picture:
    """Draw a day: what you did when, and below it the hours that others lost.

    The longest loss fills the width if it is longer than the day; the others are drawn to its
    scale.

    Parameters
    ----------
    day : Workday
    result : DayResult
        From :func:`tpmlab.role.play`.

    Returns
    -------
    Picture
    """
    losers = sorted(result.lost_hours, key=lambda name: -result.lost_hours[name])
    names = [*_LANES.values(), *(f"lost: {name}" for name in losers)]
    chart = Chart.of_rows(names, title=day.title, x="time of day in Bristol", right=104)
    last = max([day.end, *(piece.end for piece in result.pieces)])
    chart.axes.set_xlim(day.start, last)
    for piece in result.pieces:
        row = list(_LANES).index(piece.kind)
        color = PALETTE[_LANE_COLORS[piece.kind]]
        chart.axes.barh(row, piece.end - piece.start, left=piece.start, height=0.66, color=color)
    length = day.end - day.start
    most = max([length, *(60 * hours for hours in result.lost_hours.values())])
    for row, name in enumerate(losers, start=len(_LANES)):
        hours = result.lost_hours[name]
        shown = 60 * hours * length / most
        chart.axes.barh(row, shown, left=day.start, height=0.66, color=PALETTE["amber"], hatch="//")
        chart.note(f"{plain(hours)} hours", last, row, dx=6, ha="left")
    hours_shown = range(-(-day.start // 60), last // 60 + 1)
    chart.axes.set_xticks([60 * h for h in hours_shown], [f"{h}:00" for h in hours_shown])
    chart.note(f"{result.focus_minutes} of {day.focus_minutes} min", last, 2, dx=6, ha="left")
    return chart.picture(_day_in_words(day, result, losers))


def _day_in_words(day: Workday, result: DayResult, losers: list[str]) -> str:
    stretches = sum(piece.kind == "focus" for piece in result.pieces)
    lost = listed([f"{name} {plain(result.lost_hours[name])}" for name in losers])
    enough = "enough" if result.focus_done else "not enough"
    return (
        f"{day.title}: {result.own_minutes} minutes on what arrived; {result.focus_minutes} of "
        f"{day.focus_minutes} minutes for {day.focus}, {enough}, in "
        f"{counted(stretches, 'stretch', 'stretches')}. Hours lost by others: "
        f"{lost or 'none'}; that is "
        f"{result.lost_usd:,.0f} dollars, and conversations cost {result.others_usd:,.0f}."
    )


def rights_picture(table: pd.DataFrame, *, title: str, acceptance: Collection[str] = ()) -> Picture:
    """Draw a table of decision rights; rows with something to settle are marked.

    Parameters
    ----------
    table : pandas.DataFrame
        As for :func:`tpmlab.role.review_rights`.
    title : str
        Whose table it is.
    acceptance : collection of str
        The decisions that accept somebody's work.

    Returns
    -------
    Picture
    """
    findings = review_rights(table, acceptance=acceptance)
    marks = {finding.decision: finding.rule for finding in findings}
    names = [str(name) for name in table.index]
    roles = [str(role) for role in table.columns]
    chart = Chart.of_rows(names, title=title, height=150 + 27 * len(names), top=92, bottom=12,
                          right=78, grid=None)  # fmt: skip
    axes = chart.axes
    axes.set_xlim(-0.5, len(roles) - 0.5)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(roles)), roles, rotation=38, ha="left", fontsize=FONT["small"])
    axes.tick_params(axis="x", length=0, pad=1)
    axes.spines["bottom"].set_visible(False)
    who = deciders(table)
    for row, name in enumerate(names):
        if name in marks:
            axes.axhspan(row - 0.46, row + 0.46, color=PALETTE["grid"], alpha=0.6, zorder=0)
            chart.note(marks[name], len(roles) - 0.5, row, dx=6, ha="left", color="vermilion")
        for column, role in enumerate(roles):
            _cell(chart, row, column, str(table.loc[name, role]), fight=len(who[name]) > 1)
    return chart.picture(_rights_in_words(title, who, findings))


def _cell(chart: Chart, row: int, column: int, text: str, *, fight: bool) -> None:
    letters = [letter for letter in LETTERS if letter in text.upper()]
    if "D" in letters:
        color = PALETTE["vermilion" if fight else "blue"]
        chart.axes.barh(row, 0.8, left=column - 0.4, height=0.74, color=color, zorder=2)
    if letters:
        chart.note("".join(letters), column, row, color="ink" if "D" in letters else "quiet",
                   fontweight="bold" if "D" in letters else "normal")  # fmt: skip


def _rights_in_words(title: str, who: dict[str, list[str]], findings: Sequence[Any]) -> str:
    open_ones = [f"{finding.decision} ({finding.rule})" for finding in findings]
    decided = [f"{name}: {roles[0]}" for name, roles in who.items() if len(roles) == 1]
    return (
        f"{title}: {len(who)} decisions. One role decides {len(decided)} of them "
        f"({listed(decided, 12) or 'none'}). To settle: {listed(open_ones, 12) or 'nothing'}."
    )


def sector_picture(runs: Sequence[SectorPlan], *, title: str) -> Picture:
    """Draw one plan in several sectors: work, waiting for a window, release.

    Parameters
    ----------
    runs : sequence of SectorPlan
        From :func:`tpmlab.role.under`, all from one start.
    title : str
        What is compared.

    Returns
    -------
    Picture

    Raises
    ------
    RoleError
        If there is nothing to draw.
    """
    if not runs:
        raise RoleError("There is no sector to draw: give at least one.")
    chart = Chart.of_rows([run.sector.title for run in runs], title=title, right=74)
    start = _date(runs[0].calendar.start)
    end = max(_date(run.finish) for run in runs) + 5
    _dates(chart, start, end)
    for row, run in enumerate(runs):
        for freeze in run.sector.freezes:
            left, right = max(_date(freeze.first), start), min(_date(freeze.last) + 1, end)
            if left < right:
                chart.axes.barh(row, right - left, left=left, height=0.86, color=PALETTE["grid"])
        release = max(run.schedule.rows, key=lambda one: one.early_start)
        ready = release.early_start - run.waiting
        done, begin = (_date(run.calendar.finish_date(ready)) + 1,
                       _date(run.calendar.start_date(release.early_start)))  # fmt: skip
        finish = _date(run.finish) + 1
        chart.axes.barh(row, done - start, left=start, height=0.4, color=PALETTE["blue"])
        if run.waiting:
            chart.axes.barh(row, begin - done, left=done, height=0.4, color=PALETTE["amber"],
                            hatch="//")  # fmt: skip
        chart.axes.barh(row, finish - begin, left=begin, height=0.6, color=PALETTE["vermilion"])
        chart.note(_written(run.finish), finish, row, dx=6, ha="left")
    return chart.picture(_sectors_in_words(runs, title))


def _sectors_in_words(runs: Sequence[SectorPlan], title: str) -> str:
    words = [
        f"{run.sector.title} {_written(run.finish)}"
        + (f" after waiting {counted(run.waiting, 'working day')}" if run.waiting else "")
        for run in runs
    ]
    return f"{title}: live on {'; '.join(words)}. Grey: no release allowed."


def archive_picture(
    archive: Archive, *, missing: Collection[str] = (), today: dt.date | str | None = None
) -> Picture:
    """Draw a project's documents on their days, and what the loss of some takes with it.

    Parameters
    ----------
    archive : Archive
    missing : collection of str
        Ids of documents that aren't there.
    today : datetime.date or ISO text, optional
        Marked; younger documents are drawn as planned.

    Returns
    -------
    Picture
    """
    gone = {archive.document(name).id for name in missing}
    day = dt.date.fromisoformat(today) if isinstance(today, str) else today
    shown = sorted(archive.documents, key=lambda one: (one.day, archive.phases.index(one.phase)))
    shaken = resting_on(archive, gone)
    chart = Chart.of_rows([one.title for one in shown], title=f"{archive.project}: documents",
                          right=96)  # fmt: skip
    dates = [_date(one.day) for one in shown]
    _dates(chart, min(dates) - 8, max(dates) + 8)
    for row, one in enumerate(shown):
        at = _date(one.day)
        state = "missing" if one.id in gone else "unfounded" if one.id in shaken else ""
        color = {"missing": "vermilion", "unfounded": "amber", "": "blue"}[state]
        marker = {"missing": "X", "unfounded": "^", "": "o"}[state]
        planned = day is not None and one.day > day
        face = PALETTE["paper"] if planned else PALETTE[color]
        chart.axes.plot([at], [row], marker, color=PALETTE[color], markerfacecolor=face,
                        markersize=8, zorder=5)  # fmt: skip
        if state:
            chart.note(state, at, row, dx=9, ha="left")
    marks = [
        Flag(_date(gate.day), f"gate: {gate.phase}", "quiet", (2, 2)) for gate in archive.gates
    ]
    today_mark = [] if day is None else [Flag(_date(day), "today", "vermilion")]
    chart.flags([*marks, *today_mark])
    return chart.picture(_archive_in_words(archive, gone, len(shown), len(shaken)))


def _archive_in_words(archive: Archive, gone: set[str], count: int, shaken: int) -> str:
    states = {one.text: state_of(archive, one.id, missing=gone) for one in archive.questions}
    lost = [text for text, state in states.items() if state == "open"]
    soft = sum(state == "unfounded" for state in states.values())
    names = listed([archive.document(name).title for name in sorted(gone)]) or "none"
    return (
        f"{archive.project}: {count} documents, missing: {names}; {shaken} rest on it. "
        f"Of {len(states)} questions {len(states) - len(lost) - soft} are answered, {soft} without "
        f"ground, {len(lost)} not at all{': ' + ' '.join(lost) if lost else '.'}"
    )


def _written(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


def _date(day: dt.date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]


def _dates(chart: Chart, start: float, end: float) -> None:
    """Lay the axis of dates; before any note, which is placed by the limits it finds."""
    chart.axes.set_xlim(start, end)
    days = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    chart.axes.xaxis.set_major_locator(days)
    chart.axes.xaxis.set_major_formatter(ConciseDateFormatter(days))  # type: ignore[no-untyped-call]
