"""Adding people late: when and how many join, and what they take before they give."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from IPython.display import display

from tpmlab.explorer_pictures.brooks import BrooksFigure, BrooksView, describe, headline
from tpmlab.simulator.joining import Joining, join
from tpmlab.simulator.project import Levers, Project, ProjectError
from tpmlab.simulator.tradeoff import simulate
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, slider

__all__ = ["BrooksExplorer", "brooks_explorer"]

_LONGEST = 52
_LEARNING, _TEACHING, _SPLIT_UP, _TALKING = 8, 50, 3, 4
# Wickerbridge Billing as one package of work: the planned person-days of its 18 packages
_EXAMPLE = {
    "rows": [("billing", 362.0, 3280.0)],
    "team": 8,
    "week_cost": 7.8,
    "start": "2026-09-07",
    "wanted": "2027-03-12",
    "budget": 2150.0,
}


def brooks_explorer(project: Project | None = None) -> None:
    """Display a project that is late, and people who may join it in any week.

    Parameters
    ----------
    project : Project, optional
        Up to a year long; without one Wickerbridge Billing as one package of work.

    Raises
    ------
    ProjectError
        If the project would take more than a year without help.

    Examples
    --------
    >>> explorer = BrooksExplorer()
    >>> explorer.inputs["week"].value = 4
    >>> early = explorer.view().finish
    >>> explorer.inputs["week"].value = 24
    >>> early < explorer.view().alone < explorer.view().finish
    True
    """
    work, longest = _checked(project)
    frame.show(
        lambda: BrooksExplorer(work).frame.box,
        lambda: display(_printed(work, longest)),
        "choose when people join",
    )


class BrooksExplorer(HandsOn):
    """Controls and picture behind :func:`brooks_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"people"``, ``"week"`` of joining, ``"learning"`` in weeks, ``"teaching"`` in per
        cent of a colleague's time, ``"split up"`` in days for each newcomer, and
        ``"talking"`` in per cent of everybody's time at the size of the old team.
    """

    question = (
        "The project is late and four people are on offer. Until which week do they bring the "
        "finish nearer, and how does that week move if eight come, or if they learn in half the "
        "time? Which of the costs would you lower first?"
    )

    def __init__(self, project: Project | None = None) -> None:
        self._project, longest = _checked(project)
        team = self._project.team
        levers = {
            "people": slider("People who join", min(4, team), 1, max(8, team)),
            "week": slider("Week in which they join", 2 * longest // 3, 0, longest),
            "learning": slider("Learning takes, weeks", _LEARNING, 1, 20),
            "teaching": slider("Teaching, % of a colleague", _TEACHING, 0, 100, 5),
            "split up": slider("Splitting up work, days", _SPLIT_UP, 0, 10),
            "talking": slider("Talking today, % of time", _TALKING, 0, 12),
        }
        self._longest = longest
        self._figure = BrooksFigure(_view(self._project, longest, _values(levers)))
        super().__init__(levers)

    def view(self) -> BrooksView:
        """Work out the state of the controls."""
        return _view(self._project, self._longest, _values(self.inputs))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _values(levers: dict[str, Any]) -> dict[str, float]:
    return {name: lever.value for name, lever in levers.items()}


def _checked(project: Project | None) -> tuple[Project, int]:
    """Give the project and the weeks that it takes without help."""
    work = project or Project.from_rows(**_EXAMPLE)  # type: ignore[arg-type]
    alone = simulate(work, Levers(), n_trials=24).finish.mean()
    if alone > _LONGEST:
        raise ProjectError(
            f"Without help this project takes {alone:.0f} weeks: give one of at most {_LONGEST}."
        )
    return work, int(alone)


def _printed(project: Project, longest: int) -> Any:
    start: dict[str, float] = {
        "people": min(4, project.team),
        "week": 2 * longest // 3,
        "learning": _LEARNING,
        "teaching": _TEACHING,
        "split up": _SPLIT_UP,
        "talking": _TALKING,
    }
    view = _view(project, longest, start)
    return BrooksFigure(view).picture(view)


def _view(project: Project, longest: int, values: dict[str, float]) -> BrooksView:
    people, week = int(values["people"]), int(values["week"])
    costs = tuple(values[name] for name in ("learning", "teaching", "split up", "talking"))
    joined = _joined(project, people, longest, costs)
    return BrooksView(joined, people, project.team, week, project.week_of(project.wanted))


@lru_cache(maxsize=4)
def _joined(
    project: Project, people: int, longest: int, costs: tuple[float, float, float, float]
) -> Joining:
    """Try every week once: another week of joining is then only another place to look."""
    learning, teaching, split_up, talking = costs
    parameters = replace(
        project.parameters,
        ramp_weeks=float(learning),
        teaching=teaching / 100,
        communication=talking / 100 / project.team**2,
    )
    work = replace(project, parameters=parameters)
    return join(work, people, range(longest + 1), split_up=split_up)
