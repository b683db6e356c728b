"""What a project manager decides in a week; anything left out carries on as before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from tpmlab.errors import TpmlabError

__all__ = ["Decision", "Report", "SimulatorError", "Trade"]


class SimulatorError(TpmlabError, ValueError):
    """A run, a policy or a save that can't be used; the text says what to change."""


@dataclass(frozen=True, slots=True)
class Trade:
    """Yes to a request, if something moves for it.

    Parameters
    ----------
    moves : {"time", "budget", "scope"}
        The agreed date moves by what the request takes, or the budget grows by its cost, or
        an optional package leaves.
    package : str, optional
        The package that leaves, for "scope".
    """

    moves: str
    package: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A status report; only the finish has to be said, the rest makes it complete.

    Parameters
    ----------
    finish : float
        Week in which you expect to be ready.
    late : float, optional
        Week by which you are 80% sure to be ready.
    percent : float, optional
        Share of the work that is done, 0 to 100.
    done, blocked : tuple of str
        Packages finished, and packages that nobody can work on.
    changed : str
        What is different since the last report.
    owner, action : str
        Who does what next.
    next_update : int, optional
        Week of the next report; a promise.
    warns : tuple of str
        What it warns of: any of "date", "money", "quality", "people".
    """

    finish: float
    late: float | None = None
    percent: float | None = None
    done: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    changed: str = ""
    owner: str = ""
    action: str = ""
    next_update: int | None = None
    warns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The orders of one week. Orders about people, tests and release hold until changed.

    Parameters
    ----------
    assign : mapping of str to tuple of str, optional
        For each person named, the packages to work on, in order; everybody else chooses
        by the longest remaining path. ``{}`` frees everybody.
    priority : tuple of str, optional
        Packages that come before the longest path; ``()`` for none.
    hire, release : tuple of str
        People from the pool to ask for; people to send away.
    overtime : float or mapping of str to float, optional
        Extra hours as a share, 0 to 0.5, for all or by person (the others have none).
    test : float, optional
        Share of everybody's time that looks for flaws, 0 to 0.4.
    fast_track : tuple of str
        Packages that may start before what they need is done.
    cut, defer, resume : tuple of str
        Optional packages to leave out for good, to set aside, to take up again.
    answer : mapping of str to ("yes", "no" or Trade)
        Answers to requests that have arrived.
    mitigate, accept : tuple of str
        Risks to weaken now; risks to carry openly.
    report : Report, optional
        A status report to all stakeholders.
    rebaseline : float, optional
        A new agreed date, in weeks; it costs trust.
    hold_release : bool, optional
        Go on testing although all is ready.

    Examples
    --------
    >>> Decision(test=0.1, answer={"sign-on": Trade("time")}).to_dict()
    {'test': 0.1, 'answer': {'sign-on': {'trade': 'time'}}}
    """

    assign: Mapping[str, tuple[str, ...]] | None = None
    priority: tuple[str, ...] | None = None
    hire: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    overtime: float | Mapping[str, float] | None = None
    test: float | None = None
    fast_track: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    defer: tuple[str, ...] = ()
    resume: tuple[str, ...] = ()
    answer: Mapping[str, str | Trade] = field(default_factory=dict)
    mitigate: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    report: Report | None = None
    rebaseline: float | None = None
    hold_release: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """Write what was decided, and nothing else, as plain JSON values."""
        said = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None and (value or each.name in _EMPTY_SAYS_SOMETHING):
                said[each.name] = _plain(value)
        return said

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Decision:
        """Read what :meth:`to_dict` wrote.

        Raises
        ------
        SimulatorError
            If a name is not that of an order.

        Examples
        --------
        >>> Decision.from_dict({"overtime": 0.25}) == Decision(overtime=0.25)
        True
        """
        known = {each.name for each in fields(cls)}
        if unknown := sorted(set(said) - known):
            raise SimulatorError(f"'{unknown[0]}' is no order: use {', '.join(sorted(known))}.")
        values: dict[str, Any] = {name: _from_plain(name, value) for name, value in said.items()}
        return cls(**values)


_EMPTY_SAYS_SOMETHING = {"assign", "priority", "overtime", "test", "rebaseline", "hold_release"}


def _plain(value: Any) -> Any:
    if isinstance(value, Trade):
        return {"trade": value.moves, **({"package": value.package} if value.package else {})}
    if isinstance(value, Report):
        said = {each.name: getattr(value, each.name) for each in fields(value)}
        empty = (tuple, list, str)
        return {
            name: _plain(entry)
            for name, entry in said.items()
            if entry is not None and (entry or not isinstance(entry, empty))
        }
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, (set, frozenset)):
        return [_plain(entry) for entry in sorted(value, key=str)]
    if isinstance(value, (tuple, list)):
        return [_plain(entry) for entry in value]
    return value.item() if isinstance(value, np.generic) else value


def _from_plain(name: str, value: Any) -> Any:
    if name == "report":
        return Report(**{key: _tupled(entry) for key, entry in value.items()})
    if name == "answer":
        return {
            key: Trade(said["trade"], said.get("package")) if isinstance(said, Mapping) else said
            for key, said in value.items()
        }
    if name == "assign":
        return {key: tuple(entry) for key, entry in value.items()}
    return _tupled(value)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
