"""The week's report as a status report of :mod:`tpmlab.artifacts.status`, with dates and names."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from tpmlab.artifacts.status import (
    Action,
    Blocked,
    Change,
    Done,
    Finish,
    StatusReport,
    review,
    to_html,
    write_status,
)
from tpmlab.files import write_atomically
from tpmlab.simulator.decisions import Report, SimulatorError
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.view import View

__all__ = ["keep", "written"]


def written(scenario: Scenario, view: View, report: Report) -> StatusReport:
    """Write a report out: weeks become dates, ids become names.

    The colour follows from what the report says: red if its finish is after the agreed date,
    amber if only its late date is or it warns of something, else green.

    Examples
    --------
    >>> from tpmlab.simulator import Run, load
    >>> tutorial = load("tutorial")
    >>> view = Run.start(tutorial, seed=1).view
    >>> out = written(tutorial, view, Report(finish=7.0, done=("rules",), next_update=4))
    >>> out.health, out.days_late, out.done[0].what, out.next_update.isoformat()
    ('red', 7, 'Invoice rules', '2026-10-30')
    """
    late = report.finish if report.late is None else report.late
    promised = scenario.date_of(view.agreed)
    health, reason = _colour(view, report, late)
    owner = view.people[report.owner].name if report.owner in view.people else report.owner
    return StatusReport(
        project=scenario.title,
        author="the project manager",
        day=scenario.date_of(view.week),
        health=health,
        reason=reason,
        summary="" if report.percent is None else f"{report.percent:.0f}% of the work looks done.",
        finish=Finish(
            promised=promised,
            forecast=scenario.date_of(report.finish),
            latest=scenario.date_of(max(late, report.finish)),
        ),
        done=[Done(what=_title(view, name)) for name in report.done],
        blocked=[_blocked(view, name) for name in report.blocked],
        changed=[Change(what=report.changed)] if report.changed else [],
        next=[Action(what=report.action, owner=owner)] if report.action or owner else [],
        next_update=None if report.next_update is None else scenario.date_of(report.next_update),
    )


def keep(folder: Path, scenario: Scenario, view: View, report: Report) -> str:
    """Write the report as YAML and as a page into a folder; returns what to tell the player.

    Raises
    ------
    SimulatorError
        If the disk refuses.
    """
    text = written(scenario, view, report)
    path = folder / f"{scenario.id}-report-week-{view.week}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_status(text, path)
        write_atomically(path.with_suffix(".html"), to_html(text).encode())
    except OSError as problem:
        raise SimulatorError(f"{path} can't be written: {problem.strerror}.") from None
    found = review(text)
    said = f" A senior colleague's first remark: {found[0].reason}" if found else ""
    return f"Kept as {folder.name}/{path.name} and as a page beside it.{said}"


def _colour(
    view: View, report: Report, late: float
) -> tuple[Literal["green", "amber", "red"], str]:
    agreed = f"the agreed end of week {view.agreed:.1f}"
    if report.finish > view.agreed + 0.05:
        return "red", f"The expected end, week {report.finish:.1f}, is after {agreed}."
    if late > view.agreed + 0.05:
        return "amber", f"The expected end keeps {agreed}; the late one, week {late:.1f}, doesn't."
    if report.warns:
        return "amber", f"The date holds; there is trouble with {', '.join(report.warns)}."
    return "green", f"Even the late end, week {late:.1f}, keeps {agreed}."


def _title(view: View, name: str) -> str:
    return view.packages[name].title if name in view.packages else name


def _blocked(view: View, name: str) -> Blocked:
    package = view.packages.get(name)
    needs = [] if package is None else package.after
    waits = [view.packages[need].title for need in needs if view.packages[need].status != "done"]
    return Blocked(what=_title(view, name), waits_for=", ".join(waits))
