"""Crash or fast-track: move the target, buy days yourself, and see what they cost at least."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import ipywidgets as w
from IPython.display import display

from tpmlab.explorer_pictures.crash import CrashFigure, CrashView, describe, headline
from tpmlab.schedule import (
    CrashedPlan,
    CrashOption,
    Overlap,
    Plan,
    PlanError,
    Schedule,
    crash_step_by_step,
    crash_to,
    critical_path,
    fast_track,
    time_cost_curve,
)
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, choice, grid, slider

__all__ = ["CrashExplorer", "crash_explorer"]

_MOST = 12  # tasks; more rows of sliders than this are no fun
_DAYS, _CHANCE = 2, 25  # overlap and per cent of rework at the start

# Example numbers: a bridge of five tasks, the smallest plan in which one day at a time errs.
_EXAMPLE: tuple[tuple[str, int, list[str], int | None, int], ...] = (
    ("network", 6, [], 3, 5_000),
    ("copy data", 6, [], 3, 6_000),
    ("access rules", 4, ["network"], 1, 4_000),
    ("move services", 7, ["network"], 4, 9_000),
    ("rehearse", 6, ["copy data", "access rules"], 3, 5_000),
    ("cut over", 1, ["move services", "rehearse"], None, 0),
)
_OVERHEAD = 6_000.0

# cheapest plan of each day, its number of critical paths, plans of the cheapest day each time
_Known = tuple[tuple[CrashedPlan, ...], tuple[int, ...], tuple[CrashedPlan, ...]]


def crash_explorer(
    plan: Plan | None = None,
    options: Mapping[str, CrashOption] | None = None,
    overhead_per_day: float = _OVERHEAD,
    target: float | None = None,
) -> None:
    """Display a plan whose days can be bought, by crashing and by overlapping tasks.

    Parameters
    ----------
    plan : Plan, optional
        Up to 12 tasks; an example of six if left out.
    options : mapping from str to CrashOption, optional
        What can be shortened, and at what price; goes with `plan`.
    overhead_per_day : float
        Money that each day of the project costs besides.
    target : float, optional
        Working day wished for at the start; about half of what can be gained if left out.

    Raises
    ------
    PlanError
        If the plan is too large, or can't be shortened.

    Examples
    --------
    >>> explorer = CrashExplorer()
    >>> explorer.inputs["access rules"].value = 2
    >>> explorer.view().now.finish, explorer.view().cost
    (15.0, 8000.0)
    """
    case = _case(plan, options, overhead_per_day, target)
    frame.show(
        lambda: CrashExplorer(plan, options, overhead_per_day, target).frame.box,
        lambda: display(case.figure().picture(case.view(case.target, {}))),
        "choose your own cuts",
    )


class CrashExplorer(HandsOn):
    """Controls and picture behind :func:`crash_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"target"``, ``"overlap"``, ``"overlap days"``, ``"rework chance"``, and the days cut
        off each task by its id.
    step_button, best_button : Button
        Set the cuts to what the two methods choose for the target.
    """

    def __init__(
        self,
        plan: Plan | None = None,
        options: Mapping[str, CrashOption] | None = None,
        overhead_per_day: float = _OVERHEAD,
        target: float | None = None,
    ) -> None:
        self._case = case = _case(plan, options, overhead_per_day, target)
        self._figure = case.figure()
        days = case.before.finish - case.target
        self.question = (
            f"Finish {days:g} days earlier, on day {case.target:g}, for as little money as you "
            "can: which cuts reach the blue line, and why does buying the cheapest day each time "
            "not always find them? Would you rather overlap two tasks?"
        )
        cuts = {name: _cut_slider(case.plan[name].duration, name, case.options[name])
                for name in case.options}  # fmt: skip
        best = case.best(None)[0]
        step = 1 if _whole(case) else 0.5
        low, high = best[-1].finish, case.before.finish
        links = [(f"{a} → {b}", (a, b)) for a, b in case.links]
        levers = {
            "target": _day_slider("Target, working day", case.target, low, high, step),
            **cuts,
            "overlap": choice("Overlap", [("nothing", ""), *links], ""),
            "overlap days": slider("… by, days", _DAYS, 1, case.most_overlap),
            "rework chance": slider("… chance of rework, %", _CHANCE, 0, 100, 5),
        }
        extras = [levers[name] for name in ("overlap", "overlap days", "rework chance")]
        self.step_button = _button("Cheapest day each time", lambda: self._take(greedy=True))
        self.best_button = _button("Cheapest plan", lambda: self._take(greedy=False))
        note = w.HTML("<p style='margin:0'>Days to cut off each task (and the price of a day):</p>")
        super().__init__(
            levers,
            [levers["target"], note, grid(list(cuts.values())), grid(extras)],
            [self.step_button, self.best_button],
        )

    def view(self) -> CrashView:
        """Work out the state of the controls."""
        cuts = {name: self.value(name) for name in self._case.options}
        pair = self.value("overlap")
        days, chance = self.value("overlap days"), self.value("rework chance") / 100
        bet = Overlap(*pair, days, chance) if pair else None
        return self._case.view(self.value("target"), cuts, bet)

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        for name in ("overlap days", "rework chance"):
            self.inputs[name].disabled = not self.value("overlap")
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)

    def _take(self, *, greedy: bool) -> None:
        """Set the cuts to what a method chooses."""
        try:
            cuts = self._case.chosen(self.value("target"), self._overlapped(), greedy=greedy)
        except PlanError as problem:
            self.frame.say(str(problem), problem=True)
            return
        with self.frame.hold():
            for name in self._case.options:
                self.inputs[name].value = cuts.get(name, 0)

    def _overlapped(self) -> tuple[str, str, float] | None:
        pair = self.value("overlap")
        return (*pair, self.value("overlap days")) if pair else None


class _Case:
    """One plan with its options; what depends on the overlap alone is worked out once."""

    def __init__(
        self,
        plan: Plan,
        options: Mapping[str, CrashOption],
        overhead: float,
        target: float | None,
    ) -> None:
        self.plan, self.overhead = plan, overhead
        self.options = {
            name: option
            for name, option in options.items()
            if option.shortest < plan[name].duration
        }
        self.before = critical_path(plan)
        self.best = cache(self._best)
        self.links = [
            (link.pred, link.succ)
            for link in plan.links
            if link.type == "FS" and self._shorter(link.pred, link.succ) >= 1
        ]
        self.most_overlap = max((int(self._shorter(*pair)) for pair in self.links), default=1)
        corners = list(time_cost_curve(plan, self.options).corners)
        if len(corners) < 2:
            raise PlanError(
                "No option makes this plan end earlier; give a CrashOption for a critical task."
            )
        self.earliest, self.dearest = corners[-1].finish, corners[-1].cost
        middle = math.floor(self.before.finish - (self.before.finish - self.earliest) / 2)
        wanted = max(middle, self.earliest) if target is None else target
        if not self.earliest <= wanted <= self.before.finish:
            raise PlanError(
                f"target is day {wanted:g}; give a day from {self.earliest:g} to "
                f"{self.before.finish:g}, which cuts can reach."
            )
        self.target = wanted

    def figure(self) -> CrashFigure:
        return CrashFigure(self.before, self.earliest - self.most_overlap / 2, self.dearest)

    def view(
        self, target: float, cuts: Mapping[str, float], overlap: Overlap | None = None
    ) -> CrashView:
        """Work out a state: your cuts and overlap beside the cheapest ones."""
        plan = self.plan
        for name, days in cuts.items():
            plan = plan.with_duration(name, plan[name].duration - days)
        cost = sum((days * self.options[n].cost_per_day for n, days in cuts.items()), 0.0)
        bet = None if overlap is None else fast_track(plan, [overlap])
        key = None if overlap is None else (overlap.pred, overlap.succ, overlap.days)
        best, paths, steps = self._reaching(target, key)
        now = critical_path(plan if bet is None else bet.plan)
        points = tuple((step.finish, step.cost) for step in steps)
        return CrashView(
            self.before, now, cost, self.overhead, target, best, paths, points, bet
        )  # fmt: skip

    def chosen(
        self, target: float, key: tuple[str, str, float] | None, *, greedy: bool
    ) -> Mapping[str, float]:
        """Cuts that a method chooses for a target."""
        best, _, steps = self._reaching(target, key)
        return next(
            plan.cuts for plan in (steps if greedy else best) if plan.finish <= target + 1e-6
        )

    def _reaching(self, target: float, key: tuple[str, str, float] | None) -> _Known:
        """Give what is known for an overlap, if cuts reach the target beside it."""
        known = self.best(key)
        earliest = known[0][-1].finish
        if earliest > target + 1e-6:
            raise PlanError(
                f"Beside this overlap no cuts end the plan by day {target:g}: they bring day "
                f"{earliest:g}; choose a later target or a shorter overlap."
            )
        return known

    def _best(self, key: tuple[str, str, float] | None) -> _Known:
        """Cheapest plan of each day, its critical paths, and the plans of one day at a time."""
        plan, options = self.plan, dict(self.options)
        if key is not None:
            pred, succ, days = key
            plan = fast_track(plan, [Overlap(pred, succ, days, 0)]).plan
            for name in {pred, succ} & options.keys():  # the overlap must still fit in
                options[name] = replace(
                    options[name], shortest=max(options[name].shortest, days)
                )  # fmt: skip
        steps = crash_step_by_step(plan, options)
        best = tuple(crash_to(plan, options, step.finish) for step in steps)
        paths = tuple(_count_paths(critical_path(crashed.plan)) for crashed in best)
        return best, paths, steps

    def _shorter(self, pred: str, succ: str) -> float:
        return min(self.plan[pred].duration, self.plan[succ].duration)


def _case(
    plan: Plan | None,
    options: Mapping[str, CrashOption] | None,
    overhead: float,
    target: float | None,
) -> _Case:
    if plan is None:
        plan = Plan.from_rows([(name, days, preds) for name, days, preds, _, _ in _EXAMPLE])
        options = {
            name: CrashOption(shortest, price)
            for name, _, _, shortest, price in _EXAMPLE
            if shortest is not None
        }
    if len(plan) > _MOST:
        raise PlanError(
            f"The explorer shows up to {_MOST} tasks and this plan has {len(plan)}: group tasks "
            "that belong together."
        )
    return _Case(plan, options or {}, overhead, target)


def _count_paths(schedule: Schedule) -> int:
    """Count the ways through the critical tasks along links without slack."""
    joints = schedule.driving
    ways: dict[str, int] = {}
    for name in schedule.critical:  # in order of their start
        ways[name] = sum(ways.get(link.pred, 0) for link in joints if link.succ == name) or 1
    led_on = {link.pred for link in joints}
    return sum(count for name, count in ways.items() if name not in led_on)


def _whole(case: _Case) -> bool:
    numbers = [task.duration for task in case.plan] + [o.shortest for o in case.options.values()]
    return all(float(number).is_integer() for number in numbers)


def _day_slider(label: str, value: float, low: float, high: float, step: float) -> w.ValueWidget:
    if step == 1 and all(float(number).is_integer() for number in (value, low, high)):
        return slider(label, int(value), int(low), int(high))
    return slider(label, float(value), low, high, 0.5)


def _cut_slider(days: float, name: str, option: CrashOption) -> w.ValueWidget:
    label = f"{name} ({option.cost_per_day:,.0f})"
    whole = float(days).is_integer() and float(option.shortest).is_integer()
    most = days - option.shortest
    return slider(label, 0, 0, int(most)) if whole else slider(label, 0.0, 0.0, most, 0.5)


def _button(text: str, action: Callable[[], None]) -> w.Button:
    button = w.Button(
        description=text, tooltip="Set the cuts for this target", layout=w.Layout(width="auto")
    )
    button.on_click(lambda _: action())
    return button
