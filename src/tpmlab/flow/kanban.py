"""A simulated Kanban board: WIP limits, people, blockers, event by event."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from tpmlab.amounts import FloatArray, amount
from tpmlab.flow.errors import FlowError
from tpmlab.flow.little import FlowAverages, measured

if TYPE_CHECKING:
    import pandas as pd
    import simpy
    from simpy.resources.resource import Request

__all__ = ["BoardRun", "Stage", "simulate_board"]


@dataclass(frozen=True)
class Stage:
    """A column of the board and the people who work in it.

    Parameters
    ----------
    name : str
        Its heading.
    people : int
        Items that can be worked on at once, 1 or more.
    days : float
        Mean work on an item in days, above 0.
    cv : float
        Coefficient of variation of the work (standard deviation / mean), 0 to 10; 1 is
        as random as the waiting time for a bus, 0 is clockwork.
    wip_limit : int, optional
        Items the column may hold, in work, blocked or waiting to be pulled; no limit if
        left out.
    blocked : float
        Chance that an item is blocked once while in work, 0 to 1.
    blocked_days : float
        Mean length of a blockage in days, 0 or more. The item stays in the column; the
        person takes up another.

    Raises
    ------
    FlowError
        If a figure is out of range.

    Examples
    --------
    >>> Stage("test", people=1, days=2, wip_limit=3).wip_limit
    3
    """

    name: str
    people: int
    days: float
    cv: float = 0.5
    wip_limit: int | None = None
    blocked: float = 0.0
    blocked_days: float = 0.0

    def __post_init__(self) -> None:
        where = f"of stage '{self.name}'"
        amount(self.people, f"people {where}", FlowError, low=1, whole=True)
        amount(self.days, f"days {where}", FlowError, above=0)
        amount(self.cv, f"cv {where}", FlowError, low=0, high=10)
        if self.wip_limit is not None:
            amount(self.wip_limit, f"wip_limit {where}", FlowError, low=1, whole=True)
        amount(self.blocked, f"blocked {where}", FlowError, low=0, high=1)
        amount(self.blocked_days, f"blocked_days {where}", FlowError, low=0)


@dataclass(frozen=True, eq=False)
class BoardRun:
    """What happened on a simulated board; it starts and ends empty.

    Made by :func:`simulate_board`.
    """

    items: pd.DataFrame
    """One row an item, in days: `arrived`, one column a stage (when it entered),
    `finished`, `blocked_days`."""
    stages: tuple[str, ...]
    """Names of the stages, first to last."""
    seed: int
    """Seed of the run."""

    @property
    def cycle_times(self) -> FloatArray:
        """Days from entering the first stage to finishing, one an item."""
        return self._days("finished") - self._days(self.stages[0])

    @property
    def lead_times(self) -> FloatArray:
        """Days from arriving to finishing, one an item."""
        return self._days("finished") - self._days("arrived")

    @property
    def days(self) -> float:
        """Days from the first arrival to the last finish."""
        return float(self._days("finished").max() - self._days("arrived").min())

    @property
    def throughput(self) -> float:
        """Items finished a day, over the whole run."""
        return len(self.items) / self.days

    def averages(self, stage: str | None = None) -> FlowAverages:
        """Measure Little's three averages, of the board or of one stage.

        Parameters
        ----------
        stage : str, optional
            A stage's name; the whole board (from the first stage on) if left out.

        Returns
        -------
        FlowAverages
            WIP in items, throughput in items a day, cycle time in days. Its gap is 0: the
            run starts and ends empty.

        Raises
        ------
        FlowError
            If there is no such stage.

        References
        ----------
        .. [1] Little, J. D. C. (2011), "Little's law as viewed on its 50th anniversary",
           Operations Research 59(3), pp. 536-549.

        Examples
        --------
        >>> run = simulate_board([Stage("build", 2, days=1, cv=0, wip_limit=2)], n_items=4)
        >>> run.averages("build")
        FlowAverages(wip=2.0, throughput=2.0, cycle_time=1.0)
        """
        if stage is not None and stage not in self.stages:
            raise FlowError(f"stage is '{stage}'; use one of {', '.join(self.stages)}.")
        first = self.stages[0] if stage is None else stage
        place = self.stages.index(first)
        last = stage is None or place + 1 == len(self.stages)
        leave = "finished" if last else self.stages[place + 1]
        return measured(self._days(first), self._days(leave))

    def _days(self, name: str) -> FloatArray:
        return self.items[name].to_numpy(dtype=np.float64)


def simulate_board(
    stages: Sequence[Stage],
    n_items: int = 200,
    *,
    arrival_rate: float | None = None,
    seed: int = 0,
) -> BoardRun:
    """Send items over a Kanban board, first come first served.

    Parameters
    ----------
    stages : sequence of Stage
        The board's columns, first to last; at least one, names differ.
    n_items : int
        Items to send, 1 or more. The run ends when all are done.
    arrival_rate : float, optional
        Items that come a day, at random, above 0; all wait from day 0 on if left out.
    seed : int
        Seed of the run. Every item's work is drawn from its own place, so that runs with
        other limits or people do the same work (common random numbers).

    Returns
    -------
    BoardRun
        Dates of every item, cycle times, throughput and Little's averages.

    Raises
    ------
    FlowError
        If a figure is out of range.

    Notes
    -----
    An item is pulled into a column only when the column is below its limit, and holds its
    old place until then. Work follows a gamma distribution; a blockage is exponential and
    strikes at a random point of the work.

    References
    ----------
    .. [1] Anderson, D. J. (2010), "Kanban: Successful Evolutionary Change for Your
       Technology Business", Blue Hole Press.
    .. [2] Law, A. M. (2014), "Simulation Modeling and Analysis", 5th ed., McGraw-Hill,
       on discrete-event simulation and common random numbers.

    Examples
    --------
    >>> board = [Stage("build", people=3, days=2), Stage("test", people=1, days=1)]
    >>> limited = [Stage("build", 3, 2, wip_limit=3), Stage("test", 1, 1, wip_limit=2)]
    >>> free, tight = simulate_board(board, 300, seed=4), simulate_board(limited, 300, seed=4)
    >>> round(free.throughput, 2), round(tight.throughput, 2)
    (0.98, 0.97)
    >>> bool(tight.cycle_times.mean() < free.cycle_times.mean() / 10)
    True
    """
    import pandas as pd

    count = int(amount(n_items, "n_items", FlowError, low=1, whole=True))
    names = tuple(stage.name for stage in stages)
    if not names or len(set(names)) < len(names):
        raise FlowError("stages is empty or names a stage twice; give each column its own name.")
    work = _draw_work(stages, count, arrival_rate, seed)
    board = _Board(stages, work)
    board.run()
    table = pd.DataFrame(board.entered, columns=[*names, "finished"])
    table.insert(0, "arrived", work.arrivals)
    table["blocked_days"] = work.blocked.sum(axis=1)
    return BoardRun(table, names, seed)


@dataclass(frozen=True)
class _Work:
    """Everything drawn beforehand: shapes (items,) and (items, stages), in days."""

    arrivals: FloatArray
    days: FloatArray
    split: FloatArray  # share of the work before a blockage
    blocked: FloatArray


def _draw_work(stages: Sequence[Stage], count: int, arrival_rate: float | None, seed: int) -> _Work:
    number = int(amount(seed, "seed", FlowError, low=0, whole=True))
    streams = [np.random.default_rng(part) for part in np.random.SeedSequence(number).spawn(4)]
    arrivals = np.zeros(count)
    if arrival_rate is not None:
        gap = 1 / amount(arrival_rate, "arrival_rate", FlowError, above=0)
        arrivals = np.cumsum(streams[0].exponential(gap, count))
    shape = (count, len(stages))
    ranks, days = streams[1].random(shape), np.empty(shape)
    for place, stage in enumerate(stages):
        days[:, place] = stage.days * _relative_work(ranks[:, place], stage.cv)
    strikes = streams[2].random(shape) < [stage.blocked for stage in stages]
    lengths = streams[3].exponential(1.0, shape) * [stage.blocked_days for stage in stages]
    return _Work(arrivals, days, streams[2].random(shape), np.where(strikes, lengths, 0.0))


def _relative_work(ranks: FloatArray, cv: float) -> FloatArray:
    """Gamma numbers of mean 1 by inversion, so that another `cv` keeps the items' ranks."""
    from scipy.special import gammaincinv

    if cv < 1e-4:
        return np.ones(ranks.size)
    return np.asarray(gammaincinv(cv**-2, ranks) * cv**2, dtype=np.float64)


