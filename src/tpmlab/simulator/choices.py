"""What a manager decided, in pieces that people recognise: an answer, a hire, a sprint.

A week's :class:`Decision` holds many orders, and one intention may run over many weeks. A
:class:`Choice` is one intention, with what would have been decided without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tpmlab.simulator.decisions import Decision, Trade
from tpmlab.simulator.runs import Run
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.state import State
from tpmlab.simulator.structure import Structure, structure_of

__all__ = ["Choice", "choices_of"]

_SAME_LEVEL = 0.05  # a share of testing that moves by less is still the same intention


@dataclass(frozen=True, slots=True)
class Choice:
    """One intention, and what stands for not having had it.

    Parameters
    ----------
    order : str
        The field of :class:`Decision` that it belongs to.
    about : str
        Id of the request, risk or package, or of the people, with a space between; empty for
        orders to everybody.
    weeks : tuple of int
        Weeks whose decision it touches, from 0, in order.
    text, instead : str
        What was decided, and the neutral alternative, in words.
    alternative : object
        What the order says in the first week without it; None for nothing.
    """

    order: str
    about: str
    weeks: tuple[int, ...]
    text: str
    instead: str
    alternative: Any = None

    @property
    def week(self) -> int:
        """Week in which it was decided."""
        return self.weeks[0]

    @property
    def when(self) -> str:
        """The weeks, in words."""
        first, last = self.weeks[0], self.weeks[-1]
        if self.order not in _STANDING or first == last:
            return f"week {first}"
        return f"weeks {first} to {last}"

    def undone(self, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
        """Return decisions with the alternative in the place of this choice; all else stays.

        Examples
        --------
        >>> choice = Choice("cut", "paper", (0,), "cut", "keep")
        >>> choice.undone((Decision(cut=("paper", "mobile"), test=0.1),))[0].to_dict()
        {'test': 0.1, 'cut': ['mobile']}
        """
        changed = list(decisions)
        for week in self.weeks:
            changed[week] = self._without(changed[week], first=week == self.week)
        return tuple(changed)

    def _without(self, decision: Decision, *, first: bool) -> Decision:
        old: Any = getattr(decision, self.order)
        new: Any = self.alternative
        if self.order == "answer":
            new = {name: said for name, said in old.items() if name != self.about}
            if first:
                new[self.about] = self.alternative
        elif self.order in _NAMING:
            new = tuple(name for name in old if name not in self.about.split())
        changes: dict[str, Any] = {self.order: new}
        return replace(decision, **changes)


def choices_of(run: Run) -> tuple[Choice, ...]:
    """Find the choices of a run: what was ordered and took effect, grouped as people think.

    Consecutive weeks of overtime are one choice, and so are weeks with about the same share
    of testing, the same assignment or the same priority, and all people hired in a week. An
    answer that equals the scenario's neutral one is set against the opposite answer. Refused
    orders are left out.

    Parameters
    ----------
    run : Run
        Finished or not.

    Returns
    -------
    tuple of Choice
        By week.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> run = Run.start(load("tutorial"), seed=3).play(Decision(test=0.1, overtime=0.25))
    >>> [(each.text, each.when) for each in choices_of(run.play())]
    [('up to 25% overtime', 'weeks 0 to 1'), ('10% of all time for testing', 'weeks 0 to 1')]
    """
    found = [*_standing(run), *_answers(run), *_together(_named(run)), *_said_aloud(run)]
    return tuple(sorted(found, key=lambda choice: (choice.week, choice.order, choice.about)))


# -- orders that hold until changed ----------------------------------------------------------


def _standing(run: Run) -> Iterator[Choice]:
    for order, (level, alike, words, instead, alternative) in _STANDING.items():
        neutral = run.scenario.neutral.test if alternative == "test" else alternative
        # an order is carried out at the start of its week: the state after it holds it
        levels = [level(state) for state in run.states[1:]]
        if all(getattr(decision, order) is None for decision in run.decisions):
            continue
        for weeks in _periods(levels, neutral, alike):
            text = words(run, max(levels[week] for week in weeks))
            yield Choice(order, "", weeks, text, instead(run.scenario), neutral)


def _periods(
    levels: list[Any], neutral: Any, alike: Callable[[Any, Any], bool]
) -> Iterator[tuple[int, ...]]:
    """Yield stretches of weeks with an order that isn't the neutral one."""
    weeks: list[int] = []
    for week, level in enumerate(levels):
        idle = not level or level == neutral
        if weeks and (idle or not alike(levels[weeks[0]], level)):
            yield tuple(weeks)
            weeks = []
        if not idle:
            weeks.append(week)
    if weeks:
        yield tuple(weeks)


def _assigned(run: Run, orders: Any) -> str:
    people = [*run.scenario.people, *run.scenario.pool]
    return "work assigned by hand to " + ", ".join(people[j].name for j, _ in orders)


def _first(run: Run, packages: tuple[int, ...]) -> str:
    return "priority for " + ", ".join(f"'{run.scenario.packages[i].title}'" for i in packages)


_Level = tuple[
    Callable[[State], Any],
    Callable[[Any, Any], bool],
    Callable[[Run, Any], str],
    Callable[[Scenario], str],
    Any,
]
# order -> (what stands, whether two levels are one intention, words, alternative in words and
# as an order)
_STANDING: dict[str, _Level] = {
    "overtime": (
        lambda state: max(state.orders.overtime),
        lambda _one, _other: True,
        lambda _run, share: f"up to {share:.0%} overtime",
        lambda _: "no overtime",
        0.0,
    ),
    "test": (
        lambda state: state.orders.test,
        lambda one, other: abs(one - other) < _SAME_LEVEL,
        lambda _run, share: f"{share:.0%} of all time for testing",
        lambda scenario: f"{scenario.neutral.test:.0%}",
        "test",
    ),
    "assign": (
        lambda state: tuple(sorted(state.orders.assign.items())),
        lambda one, other: bool(one == other),
        _assigned,
        lambda _: "everybody choosing by the longest path",
        {},
    ),
    "priority": (
        lambda state: state.orders.priority,
        lambda one, other: bool(one == other),
        _first,
        lambda _: "the longest path first",
        (),
    ),
    "hold_release": (
        lambda state: state.orders.hold,
        lambda _one, _other: True,
        lambda _run, _held: "the release held back",
        lambda _: "a release when ready",
        False,
    ),
}


