"""A status report against what anybody could know that week: honest or not, complete or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tpmlab.simulator.decisions import Report

if TYPE_CHECKING:
    from tpmlab.simulator.view import View

__all__ = ["ReportVerdict", "completeness", "judge_report"]


@dataclass(frozen=True, slots=True)
class ReportVerdict:
    """What a careful reader would say about a report.

    Parameters
    ----------
    honesty : float
        1 when the dates agree with the public forecast of that week, towards 0 the further
        off they are, in either direction.
    completeness : float
        Share of what a report needs that is there.
    findings : tuple of str
        What to mend, a sentence each.
    """

    honesty: float
    completeness: float
    findings: tuple[str, ...]


def completeness(report: Report, *, nothing_yet: bool = False) -> float:
    """Share of a report's parts that are filled in.

    With `nothing_yet`, no package is done or blocked, and there is nothing to say about that.

    Examples
    --------
    >>> completeness(Report(finish=27, percent=40, owner="mei-tan", action="call Tollivant"))
    0.5
    """
    parts = (
        True,  # the finish
        report.percent is not None,
        bool(report.changed),
        bool(report.owner),
        bool(report.action),
        report.next_update is not None,
        bool(report.done or report.blocked or nothing_yet),
        report.late is not None,
    )
    return sum(parts) / len(parts)


def judge_report(view: View, report: Report) -> ReportVerdict:
    """Compare a report with the week in which it is written.

    The dates are held against the public forecast by pinball loss, which is smallest for a
    finish that is as likely too early as too late, and for a "late" that is passed one time
    in five.

    Parameters
    ----------
    view : View
        The week's public view.
    report : Report
        What is to be sent.

    Returns
    -------
    ReportVerdict
        Two shares and the findings.
    """
    remaining = max(view.forecast - view.week, 1.0)
    off = abs(report.finish - view.forecast) / remaining
    findings = [*_date_findings(view, report, off), *_fact_findings(view, report)]
    nothing = not any(p.status in {"done", "blocked"} for p in view.packages.values())
    loss = off / 2
    if report.late is not None:
        gap = report.late - (view.forecast + 0.10 * remaining)
        loss += max(0.8 * -gap, 0.2 * gap) / remaining
    return ReportVerdict(
        max(0.0, 1 - 4 * loss), completeness(report, nothing_yet=nothing), tuple(findings)
    )


def _date_findings(view: View, report: Report, off: float) -> list[str]:
    findings = []
    if off > 0.15:
        sooner = "sooner" if report.finish < view.forecast else "later"
        findings.append(
            f"You say week {report.finish:.1f}; this week's facts say {view.forecast:.1f}. "
            f"Nothing on the board supports {sooner}."
        )
    if report.late is not None and report.late < report.finish:
        findings.append("The week you are 80% sure of lies before the week you expect.")
    if report.percent is not None and abs(report.percent - 100 * view.percent) > 10:
        findings.append(f"You say {report.percent:.0f}% done; the board says {view.percent:.0%}.")
    return findings


def _fact_findings(view: View, report: Report) -> list[str]:
    findings = []
    for name in report.done:
        package = view.packages.get(name)
        if package is None or package.status != "done":
            findings.append(f"'{name}' is reported as done and is not.")
    blocked = {name for name, package in view.packages.items() if package.status == "blocked"}
    findings += [
        f"'{name}' is blocked and not in the report."
        for name in sorted(blocked - {*report.blocked})
    ]
    if report.owner and report.owner not in view.people:
        findings.append(f"The next action's owner, '{report.owner}', is not on this project.")
    missing = {
        "what changed": report.changed,
        "who acts next": report.owner,
        "what they do": report.action,
        "when the next report comes": report.next_update,
    }
    findings += [f"It doesn't say {what}." for what, said in missing.items() if not said]
    return findings