@dataclass(eq=False)
class _Board:
    stages: Sequence[Stage]
    work: _Work
    entered: FloatArray = field(init=False)

    def run(self) -> None:
        """Let every item find its way; fills `entered`, shape (items, stages + 1)."""
        import simpy

        env = simpy.Environment()
        self.places = [simpy.Resource(env, stage.wip_limit or sys.maxsize) for stage in self.stages]
        self.people = [simpy.Resource(env, stage.people) for stage in self.stages]
        self.entered = np.full((self.work.arrivals.size, len(self.stages) + 1), np.nan)
        for item in range(self.work.arrivals.size):
            env.process(self._item(env, item))
        env.run()

    def _item(self, env: simpy.Environment, item: int) -> Generator[Any, Any, None]:
        yield env.timeout(self.work.arrivals[item])
        held: Request | None = None
        for place in range(len(self.stages)):
            pulled = self.places[place].request()
            yield pulled
            if held is not None:  # only now does the item leave its old column
                self.places[place - 1].release(held)
            held = pulled
            self.entered[item, place] = env.now
            yield from self._stage(env, item, place)
        self.places[-1].release(pulled)
        self.entered[item, -1] = env.now

    def _stage(self, env: simpy.Environment, item: int, place: int) -> Generator[Any, Any, None]:
        days, blocked = self.work.days[item, place], self.work.blocked[item, place]
        first = days * self.work.split[item, place] if blocked else days
        with self.people[place].request() as person:
            yield person
            yield env.timeout(first)
        if blocked:
            yield env.timeout(blocked)
            with self.people[place].request() as person:
                yield person
                yield env.timeout(days - first)
