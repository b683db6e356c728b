"""WIP limits on a Kanban board: shorter cycle times, and the price of going too far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from IPython.display import display

from tpmlab.explorer_pictures.wip import BoardFigures, WipFigure, describe, headline
from tpmlab.flow import FlowError
from tpmlab.flow.kanban import Stage, simulate_board
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, pick, slider

__all__ = ["WipExplorer", "wip_explorer"]

# Example numbers: testing can do 1.05 items a day, and more come than that.
_STAGES = (
    Stage("build", people=4, days=3.0, blocked=0.2, blocked_days=4),
    Stage("review", people=2, days=1.2),
    Stage("test", people=2, days=1.9),
)
_ARRIVALS, _ITEMS, _SEED = 1.2, 120, 3
_MOST_LIMIT, _MOST_STAGES = 12, 5


def wip_explorer(stages: Sequence[Stage] = _STAGES, arrival_rate: float = _ARRIVALS) -> None:
    """Display a Kanban board whose WIP limits, people and demand can be changed.

    Parameters
    ----------
    stages : sequence of Stage
        Two to five columns. Limits they have already are where the controls begin.
    arrival_rate : float
        Items that come a day at the start, 0.2 to 2.

    Raises
    ------
    FlowError
        If there are too few or too many stages, or a figure is out of range.

    Examples
    --------
    >>> explorer = WipExplorer()
    >>> before = explorer.figures().cycle
    >>> explorer.inputs["limit of build"].value = 5
    >>> explorer.figures().cycle < before
    True
    """
    board = _checked(stages, arrival_rate)

    def printed() -> None:
        figures = _figures(board, arrival_rate)
        display(WipFigure(_figures(_open(board), arrival_rate)).picture(figures))

    frame.show(lambda: WipExplorer(board, arrival_rate).frame.box, printed, "set the limits")


class WipExplorer(HandsOn):
    """Controls and picture behind :func:`wip_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"limit of …"`` and ``"people in …"`` for each stage, ``"arrivals"`` in items a day
        and ``"blocked"``, the chance in per cent that an item is blocked in the first stage.
    """

    question = (
        "Which limits cut the cycle time most while throughput falls by 5% at most? Go on until "
        "it falls by more: what do people wait for then? Does arrival to finish follow?"
    )

    def __init__(self, stages: Sequence[Stage] = _STAGES, arrival_rate: float = _ARRIVALS) -> None:
        self._stages = _checked(stages, arrival_rate)
        self._start = _figures(_open(self._stages), arrival_rate)
        self._figure = WipFigure(self._start)
        limits = [(str(n), n) for n in range(1, _MOST_LIMIT + 1)] + [("none", 0)]
        levers = {
            f"limit of {stage.name}": pick(
                f"WIP limit of {stage.name}", limits, stage.wip_limit or 0
            )
            for stage in self._stages
        }
        for stage in self._stages:
            most = max(6, stage.people)
            levers[f"people in {stage.name}"] = slider(
                f"People in {stage.name}", stage.people, 1, most
            )
        first = self._stages[0]
        blocked = slider(f"Blocked in {first.name}, %", round(100 * first.blocked), 0, 60, 5)
        levers["arrivals"] = slider("Items that come a day", float(arrival_rate), 0.2, 2.0, 0.1)
        levers["blocked"] = blocked
        super().__init__(levers)

    def figures(self) -> BoardFigures:
        """Run the board as the controls stand."""
        stages = [
            replace(
                stage,
                wip_limit=self.value(f"limit of {stage.name}") or None,
                people=self.value(f"people in {stage.name}"),
            )
            for stage in self._stages
        ]
        stages[0] = replace(stages[0], blocked=self.value("blocked") / 100)
        return _figures(stages, self.value("arrivals"))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the board's run."""
        now = self.figures()
        self._figure.show(now)
        return self._figure.png(), describe(now), headline(now, self._start)


def _checked(stages: Sequence[Stage], arrival_rate: float) -> tuple[Stage, ...]:
    if not 2 <= len(stages) <= _MOST_STAGES:
        raise FlowError(
            f"The explorer shows two to {_MOST_STAGES} stages and this board has {len(stages)}; "
            "join columns that belong together."
        )
    if any((stage.wip_limit or 1) > _MOST_LIMIT for stage in stages):
        raise FlowError(f"The explorer's limits go up to {_MOST_LIMIT}; leave a higher one out.")
    if not 0.2 <= arrival_rate <= 2:
        raise FlowError(f"arrival_rate is {arrival_rate:g}; give 0.2 to 2 items a day.")
    return tuple(stages)


def _open(stages: Sequence[Stage]) -> list[Stage]:
    return [replace(stage, wip_limit=None) for stage in stages]


def _figures(stages: Sequence[Stage], arrival_rate: float) -> BoardFigures:
    run = simulate_board(stages, _ITEMS, arrival_rate=arrival_rate, seed=_SEED)
    return BoardFigures.of(run, tuple(stage.wip_limit for stage in stages))
