"""The tab with the week's orders: every control starts at "carry on"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets as w

from tpmlab.simulator.board import PackageView, PersonView, RiskView
from tpmlab.simulator.orders import MOST_OVERTIME, MOST_TESTING
from tpmlab.simulator.runs import Run
from tpmlab.simulator.view import View
from tpmlab.widgets.cockpit.costs import Prices
from tpmlab.widgets.cockpit.parts import chooser, heading
from tpmlab.widgets.hands_on import slider

__all__ = ["Orders"]

_KEEP = ("carry on", "")
_PRIORITIES = ("First of all", "then", "and then")


class Orders:
    """Controls for all orders but answers and reports.

    Parameters
    ----------
    run : Run
        Its scenario names people, packages and risks.
    changed : callable
        Called without arguments when the player changed something.

    Attributes
    ----------
    overtime, test : slider in per cent
    people, packages, risks : dict of Dropdown by id
    priority : list of Dropdown
    date : Dropdown
        Weeks by which the agreed date should move.
    hold : Checkbox
    box : VBox
    """

    def __init__(self, run: Run, changed: Callable[[], None]) -> None:
        scenario = run.scenario
        self._changed = changed
        self._quiet = False
        self._synced: dict[Any, Any] = {}
        self.overtime = slider("Overtime for all, %", 0, 0, round(100 * MOST_OVERTIME), 5)
        self.test = slider("Testing, % of time", 0, 0, round(100 * MOST_TESTING), 2)
        self.people = {
            each.id: chooser(f"{each.name}", [_KEEP]) for each in (*scenario.people, *scenario.pool)
        }
        self.packages = {each.id: chooser(each.title, [_KEEP]) for each in scenario.packages}
        self.risks = {each.id: chooser(each.title, [_KEEP]) for each in scenario.risks}
        self.priority = [chooser(label, [("the longest path", "")]) for label in _PRIORITIES]
        self.date = chooser("Agreed date", [("stays", 0)])
        self.hold = w.Checkbox(description="Hold the launch and go on testing", indent=False)
        for control in self._controls():
            control.observe(self._moved, names="value")
        self.box = self._layout()

    def show(self, run: Run, view: View) -> None:
        """Put every control to what holds now; orders for one week only are forgotten."""
        prices, orders = Prices(run.scenario, view), run.state.orders
        names = list(view.packages)
        assign = {
            list(view.people)[j]: [names[i] for i in wishes] for j, wishes in orders.assign.items()
        }
        with self._silent():
            self._put(self.overtime, round(100 * max(orders.overtime)))
            self._put(self.test, round(100 * orders.test))
            self._put(self.hold, orders.hold)
            for n, field in enumerate(self.priority):
                first = names[orders.priority[n]] if n < len(orders.priority) else ""
                self._choose(field, [("the longest path", ""), *_open(view)], first)
            for name, field in self.people.items():
                person = view.people[name]
                wish = next(iter(assign.get(name, ())), "")
                self._choose(field, _for_person(person, view, prices), f"on {wish}" if wish else "")
            for name, field in self.packages.items():
                package = view.packages[name]
                self._choose(field, _for_package(package, prices), "")
                field.layout.display = "none" if package.status in {"done", "cut"} else None
            for name, field in self.risks.items():
                risk = view.risks[name]
                self._choose(field, _for_risk(risk, prices), "")
                field.layout.display = None if risk.status in {"ahead", "possible"} else "none"
            self._choose(self.date, _for_date(view, prices), 0)
        for control in self._controls():
            control.disabled = view.over

    def read(self, view: View) -> dict[str, Any]:
        """Give the orders that differ from what holds, as arguments of a Decision."""
        said: dict[str, Any] = {
            "hire": _chosen(self.people, "hire"),
            "release": _chosen(self.people, "release"),
            "mitigate": _chosen(self.risks, "mitigate"),
            "accept": _chosen(self.risks, "accept"),
        }
        for order in ("fast_track", "cut", "defer", "resume"):
            said[order] = _chosen(self.packages, order)
        if self._differs(self.overtime):
            said["overtime"] = self.overtime.value / 100
        if self._differs(self.test):
            said["test"] = self.test.value / 100
        if self._differs(self.hold):
            said["hold_release"] = self.hold.value
        if any(self._differs(field) for field in self.priority):
            wanted = [field.value for field in self.priority if field.value]
            said["priority"] = tuple(dict.fromkeys(wanted))
        if any(self._differs(field) for field in self.people.values()):
            wishes = {
                name: (field.value.removeprefix("on "),)
                for name, field in self.people.items()
                if field.value.startswith("on ")
            }
            if wishes or any(
                self._synced[field].startswith("on ") for field in self.people.values()
            ):
                said["assign"] = wishes
        if self.date.value:
            said["rebaseline"] = view.agreed + self.date.value
        return said

    def _controls(self) -> Iterator[w.ValueWidget]:
        yield from (self.overtime, self.test, self.hold, self.date, *self.priority)
        for group in (self.people, self.packages, self.risks):
            yield from group.values()

    def _layout(self) -> w.VBox:
        note = w.HTML(
            "<p>Whatever you leave alone carries on. Each choice states its price; above, "
            "<i>This week's orders</i> adds them up and says what would be refused. "
            "k = thousand, pd = person-days.</p>"
        )
        return w.VBox(
            [
                note,
                heading("Everybody (holds until changed)"),
                self.overtime,
                self.test,
                heading("Work that comes first (holds until changed)"),
                *self.priority,
                heading("People"),
                *self.people.values(),
                heading("Packages"),
                *self.packages.values(),
                heading("Risks"),
                *self.risks.values(),
                heading("Date and launch"),
                self.date,
                self.hold,
            ],
            layout=w.Layout(width="100%"),
        )

    def _moved(self, _: Any) -> None:
        if not self._quiet:
            self._changed()

    @contextmanager
    def _silent(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _choose(self, field: w.Dropdown, options: Sequence[tuple[str, Any]], value: Any) -> None:
        known = [entry for _, entry in options]
        with field.hold_sync():  # one message, not one for the list and one for the choice
            if tuple(field.options) != tuple(options):
                field.options = list(options)
            self._put(field, value if value in known else known[0])

    def _put(self, control: w.ValueWidget, value: Any) -> None:
        control.value = value
        self._synced[control] = control.value

    def _differs(self, control: w.ValueWidget) -> bool:
        return bool(control.value != self._synced[control])


def _chosen(fields: dict[str, w.Dropdown], order: str) -> tuple[str, ...]:
    return tuple(name for name, field in fields.items() if field.value == order)


def _open(view: View) -> list[tuple[str, str]]:
    return [(p.title, p.id) for p in view.packages.values() if p.status not in {"done", "cut"}]


def _for_person(person: PersonView, view: View, prices: Prices) -> list[tuple[str, str]]:
    if person.place == "pool":
        return [("stays in the pool", ""), (f"hire: {prices.hire(person)}", "hire")]
    if person.place == "coming":
        return [("is coming", ""), (f"call off: {prices.release(person)}", "release")]
    if person.place != "team":
        return [("has left", "")]
    return [
        (f"{person.role}: chooses by the longest path", ""),
        *((f"first on {title}", f"on {name}") for title, name in _open(view)),
        (f"release: {prices.release(person)}", "release"),
    ]


def _for_package(package: PackageView, prices: Prices) -> list[tuple[str, str]]:
    status = "set aside" if package.status == "deferred" else package.status
    size = f"{package.left:.0f} pd left" + (", may be left out" if package.optional else "")
    fast = ", fast-tracked" if package.fast else ""
    return [
        (f"carry on ({status}{fast}; {size})", ""),
        (f"fast-track: {prices.fast_track(package)}", "fast_track"),
        (f"set aside: {prices.defer(package)}", "defer"),
        (f"cut: {prices.cut(package)}", "cut"),
        ("take up again: its work comes back", "resume"),
    ]


def _for_risk(risk: RiskView, prices: Prices) -> list[tuple[str, str]]:
    done = [word for word, so in (("mitigated", risk.mitigated), ("accepted", risk.accepted)) if so]
    state = f"{risk.chance:.0%} in weeks {risk.window[0]} to {risk.window[1]}"
    return [
        (f"carry on ({'; '.join([state, *done])})", ""),
        (f"mitigate: {prices.mitigate(risk)}", "mitigate"),
        (f"accept openly: {prices.accept(risk)}", "accept"),
    ]


def _for_date(view: View, prices: Prices) -> list[tuple[str, int]]:
    later = [
        (f"{n} weeks later ({view.agreed + n:.1f}): {prices.rebaseline(n)}", n) for n in range(1, 9)
    ]
    return [(f"stays: end of week {view.agreed:.1f}", 0), *later]
