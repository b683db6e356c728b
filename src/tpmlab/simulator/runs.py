"""A run from its first week to its last, with every state kept: undo is going back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tpmlab.simulator.decisions import Decision, SimulatorError
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.scoring import Score, score
from tpmlab.simulator.start import new_game
from tpmlab.simulator.state import State
from tpmlab.simulator.turn import Event
from tpmlab.simulator.view import View, view_of
from tpmlab.simulator.week import enter_branch, step

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Policy", "Run", "play"]

Policy = Callable[[View], Decision]


@dataclass(frozen=True, eq=False)
class Run:
    """What was decided and what became of it; nothing in it ever changes.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    states : tuple of State
        One more than weeks played; ``states[w]`` is the start of week w.
    decisions : tuple of Decision
        One a week.
    events : tuple of Event
        Of all weeks, in order.
    """

    scenario: Scenario
    states: tuple[State, ...]
    decisions: tuple[Decision, ...] = ()
    events: tuple[Event, ...] = ()

    @classmethod
    def start(cls, scenario: Scenario, seed: int = 1) -> Run:
        """Start a project.

        Examples
        --------
        >>> from tpmlab.scenarios import load
        >>> run = Run.start(load("tutorial"), seed=3).play(Decision(test=0.1))
        >>> run.week, run.over
        (1, False)
        """
        return cls(scenario, (new_game(scenario, seed),))

    @property
    def state(self) -> State:
        """Where the project stands now, hidden parts included."""
        return self.states[-1]

    @property
    def view(self) -> View:
        """Where it stands, as its manager sees it."""
        return view_of(self.scenario, self.state)

    @property
    def week(self) -> int:
        """Weeks played."""
        return self.state.week

    @property
    def over(self) -> bool:
        """Whether it is launched or stopped."""
        return self.state.over

    @property
    def score(self) -> Score:
        """Score so far."""
        return score(self.scenario, self.state)

    def play(self, decision: Decision | None = None) -> Run:
        """Play one week; without a decision everything carries on."""
        decision = decision or Decision()
        state, events = step(self.scenario, self.state, decision)
        return Run(
            self.scenario,
            (*self.states, state),
            (*self.decisions, decision),
            (*self.events, *events),
        )

    def back_to(self, week: int) -> Run:
        """Return to the start of a week; this run stays as it is.

        Examples
        --------
        >>> from tpmlab.scenarios import load
        >>> run = Run.start(load("tutorial")).play().play().play()
        >>> run.back_to(1).week
        1
        """
        first = self.states[0].week
        if not first <= week <= self.week:
            raise SimulatorError(f"week is {week}: this run knows weeks {first} to {self.week}.")
        kept = tuple(event for event in self.events if event.week < week)
        place = week - first
        return Run(self.scenario, self.states[: place + 1], self.decisions[:place], kept)

    def branch(self, number: int) -> Run:
        """Another future that was as likely from here; see :func:`enter_branch`."""
        now = enter_branch(self.scenario, self.state, number)
        return Run(self.scenario, (*self.states[:-1], now), self.decisions, self.events)

    def finish(self, policy: Policy) -> Run:
        """Let a policy play to the end."""
        states, decisions, events = list(self.states), list(self.decisions), list(self.events)
        while not states[-1].over:
            decisions.append(policy(view_of(self.scenario, states[-1])))
            state, happened = step(self.scenario, states[-1], decisions[-1])
            states.append(state)
            events.extend(happened)
        return Run(self.scenario, tuple(states), tuple(decisions), tuple(events))

    def repeat(self, decisions: Iterable[Decision]) -> Run:
        """Play given decisions, then carry on without any until the end."""
        wanted = iter(decisions)
        return self.finish(lambda view: next(wanted, Decision()))

    def table(self) -> pd.DataFrame:
        """Week by week, what everybody could see, and beside it the truth.

        Returns
        -------
        pandas.DataFrame
            A row a week from the start. ``percent`` is the share that looked done, ``true``
            the share that was done and sound; money in thousands; ``trust`` weighted.
        """
        import pandas as pd

        rows = [_row(self.scenario, state) for state in self.states]
        return pd.DataFrame(rows).set_index("week")


def play(scenario: Scenario, policy: Policy, seed: int = 1) -> Run:
    """Let a policy run a project from start to end.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    policy : callable
        Takes a :class:`View`, returns a :class:`Decision`.
    seed : int
        Which luck.

    Returns
    -------
    Run
        Finished.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies
    >>> play(load("tutorial"), policies.strong, seed=1).over
    True
    """
    return Run.start(scenario, seed).finish(policy)


def _row(scenario: Scenario, state: State) -> dict[str, Any]:
    view, work = view_of(scenario, state), state.work
    size = sum(s for s, gone in zip(work.size, work.gone, strict=True) if not gone)
    sound = sum(c for c, gone in zip(work.correct, work.gone, strict=True) if not gone)
    weights = sum(each.weight for each in view.sponsors.values())
    return {
        "week": state.week,
        "percent": view.percent,
        "true": sound / max(size, 1e-9),
        "spent": view.spent,
        "forecast": view.forecast,
        "agreed": view.agreed,
        "scope": size,
        "known flaws": sum(work.known),
        "unseen flaws": sum(work.flawed),
        "team": len(view.team),
        "busy": sum(state.team.busy) / 5,
        "pressure": view.pressure,
        "trust": sum(each.weight * each.trust for each in view.sponsors.values()) / weights,
    }
