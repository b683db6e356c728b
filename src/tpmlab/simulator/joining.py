"""People added to a project that runs: when it is ready, for every week they might join.

Brooks (1975) names what newcomers cost: work is split up anew, they must be taught, and
more people have more to talk about. All three are numbers here; the rest is the rework
cycle of :mod:`~tpmlab.simulator.tradeoff`, with the same luck in every future.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tpmlab.simulator.project import Levers, Project, ProjectError
from tpmlab.simulator.rework import HORIZON, SLICES, Work, finish_of
from tpmlab.simulator.tradeoff import Weeks, luck_of, size_of, team_weeks

__all__ = ["Joining", "join"]

Numbers = NDArray[np.float64]

_MOST_SPLIT = 0.8
"""Share of a week that splitting up work may take; the rest of it waits for the next week."""


@dataclass(frozen=True, eq=False)
class Joining:
    """What became of the project, for each week in which people might join.

    Parameters
    ----------
    weeks : numpy.ndarray
        Weeks of joining, in order.
    finish, cost : numpy.ndarray
        Ready after how many weeks, for how many kUSD; a row a week of joining, a column a
        future.
    alone, alone_cost : numpy.ndarray
        The same futures if nobody joins.
    output : numpy.ndarray
        Effort that reaches the work, pd a week of the project; a row a week of joining.
    alone_output : numpy.ndarray
        The same if nobody joins.
    """

    weeks: Numbers
    finish: Numbers
    cost: Numbers
    alone: Numbers
    alone_cost: Numbers
    output: Numbers
    alone_output: Numbers

    @property
    def gain(self) -> Numbers:
        """Mean weeks won by each week of joining; below 0 the project gets later."""
        won: Numbers = self.alone.mean() - self.finish.mean(axis=1)
        return won

    @property
    def break_even(self) -> float:
        """Week from which joining no longer helps; 0 if it never did, inf if it always does.

        Between two weeks of joining it is read off the line that joins their gains.
        """
        gain = self.gain
        helps = np.flatnonzero(gain > 1e-9)
        if not helps.size:
            return 0.0
        last = int(helps[-1])
        if last + 1 == gain.size:
            return float("inf")
        share = gain[last] / (gain[last] - gain[last + 1])
        return float(self.weeks[last] + share * (self.weeks[last + 1] - self.weeks[last]))


def join(
    project: Project,
    people: int,
    weeks: Sequence[int],
    *,
    split_up: float = 0.0,
    n_trials: int = 24,
    seed: int = 1,
) -> Joining:
    """Let the same people join in each of these weeks, in the same futures.

    Parameters
    ----------
    project : Project
        Its parameters hold what learning, teaching and talking cost.
    people : int
        How many join, together.
    weeks : sequence of int
        Weeks of their first day; asking for them is not part of this question.
    split_up : float
        Person-days of the others that it takes once, for each newcomer, to split the work
        up anew.
    n_trials, seed : int
        As in :func:`~tpmlab.simulator.tradeoff.simulate`.

    Returns
    -------
    Joining
        Paired: column i is the same future everywhere.

    Raises
    ------
    ProjectError
        If there is nobody to join, no week, or a number below 0.

    References
    ----------
    .. [1] Brooks, F. P. (1975), The Mythical Man-Month, Addison-Wesley, chapter 2.

    Examples
    --------
    >>> project = Project.from_rows([("all of it", 200, 900)], team=6, week_cost=8,
    ...     start="2026-01-05", wanted="2026-04-17", budget=900)
    >>> joined = join(project, 3, range(0, 14))
    >>> bool(joined.gain[0] > joined.gain[6] > joined.gain[13])
    True
    """
    if people < 1 or not len(weeks) or min(weeks) < 0 or split_up < 0:
        raise ProjectError(
            f"{people} people in weeks {list(weeks)} with {split_up:g} days of splitting up: "
            "give one person or more, weeks from 0 and days from 0."
        )
    p = replace(project.parameters, hire_weeks=0)
    project = replace(project, parameters=p)
    alone = team_weeks(project, Levers())
    teams = [team_weeks(project, Levers(extra=people, ask_week=week)) for week in weeks]
    effort = np.stack([team.effort for team in teams])
    for row, week in zip(effort, weeks, strict=True):
        _split_up(row, week, people * split_up)
    luck = luck_of(tuple(feature.id for feature in project.features), n_trials, seed)
    size = size_of(project, Levers(), luck)
    rows = np.concatenate([alone.effort[None], effort])
    errors = np.stack([alone.errors, *(team.errors for team in teams)])
    work = Work.fresh(np.broadcast_to(size, (len(rows), n_trials)), p,
                      np.exp(p.error_spread * luck.errors))  # fmt: skip
    # a row a week, then a row a week of joining, then a column a future
    daily = (rows.T / SLICES)[:, :, None] * luck.pace(p.week_spread)[:, None, :]
    finish = finish_of(work, daily, errors.T[:, :, None], Levers().testing)
    return Joining(
        np.asarray(weeks, dtype=np.float64),
        finish[1:],
        _paid(teams, finish[1:]),
        finish[0],
        alone.spent_by(finish[0]),
        effort,
        alone.effort,
    )


def _split_up(effort: Numbers, week: int, days: float) -> None:
    """Take the days of splitting up work out of the weeks from joining on."""
    while days > 1e-9 and week < HORIZON:
        taken = min(days, _MOST_SPLIT * effort[week])
        effort[week] -= taken
        days, week = days - taken, week + 1


def _paid(teams: Sequence[Weeks], finish: Numbers) -> Numbers:
    return np.stack([team.spent_by(row) for team, row in zip(teams, finish, strict=True)])