# -- answers ---------------------------------------------------------------------------------


def _answers(run: Run) -> Iterator[Choice]:
    for c, request in enumerate(run.scenario.requests):
        open_in = [
            week
            for week, decision in enumerate(run.decisions)
            if isinstance(decision.answer, Mapping)
            and request.id in decision.answer
            and run.states[week].requests.status[c] == "open"
        ]
        if not open_in:
            continue
        said = run.decisions[open_in[-1]].answer[request.id]
        status = run.states[open_in[-1] + 1].requests.status[c]
        neutral = run.scenario.neutral.answer
        other = {"yes": "no", "no": "yes"}[neutral] if status == neutral else neutral
        yield Choice(
            "answer",
            request.id,
            tuple(open_in),
            f"{_said(said, status)} to '{request.title}'",
            f"a plain {other}",
            other,
        )


def _said(said: object, status: str) -> str:
    if isinstance(said, Trade):
        outcome = "granted" if status == "traded" else "refused"
        return f"'yes, if {said.moves} moves' ({outcome})"
    return f"'{said}'"


# -- orders that name people, packages or risks ----------------------------------------------


def _named(run: Run) -> Iterator[Choice]:
    structure = structure_of(run.scenario)
    for order, (what, status, reached, words, instead) in _NAMING.items():
        for place, about in enumerate(getattr(structure, what)):
            naming = [
                week
                for week, decision in enumerate(run.decisions)
                if about in _names(getattr(decision, order))
            ]
            before = {week: status(run.states[week])[place] for week in naming}
            after = {week: status(run.states[week + 1])[place] for week in naming}
            effective = [w for w in naming if before[w] not in reached and after[w] in reached]
            for week in effective:
                # naming it again was refused then, and would not be without the first time
                again = [w for w in naming if w > week and w not in effective]
                text = words.format(_title(structure, what, place))
                yield Choice(order, about, (week, *again), text, instead)


def _together(choices: Iterator[Choice]) -> Iterator[Choice]:
    """Make one choice of all people hired, or sent away, in a week."""
    found: dict[tuple[str, int, str], Choice] = {}
    for choice in choices:
        of_people = choice.order in _PEOPLE
        key = (choice.order, choice.week, "" if of_people else choice.about)
        found[key] = _joined(found[key], choice) if key in found else choice
    yield from found.values()


def _joined(one: Choice, other: Choice) -> Choice:
    return replace(
        one,
        about=f"{one.about} {other.about}",
        weeks=(one.week, *sorted({*one.weeks[1:], *other.weeks[1:]})),
        text=f"{one.text.removesuffix(_PEOPLE[one.order])}, {other.text}",
    )


def _names(said: Any) -> tuple[Any, ...]:
    """Names of an order; none for one that was refused as a whole."""
    return tuple(said) if isinstance(said, (tuple, list, set, frozenset)) else ()


def _title(structure: Structure, what: str, place: int) -> str:
    scenario = structure.scenario
    if what == "person":
        return [*scenario.people, *scenario.pool][place].name
    things = scenario.packages if what == "package" else scenario.risks
    return things[place].title


_PEOPLE = {"hire": " hired", "release": " sent away"}
_Naming = tuple[str, Callable[[State], list[Any]], tuple[Any, ...], str, str]
# order -> (what it names, where the state keeps it, what it becomes, words, alternative)
_NAMING: dict[str, _Naming] = {
    "hire": (
        "person",
        lambda s: s.team.place,
        ("coming", "team"),
        "{}" + _PEOPLE["hire"],
        "no hire",
    ),
    "release": (
        "person",
        lambda s: s.team.place,
        ("released",),
        "{}" + _PEOPLE["release"],
        "no change",
    ),
    "fast_track": ("package", lambda s: s.work.fast, (True,), "'{}' fast-tracked", "waiting"),
    "cut": ("package", lambda s: s.work.gone, ("cut",), "'{}' cut", "keeping it"),
    "defer": ("package", lambda s: s.work.gone, ("deferred",), "'{}' set aside", "keeping it"),
    "resume": ("package", lambda s: s.work.gone, ("",), "'{}' taken up again", "leaving it"),
    "mitigate": ("risk", lambda s: s.risks.mitigated, (True,), "'{}' mitigated", "no mitigation"),
}


# -- what was said ---------------------------------------------------------------------------


def _said_aloud(run: Run) -> Iterator[Choice]:
    for week, decision in enumerate(run.decisions):
        before, after = run.states[week], run.states[week + 1]
        if decision.report is not None and after.sponsors.reported == week:
            text = f"a report that promised week {decision.report.finish:.1f}"
            yield Choice("report", "", (week,), text, "no report")
        if decision.rebaseline is not None and after.ledger.moves > before.ledger.moves:
            text = f"the agreed date moved to week {decision.rebaseline:.1f}"
            yield Choice("rebaseline", "", (week,), text, "keeping the date")
        told = sum(after.risks.accepted) - sum(before.risks.accepted)
        if told:
            text = f"{told} {'risk' if told == 1 else 'risks'} accepted openly"
            yield Choice("accept", "", (week,), text, "saying nothing", ())
