"""The status report: filled in from the board, completed by the player, judged at once."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from tpmlab.simulator.decisions import Report
from tpmlab.simulator.status import completeness, judge_report
from tpmlab.simulator.view import View
from tpmlab.widgets.cockpit.parts import button, rows
from tpmlab.widgets.hands_on import choice, number, text

__all__ = ["ReportForm", "report_due", "verdict_on"]

_EVERY = 4  # weeks
_WARNINGS = ("date", "money", "quality", "people")


def report_due(view: View) -> bool:
    """Tell whether a report is expected this week: each fourth week, or because one was promised.

    Examples
    --------
    >>> from tpmlab.simulator import Run, load
    >>> run = Run.start(load("tutorial"))
    >>> report_due(run.view), report_due(run.play().play().play().view)
    (False, True)
    """
    if view.over or view.week in {0, view.reported}:
        return False
    promised = 0 <= view.next_update <= view.week
    return promised or (
        view.week % _EVERY == _EVERY - 1 and view.week - view.reported >= _EVERY - 1
    )


def verdict_on(view: View, report: Report) -> str:
    """Say in words how honest and complete a sent report was."""
    verdict = judge_report(view, report)
    words = f"Your report: honesty {verdict.honesty:.0%}, completeness {verdict.completeness:.0%}."
    return " ".join([words, *verdict.findings])


class ReportForm:
    """Fields of a report with the board's facts as first values.

    Parameters
    ----------
    changed : callable
        Called without arguments when a field was changed.
    keep : callable
        Called without arguments when the report is to be kept as a document.

    Attributes
    ----------
    send : Checkbox
        Whether the report goes out with this week's orders.
    fields : dict of Widget by name
        Named as in :class:`Report`; ``warns`` is a dict of checkboxes.
    keep_button : Button
    verdict : HTML
        What is still missing.
    box : VBox
    """

    def __init__(self, changed: Callable[[], None], keep: Callable[[], None]) -> None:
        self._changed, self._quiet = changed, False
        self._view: View | None = None
        self.send = w.Checkbox(description="Send it with this week's orders", indent=False)
        self.fields: dict[str, Any] = {
            "finish": number("Ready at the end of week", 1, 0, 1000, 0.1),
            "late": number("80% sure by week", 1, 0, 1000, 0.1),
            "percent": number("Done, %", 0, 0, 100, 1),
            "done": text("Done packages", ""),
            "blocked": text("Blocked packages", ""),
            "changed": text("What changed", ""),
            "owner": choice("Who acts next", [("nobody named", "")], ""),
            "action": text("What they do", ""),
            "next_update": number("Next report in week", 4, 0, 1000),
        }
        for name in ("done", "blocked"):
            self.fields[name].placeholder = "none"
        self.fields["changed"].placeholder = "since the last report"
        self.fields["action"].placeholder = "the next step, one line"
        self.warns = {
            name: w.Checkbox(
                description=name,
                indent=False,
                layout=w.Layout(width="auto", margin="2px 18px 2px 2px"),
            )
            for name in _WARNINGS
        }
        self.keep_button = button(
            "Keep as a document", "Write the report to a file, as lessons print it", keep
        )
        self._about, self.verdict = w.HTML(), w.HTML()
        for control in (self.send, *self.fields.values(), *self.warns.values()):
            control.observe(self._moved, names="value")
        warning = w.HTML("<span>It warns about trouble with:&nbsp;</span>")
        self.box = w.VBox(
            [
                self._about,
                *self.fields.values(),
                rows([warning, *self.warns.values()]),
                self.verdict,
                self.send,
                rows([self.keep_button]),
            ],
            layout=w.Layout(width="100%"),
        )

    def show(self, view: View) -> None:
        """Fill the form with the week's facts."""
        self._view, week = view, view.week
        due = "A report is due this week." if report_due(view) else "No report is due this week."
        last = f"The last one was sent in week {view.reported}." if view.reported >= 0 else ""
        self._about.value = (
            f"<p><strong>{due}</strong> {last} Stakeholders believe what it says until they look "
            "for themselves. The fields hold what the board says; you may say something else.</p>"
        )
        left = max(view.forecast - week, 1.0)
        team = [(f"{p.name}, {p.role}", p.id) for p in view.team]
        status = {
            s: "; ".join(view.packages[name].title for name in _with(view, s))
            for s in ("done", "blocked")
        }
        self._quiet = True
        self.send.value, self.send.disabled = False, view.over
        if tuple(self.fields["owner"].options) != (("nobody named", ""), *team):
            self.fields["owner"].options = [("nobody named", ""), *team]
        values = {
            "finish": round(max(view.forecast, week), 1),
            "late": round(max(view.forecast, week) + 0.1 * left, 1),
            "percent": round(100 * view.percent),
            **status,
            "changed": "",
            "owner": "",
            "action": "",
            "next_update": week + _EVERY,
        }
        for name, value in values.items():
            self.fields[name].value = value
        for box in self.warns.values():
            box.value = False
        self._quiet = False
        self._judge()

    def read(self) -> Report | None:
        """Give the report, if it is to be sent."""
        return self.draft() if self.send.value else None

    def draft(self) -> Report:
        """Give the report as it stands in the form."""
        said = {name: field.value for name, field in self.fields.items()}
        for name in ("done", "blocked"):
            said[name] = _ids(self._view, said[name])
        said["next_update"] = int(said["next_update"])
        return Report(**said, warns=tuple(n for n, box in self.warns.items() if box.value))

    def _moved(self, change: Any) -> None:
        if self._quiet:
            return
        if change["owner"] is not self.send:
            self._judge()
        self._changed()

    def _judge(self) -> None:
        if self._view is None:
            return
        report, view = self.draft(), self._view
        nothing = not any(_with(view, status) for status in ("done", "blocked"))
        missing = [
            words
            for words, said in (
                ("what is done or blocked", report.done or report.blocked or nothing),
                ("what changed", report.changed),
                ("who acts next", report.owner),
                ("what they do", report.action),
            )
            if not said
        ]
        words = (
            f"It doesn't say {', '.join(missing)}." if missing else "It says all that is needed."
        )
        share = completeness(report, nothing_yet=nothing)
        self.verdict.value = (
            f"<p><strong>Completeness {share:.0%}.</strong> {escape(words)} "
            "How honest it was you read when the week is over.</p>"
        )


def _ids(view: View | None, said: str) -> tuple[str, ...]:
    """Find the packages that a player names, by title or id; a title may hold a comma."""
    packages = {} if view is None else view.packages
    ids = {package.title.casefold(): name for name, package in packages.items()}
    found: list[str] = []
    for part in said.split(";"):
        names = [part] if part.strip().casefold() in ids else part.split(",")
        found += [ids.get(name.strip().casefold(), name.strip()) for name in names if name.strip()]
    return tuple(found)


def _with(view: View, status: str) -> list[str]:
    return [name for name, package in view.packages.items() if package.status == status]
