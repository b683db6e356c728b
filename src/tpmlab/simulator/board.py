"""What stands on the board: one row a package, person, risk, request or stakeholder."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import partial
from typing import Any, NamedTuple, TypeVar

__all__ = ["Cells", "PackageView", "PersonView", "RequestView", "RiskView", "Rows", "SponsorView"]

Row = TypeVar("Row")
Cells = Iterable[tuple[Any, ...]]


class Rows(Mapping[str, Row]):
    """Rows by id, made from public facts when somebody looks at one: most weeks few do.

    Parameters
    ----------
    kind : class
        A named tuple with a field for each column.
    names : sequence of str
        Ids, in order.
    cells : callable
        Gives the rows' cells, from facts that never change afterwards.

    Examples
    --------
    >>> Pair = NamedTuple("Pair", [("name", str), ("age", int)])
    >>> rows = Rows(Pair, ("a", "b"), lambda: [("Ana", 31), ("Bo", 42)])
    >>> rows["b"], len(rows)
    (Pair(name='Bo', age=42), 2)
    """

    __slots__ = ("_cells", "_kind", "_names", "_rows")

    def __init__(self, kind: type[Row], names: Sequence[str], cells: Callable[[], Cells]) -> None:
        self._kind = kind
        self._names = names
        self._cells = cells
        self._rows: dict[str, Row] | None = None

    def _made(self) -> dict[str, Row]:
        if self._rows is None:
            # what kind._make does, without a call into Python for each row
            new: Callable[[Any], Row] = partial(tuple.__new__, self._kind)  # type: ignore[type-var]
            self._rows = dict(zip(self._names, map(new, self._cells()), strict=True))
        return self._rows

    def __getitem__(self, name: str) -> Row:
        return self._made()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return repr(self._made())

    def items(self) -> ItemsView[str, Row]:
        """Pairs of id and row."""
        return self._made().items()

    def values(self) -> ValuesView[Row]:
        """Rows in order."""
        return self._made().values()


class PackageView(NamedTuple):
    """A package as the team knows it.

    ``left`` is the new work left, an estimate until it starts; ``known`` the flaws found and
    not mended, ``built`` the work done, flaws and all; all in person-days. ``status`` is
    "waiting" (for what it needs), "ready", "open", "blocked", "done", "deferred" or "cut";
    ``path`` the weeks from here to the end of the project along the longest chain.
    """

    id: str
    title: str
    status: str
    left: float
    known: float
    built: float
    percent: float
    path: float
    frozen_days: float
    fast: bool
    estimate: tuple[float, float, float]
    skill: str
    kind: str
    crew: int
    after: tuple[str, ...]
    optional: bool
    value: float


class PersonView(NamedTuple):
    """A person; ``place`` is "pool", "coming", "team", "left" or "released"."""

    id: str
    name: str
    role: str
    place: str
    cost: float
    skills: Mapping[str, float]
    weeks: int
    tired: float
    morale: float
    overtime: float
    busy_days: float


class RiskView(NamedTuple):
    """A risk in the register; ``status`` is "ahead", "possible", "happened" or "over"."""

    id: str
    title: str
    status: str
    window: tuple[int, int]
    chance: float
    package: str
    effort: float
    freeze: float
    cost: float
    mitigation_cost: float
    mitigation_effort: float
    mitigated: bool
    accepted: bool


class RequestView(NamedTuple):
    """A request that has arrived.

    ``effort`` is a team member's three-point estimate in person-days, ``worth`` the product
    owner's in thousands; an open one is off in week ``until``.
    """

    id: str
    title: str
    sender: str
    voice: str
    status: str
    since: int
    until: int
    package: str
    effort: tuple[float, float, float]
    worth: float
    importance: float
    trade_refused: bool


class SponsorView(NamedTuple):
    """A stakeholder; ``believed`` is the week of launch that they count on."""

    id: str
    name: str
    role: str
    weight: float
    watches: str
    patience: int
    trust: float
    believed: float
