"""Scope creep and change control: requests answered by a rule, and additions nobody records."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Any

from IPython.display import display

from tpmlab.explorer_pictures.creep import CreepFigure, CreepView, describe, headline
from tpmlab.scenarios import load
from tpmlab.simulator.creep import Baseline, Rule, Wish, decide, run
from tpmlab.simulator.decisions import SimulatorError
from tpmlab.simulator.scenario import Scenario
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, choice, slider

__all__ = ["ScopeCreepExplorer", "scope_creep_explorer"]

_RULES: list[tuple[str, Rule]] = [
    ("yes to all, for nothing", "yes"),
    ("yes to what is worth its cost", "value"),
    ("yes to all, if the date moves", "time"),
    ("yes, if as much planned scope leaves", "scope"),
    ("no to all", "no"),
]
_RULE: Rule = "yes"
_LEAST, _ADDITIONS, _GROWTH, _RESERVE = 1.0, 1.0, 0.8, 1.0
_MOST = 10
"""Requests that the picture can show."""


def scope_creep_explorer(scenario: str | Path | Scenario = "saas-launch") -> None:
    """Display a project whose scope grows, by requests and by what nobody writes down.

    Parameters
    ----------
    scenario : str, pathlib.Path or Scenario
        Whose plan and requests are used; its risks, people and flaws are not.

    Raises
    ------
    ContentError
        If there is no such scenario, or it can't be used.
    SimulatorError
        If it has no request, or more than 10.

    Examples
    --------
    >>> explorer = ScopeCreepExplorer()
    >>> yes = explorer.view()
    >>> explorer.inputs["rule"].value = "value"
    >>> explorer.view().course.net > yes.course.net
    True
    """
    played = _checked(scenario)
    frame.show(
        lambda: ScopeCreepExplorer(played).frame.box,
        lambda: display(_printed(played)),
        "decide how requests are answered",
    )


class ScopeCreepExplorer(HandsOn):
    """Controls and picture behind :func:`scope_creep_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"rule"``, ``"additions"`` in per cent of the scope a month, ``"least"`` (worth against
        cost, for a yes by value), ``"growth"`` and ``"reserve"`` in weeks.
    """

    question = (
        "Which way of answering leaves the most value after pay, and which one ends nearest to the "
        "date first agreed? Why are they not the same? How many per cent of unrecorded additions "
        "a month cost as many weeks as a yes to every request?"
    )

    def __init__(self, scenario: str | Path | Scenario = "saas-launch") -> None:
        self._scenario = _checked(scenario)
        levers = {
            "rule": choice("Answer to requests", _RULES, _RULE),
            "additions": slider("Unrecorded, % a month", _ADDITIONS, 0.0, 6.0, 0.5),
            "least": slider("Worth it from, × its cost", _LEAST, 0.5, 3.0, 0.25),
            "growth": slider("Dearer at the end, ×", _GROWTH, 0.0, 3.0, 0.1),
            "reserve": slider("Plan ends early by, weeks", _RESERVE, 0.0, 6.0, 0.5),
        }
        self._figure = CreepFigure(_view(self._scenario, _values(levers)))
        super().__init__(levers)

    def view(self) -> CreepView:
        """Work out the state of the controls.

        Raises
        ------
        SimulatorError
            If the scope is never reached.
        """
        return _view(self._scenario, _values(self.inputs))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _values(levers: dict[str, Any]) -> dict[str, Any]:
    return {name: lever.value for name, lever in levers.items()}


def _checked(scenario: str | Path | Scenario) -> Scenario:
    played = scenario if isinstance(scenario, Scenario) else load(scenario)
    if not 1 <= len(played.requests) <= _MOST:
        raise SimulatorError(
            f"'{played.id}' has {len(played.requests)} requests: this picture takes 1 to {_MOST}."
        )
    return played


def _printed(scenario: Scenario) -> Any:
    start = {
        "rule": _RULE,
        "least": _LEAST,
        "additions": _ADDITIONS,
        "growth": _GROWTH,
        "reserve": _RESERVE,
    }
    view = _view(scenario, start)
    return CreepFigure(view).picture(view)


def _view(scenario: Scenario, values: dict[str, Any]) -> CreepView:
    baseline = _baseline(scenario, values["reserve"])
    wishes = sorted(
        (
            Wish(r.id, r.title, sum(r.window) // 2, _expected(r.effort), r.value)
            for r in scenario.requests
        ),
        key=lambda wish: wish.week,
    )
    setting = {"additions": values["additions"] / 100, "growth": values["growth"]}
    course = decide(baseline, wishes, values["rule"], least=values["least"], **setting)
    if course.finish == inf:
        raise SimulatorError(
            "The scope grows as fast as the work and is never reached: lower the additions, or "
            "what late work costs."
        )
    said: dict[str, Rule] = {answer.wish.id: answer.said for answer in course.answers}
    costs, weeks = [], []
    for answer in course.answers:  # each one turned round, the others as they were answered
        other: Rule = "yes" if answer.said == "no" else "no"
        turned = run(baseline, wishes, {**said, answer.wish.id: other}, **setting)
        taken, left = (course, turned) if other == "no" else (turned, course)
        costs.append(answer.wish.value - (taken.net - left.net))
        weeks.append(taken.finish - left.finish)
    untouched = decide(baseline, [], "no").finish
    return CreepView(course, tuple(costs), tuple(weeks), untouched, scenario.currency)


def _baseline(scenario: Scenario, reserve: float) -> Baseline:
    optional = [package for package in scenario.packages if package.optional]
    return Baseline(
        scope=scenario.planned_effort,
        deadline=scenario.deadline,
        pay=sum(person.cost for person in scenario.people),
        value=scenario.planned_value,
        reserve=min(reserve, scenario.deadline / 2),
        optional=sum(_expected(package.size) for package in optional),
        optional_value=sum(package.value for package in optional),
        decay=scenario.value.rate,
    )


def _expected(three: tuple[float, float, float]) -> float:
    """Mean of a three-point estimate, as PERT has it."""
    low, likely, high = three
    return (low + 4 * likely + high) / 6
