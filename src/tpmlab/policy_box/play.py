"""A policy on many seeds: the projects here, the policy in its own process, a week at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from tpmlab.policy_box.box import Limits, PolicyBox, TroubleError
from tpmlab.policy_box.source import PolicyError, Source
from tpmlab.simulator.outcome import outcome
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.start import new_game
from tpmlab.simulator.state import State
from tpmlab.simulator.turn import Event
from tpmlab.simulator.view import view_of
from tpmlab.simulator.week import advance

__all__ = ["Played", "play_policy"]

_AT_ONCE = 128  # projects whose views go out in one message
_KEPT = 3  # refused orders that are quoted


class Played(NamedTuple):
    """What a policy achieved.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a seed, as :func:`tpmlab.simulator.simulate` gives it.
    refused : int
        Orders that could not be carried out and had no effect.
    examples : tuple of str
        The first of them: where, and why.
    """

    table: pd.DataFrame
    refused: int
    examples: tuple[str, ...]


def play_policy(
    scenario: Scenario,
    source: Source,
    seeds: Iterable[int],
    *,
    limits: Limits | None = None,
    called: Callable[[int, int], str] = lambda place, seed: f"seed {seed}",
    progress: Callable[[int], None] | None = None,
) -> Played:
    """Run a policy that knows nothing but views.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    source : Source
        The policy's text.
    seeds : iterable of int
        They stay here: the policy's process gets views only.
    limits : Limits, optional
        Time and memory.
    called : callable, optional
        What messages call a run, from its place in the list and its seed.
    progress : callable, optional
        Called with the number of runs finished.

    Returns
    -------
    Played
        Rows in the order of the seeds.

    Raises
    ------
    PolicyError
        For the first thing that goes wrong in the policy: what, in which run, in which week.

    Examples
    --------
    >>> from tpmlab.policy_box.source import from_function
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies
    >>> played = play_policy(load("tutorial"), from_function(policies.strong), range(3))
    >>> len(played.table), played.refused
    (3, 0)
    """
    wanted, rows = list(seeds), dict[int, dict[str, Any]]()
    with PolicyBox(source, limits) as box:
        table = _Table(scenario, box, [called(*each) for each in enumerate(wanted)])
        for first in range(0, len(wanted), _AT_ONCE):
            places = range(first, min(first + _AT_ONCE, len(wanted)))
            games = {place: new_game(scenario, wanted[place]) for place in places}
            while games:
                for place in table.play_week(games):
                    rows[place] = outcome(scenario, games.pop(place))
                if progress:
                    progress(len(rows))
    ordered = [rows[place] for place in range(len(wanted))]
    frame = pd.DataFrame(ordered, index=pd.Index(wanted, name="seed"))
    return Played(frame, table.refused, tuple(table.examples))


class _Table:
    """Where projects and policy meet: views go over it, orders come back."""

    def __init__(self, scenario: Scenario, box: PolicyBox, names: list[str]) -> None:
        self._scenario, self._box, self._names = scenario, box, names
        self._over: list[int] = []
        self.refused, self.examples = 0, list[str]()

    def play_week(self, games: dict[int, State]) -> list[int]:
        """Play a week of every project; say which are over now."""
        asked = [(place, view_of(self._scenario, state)) for place, state in games.items()]
        try:
            for (place, view), orders in zip(
                asked, self._box.decide(asked, self._over), strict=True
            ):
                events = advance(self._scenario, games[place], orders)
                self._note(place, view.week, events)
        except TroubleError as trouble:
            where = f"({self._names[trouble.run]}, week {asked[0][1].week})"
            raise PolicyError(f"{trouble} {where}.") from None
        self._over = [place for place, state in games.items() if state.over]
        return self._over

    def _note(self, place: int, week: int, events: Sequence[Event]) -> None:
        for event in events:
            if event.kind == "refused":
                self.refused += 1
                if len(self.examples) < _KEPT:
                    self.examples.append(f"{self._names[place]}, week {week}: {event.text}")
