"""Drag durations and links of a plan; Gantt chart, critical path and float follow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as w
from IPython.display import display

from tpmlab.schedule import Plan, PlanError, Schedule, critical_path
from tpmlab.schedule.network import LINK_TYPES, Link, days_text
from tpmlab.schedule.pictures import GanttFigure, describe, gantt
from tpmlab.widgets.frame import Explorer, show

__all__ = ["ScheduleExplorer", "schedule_explorer"]

_MOST = 25  # tasks; above, neither sliders nor bars can be read
_ROOM = 1.3  # day axis beyond the first finish, so that it rarely has to change


def schedule_explorer(plan: Plan) -> None:
    """Display a plan whose durations and links can be changed by hand.

    Parameters
    ----------
    plan : Plan
        Up to 25 tasks; 12 are comfortable.

    Raises
    ------
    PlanError
        If this is not a plan, or one too large to be read.

    Examples
    --------
    >>> schedule_explorer(Plan.from_rows([(f"t{n}", 1, []) for n in range(30)]))
    Traceback (most recent call last):
        ...
    tpmlab.schedule.tasks.PlanError: The explorer shows up to 25 tasks and this plan has 30: \
group tasks that belong together.
    """
    if not isinstance(plan, Plan):
        raise PlanError(
            f"The explorer needs a plan, not {type(plan).__name__}: make one with Plan.from_rows."
        )
    if len(plan) > _MOST:
        raise PlanError(
            f"The explorer shows up to {_MOST} tasks and this plan has {len(plan)}: "
            "group tasks that belong together."
        )
    show(
        lambda: ScheduleExplorer(plan).shell.box,
        lambda: display(gantt(plan)),
        "drag the durations and change the links",
    )


class ScheduleExplorer:
    """State and controls behind :func:`schedule_explorer`.

    Attributes
    ----------
    plan : Plan
        The plan as it stands now.
    sliders : dict of slider by task id
    shell : Explorer
        Picture, caption, Reset and the line of news.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = self._start = plan
        self._before = critical_path(plan)
        self._history: list[Plan] = []
        self._last_slid: str | None = None
        self._syncing = False
        self._sheet = GanttFigure(self._before, self._before, room=_ROOM)
        self.sliders = self._make_sliders()
        self._make_link_controls()
        self._fill_links()
        self.undo_button = _button("Undo", "Take the last change back", self.undo)
        self.shell = Explorer(
            [self._slider_grid(), *self._link_rows()],
            self._draw,
            inputs=(),
            reset=self._restart,
            buttons=[self.undo_button],
            beside=True,
        )

    def undo(self) -> None:
        """Take the last change back."""
        if not self._history:
            self.shell.say("There is nothing to undo.")
            return
        self._last_slid = None
        with self.shell.hold():
            self.plan = self._history.pop()
            self._sync()
            self.shell.say("Took the last change back.")

    def slide(self, task_id: str, days: float) -> None:
        """Give a task another duration; one drag of a slider is one step to undo."""
        if self.plan[task_id].duration == days:
            return
        with self.shell.lock:
            if self._last_slid != task_id:
                self._history.append(self.plan)
            self._last_slid = task_id
            self.plan = self.plan.with_duration(task_id, days)
        self.shell.refresh()

    def add_link(self, pred: str, succ: str) -> None:
        """Let a task wait for another; a circle is refused with the sentence that names it."""
        known = any(link[:3] == (pred, succ, "FS") for link in self.plan.links)
        if known:
            self.shell.say(f"{pred} → {succ} (FS) is there already.", problem=True)
        elif self._change(lambda: self.plan.with_link(pred, succ), f"Added {pred} → {succ} (FS)."):
            self.link.value = (pred, succ, "FS")

    def change_link(self, link: Link, type: str, lag: float) -> None:  # noqa: A002 - the subject's word
        """Give a link another type or lag."""
        new = Link(link.pred, link.succ, type, lag)
        links = tuple(new if known == link else known for known in self.plan.links)
        if new != link and self._change(lambda: replace(self.plan, links=links), f"Now {new}."):
            self.link.value = new[:3]

    def remove_link(self, link: Link) -> None:
        """Take a link out of the plan."""
        self._change(lambda: self.plan.without_link(*link[:3]), f"Removed {link}.")

    def _change(self, make: Callable[[], Plan], news: str) -> bool:
        """Move on to another plan, or say why it can't be."""
        with self.shell.hold():
            try:
                plan = make()
            except PlanError as problem:
                self.shell.say(str(problem), problem=True)
                self._sync()
                return False
            self._history.append(self.plan)
            self._last_slid, self.plan = None, plan
            self._sync()
            self.shell.say(news)
        return True

    def _restart(self) -> None:
        if self.plan != self._start:
            self._history.append(self.plan)
        self._last_slid, self.plan = None, self._start
        self._sync()

    def _draw(self) -> tuple[bytes, str, str]:
        schedule = critical_path(self.plan)
        self._sheet.show(schedule)
        words = describe(schedule, self._before)
        return self._sheet.png(), words, self._headline(schedule)

    def _headline(self, schedule: Schedule) -> str:
        change = schedule.finish - self._before.finish
        size = days_text(abs(change))
        word = "later" if change > 0 else "earlier"
        moved = "as at the start" if size == "0" else f"{size} days {word} than at the start"
        if size == "1":
            moved = moved.replace("days", "day")
        words = schedule.critical_text[0].upper() + schedule.critical_text[1:]
        return f"<b>Finish: day {days_text(schedule.finish)}</b> ({moved}). {escape(words)}."

    def _make_sliders(self) -> dict[str, w.Widget]:
        kind, options = _grain(self._start)
        style = {"description_width": f"{_name_width(self._start)}px"}
        sliders = {}
        for task in self._start:
            slider = kind(
                value=task.duration,
                min=0,
                max=math.ceil(max(2.5 * task.duration, task.duration + 5)),
                description=task.id,
                tooltip=f"Days for {task.id}",
                style=style,
                layout=w.Layout(width="auto"),
                **options,
            )
            slider.observe(self._slid(task.id), names="value")
            sliders[task.id] = slider
        return sliders

    def _slid(self, task_id: str) -> Callable[[Any], None]:
        def move(change: Any) -> None:
            with self.shell.lock:
                mine = not self._syncing
            if mine:
                self.slide(task_id, change["new"])

        return move

    def _slider_grid(self) -> w.Widget:
        columns = "repeat(auto-fill, minmax(270px, 1fr))"
        layout = w.Layout(grid_template_columns=columns, grid_gap="0 12px", width="100%")
        return w.GridBox(list(self.sliders.values()), layout=layout)

    def _make_link_controls(self) -> None:
        ids = [task.id for task in self._start]
        self.link = _dropdown("Link", [("no links", None)], 256)
        types = [(f"{key}: {words}", key) for key, words in LINK_TYPES.items()]
        self.type = _dropdown("Type", types, 190)
        self.lag = w.FloatText(
            description="Lag (days)",
            step=1,
            style={"description_width": "70px"},
            layout=w.Layout(width="132px"),
        )
        self.remove_button = _button("Remove", "Take this link out", self._remove_clicked)
        self.pred = _dropdown("From", ids, 140)
        self.succ = _dropdown("to", ids, 112, label=20)
        self.succ.value = ids[-1]
        self.add_button = _button(
            "Add link", "Let the second task wait for the first", self._add_clicked
        )
        self.link.observe(lambda _: self._show_link(), names="value")
        for control in (self.type, self.lag):
            control.observe(lambda _: self._link_edited(), names="value")

    def _link_rows(self) -> Iterator[w.Widget]:
        rows = (
            (self.link, self.remove_button),
            (self.type, self.lag),
            (self.pred, self.succ, self.add_button),
        )
        for row in rows:
            yield w.HBox(row, layout=w.Layout(flex_flow="row wrap"))

    def _chosen(self) -> Link | None:
        return next((link for link in self.plan.links if link[:3] == self.link.value), None)

    def _link_edited(self) -> None:
        link = self._chosen()
        if link is not None and not self._syncing:
            self.change_link(link, self.type.value, self.lag.value)

    def _remove_clicked(self) -> None:
        link = self._chosen()
        if link is None:
            self.shell.say("There is no link to remove.", problem=True)
        else:
            self.remove_link(link)

    def _add_clicked(self) -> None:
        self.add_link(self.pred.value, self.succ.value)

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """Set controls without taking it for the learner's hand."""
        before, self._syncing = self._syncing, True
        try:
            yield
        finally:
            self._syncing = before

    def _sync(self) -> None:
        with self._quiet():
            for task in self.plan:
                self.sliders[task.id].value = task.duration
        self._fill_links()

    def _fill_links(self) -> None:
        """List the links again; the chosen one stays chosen if it is still there."""
        chosen = self.link.value
        options: list[Any] = [(str(link), link[:3]) for link in self.plan.links]
        options = options or [("no links", None)]
        with self._quiet():
            self.link.options = options
            keys = [key for _, key in options]
            self.link.value = chosen if chosen in keys else keys[0]
        self._show_link()

    def _show_link(self) -> None:
        link = self._chosen()
        with self._quiet():
            self.type.disabled = self.lag.disabled = link is None
            if link is not None:
                self.type.value, self.lag.value = link.type, link.lag


def _grain(plan: Plan) -> tuple[Any, dict[str, Any]]:
    """Choose whole-day sliders, or the coarsest step that meets every duration."""

    def fits(step: float) -> bool:
        return all(abs(t.duration / step - round(t.duration / step)) < 1e-6 for t in plan)

    if fits(1):
        return w.IntSlider, {}
    step, readout = next((s for s in ((0.5, ".1f"), (0.1, ".1f")) if fits(s[0])), (0.01, ".2f"))
    return w.FloatSlider, {"step": step, "readout_format": readout}


def _button(text: str, tooltip: str, action: Callable[[], None]) -> w.Button:
    button = w.Button(description=text, tooltip=tooltip, layout=w.Layout(width="auto"))
    button.on_click(lambda _: action())
    return button


def _dropdown(text: str, options: Any, width: int, label: int = 40) -> w.Dropdown:
    style = {"description_width": f"{label}px"}
    layout = w.Layout(width=f"{width}px")
    return w.Dropdown(options=options, description=text, style=style, layout=layout)


def _name_width(plan: Plan) -> int:
    """Room for the longest name beside its slider, in pixels."""
    return min(130, 12 + 7 * max(len(task.id) for task in plan))
