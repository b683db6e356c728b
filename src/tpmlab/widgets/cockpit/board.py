"""The week's board: three pictures, the register of risks and blocks, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

import ipywidgets as w

from tpmlab.explorer_pictures.cockpit.bars import bars_of, baseline_of
from tpmlab.explorer_pictures.cockpit.curves import CurvesFigure, curves_of, describe_curves
from tpmlab.explorer_pictures.cockpit.gantt import GanttFigure, Plan, describe_gantt
from tpmlab.explorer_pictures.cockpit.load import LoadFigure, describe_load, load_of
from tpmlab.pictures import Picture
from tpmlab.simulator.board import RiskView
from tpmlab.simulator.runs import Run
from tpmlab.simulator.turn import Event
from tpmlab.simulator.view import View
from tpmlab.widgets.cockpit.parts import Drawn, heading, table

__all__ = ["Board", "first_picture", "tiles"]

_RISK_WORDS = {
    "ahead": "later",
    "possible": "possible\xa0now",
    "happened": "happened",
    "over": "over",
}


class Board:
    """What everybody can see; each part is renewed only when its data changed.

    Parameters
    ----------
    views : sequence of View
        The first one sets rows and scales.

    Attributes
    ----------
    gantt, curves, load : Drawn
    raid, log : HTML
    box : VBox
    """

    def __init__(self, views: Sequence[View]) -> None:
        self._baseline = baseline_of(views[0])
        self.gantt = Drawn(GanttFigure(self._plan(views)), describe_gantt)
        self.curves = Drawn(CurvesFigure(curves_of(views)), describe_curves)
        self.load = Drawn(LoadFigure(load_of(views[-1])), describe_load)
        self.raid, self.log = w.HTML(), w.HTML()
        self.box = w.VBox(
            [
                heading("What happened last week"),
                self.log,
                heading("Plan"),
                self.gantt.box,
                heading("Work and money"),
                self.curves.box,
                heading("Team"),
                self.load.box,
                heading("Risks, blocks and dependencies"),
                self.raid,
            ],
            layout=w.Layout(width="100%"),
        )

    def show(self, views: Sequence[View], events: Iterable[Event]) -> None:
        """Show where the project stands."""
        view = views[-1]
        self.gantt.show(self._plan(views))
        self.curves.show(curves_of(views))
        self.load.show(load_of(view))
        self.raid.value = _raid(view)
        self.log.value = _log(events)

    def _plan(self, views: Sequence[View]) -> Plan:
        view = views[-1]
        return Plan(bars_of(views, self._baseline), view.week, view.agreed, view.forecast)


def first_picture(view: View) -> Picture:
    """Draw the plan of week 0, for print."""
    plan = Plan(bars_of([view], baseline_of(view)), view.week, view.agreed, view.forecast)
    return GanttFigure(plan).picture(plan)


def tiles(run: Run, view: View) -> str:
    """Write the figures that stand above everything."""
    ready = run.state.ledger.finish if run.over else view.forecast
    final = view.spent if run.over else view.forecast_cost
    weights = sum(each.weight for each in view.sponsors.values())
    trust = sum(each.weight * each.trust for each in view.sponsors.values()) / weights
    entries = (
        ("Week", f"{view.week}", f"agreed: end of week {view.agreed:.1f}"),
        (
            "Ended" if run.over else "Forecast",
            f"{ready:.1f}",
            f"{_day(run.scenario.date_of(ready))}, {_lateness(ready - view.agreed)}",
        ),
        ("Done", f"{view.percent:.0%}", "as far as it looks"),
        (
            "Spent",
            f"{view.spent:,.0f} k",
            f"of {view.budget:,.0f}; at the end {final:,.0f}, {_excess(final - view.budget)}",
        ),
        ("Promised value", f"{view.promised:,.0f} k", "if launched by the deadline"),
        ("Trust", f"{trust:.2f}", "of 1, weighted"),
    )
    cells = (
        f"<div>{escape(name)}<b>{escape(value)}</b>{escape(note)}</div>"
        for name, value, note in entries
    )
    return f'<div class="tiles">{"".join(cells)}</div>'


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _lateness(weeks: float) -> str:
    if abs(weeks) < 0.05:
        return "on time"
    return f"{abs(weeks):.1f} weeks {'late' if weeks > 0 else 'early'}"


def _excess(money: float) -> str:
    return f"{abs(money):,.0f} {'over' if money > 0 else 'under'}"


def _raid(view: View) -> str:
    risks = table(
        ["Risk", "State", "Weeks", "Chance", "Hits", "Damage"],
        [
            [
                risk.title,
                _RISK_WORDS[risk.status]
                + (", mitigated" if risk.mitigated else "")
                + (", accepted" if risk.accepted else ""),
                f"{risk.window[0]}\xa0to\xa0{risk.window[1]}",
                f"{risk.chance:.0%}",
                view.packages[risk.package].title,
                _damage(risk),
            ]
            for risk in view.risks.values()
        ],
        "No risks are known.",
    )
    waiting = [p for p in view.packages.values() if p.status in {"blocked", "waiting"}]
    blocks = table(
        ["Package", "State", "Needs"],
        [
            [
                package.title,
                package.status
                + (
                    f", frozen for {package.frozen_days:.0f} days"
                    if package.frozen_days > 0
                    else ""
                ),
                ", ".join(
                    f"{view.packages[need].title} ({view.packages[need].status})"
                    for need in package.after
                ),
            ]
            for package in waiting
        ],
        "No package is blocked or waits for another.",
    )
    people = table(
        ["Stakeholder", "Watches", "Looks every", "Trust", "Counts on week"],
        [
            [
                f"{s.name}, {s.role}",
                s.watches,
                f"{s.patience} weeks",
                f"{s.trust:.2f}",
                f"{s.believed:.1f}",
            ]
            for s in view.sponsors.values()
        ],
    )
    return risks + blocks + people


def _damage(risk: RiskView) -> str:
    """Say what a risk does when it comes, without the parts that it leaves alone."""
    weeks = "week" if risk.freeze == 1 else "weeks"
    parts = [
        f"{risk.effort:g} pd" if risk.effort else "",
        f"{risk.freeze:g} {weeks} blocked" if risk.freeze else "",
        f"{risk.cost:g} k" if risk.cost else "",
    ]
    return ", ".join(part for part in parts if part).replace(" ", "\xa0").replace(",\xa0", ", ")


def _log(events: Iterable[Event]) -> str:
    lines = "".join(
        f"<li>{'<strong>Refused:</strong> ' if e.kind == 'refused' else ''}{escape(e.text)}</li>"
        for e in events
    )
    return f"<ul>{lines}</ul>" if lines else "<p>Nothing to report.</p>"
