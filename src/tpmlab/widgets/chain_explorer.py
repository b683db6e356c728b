"""Critical chain or padding: the same tasks and luck, another place for the safety."""

from __future__ import annotations

from IPython.display import display

from tpmlab.amounts import amount
from tpmlab.explorer_pictures.chain import ChainFigure, ChainView, describe, headline
from tpmlab.schedule import LogNormal, PlanError
from tpmlab.schedule.critical_chain import Habits, buffer_size, padded_and_buffered
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, slider

__all__ = ["ChainExplorer", "chain_explorer"]

_TASKS, _P50, _P90 = 6, 10, 18
_LATE_START, _FILLING = 50, 80  # per cent; assumptions to move, measured by nobody here


def chain_explorer(tasks: int = _TASKS, p50: int = _P50, p90: int = _P90) -> None:
    """Display a chain of tasks planned with padding in each, and with one buffer.

    Parameters
    ----------
    tasks : int
        Tasks at the start, 2 to 12.
    p50 : int
        Working days that half of such tasks stay within, 2 to 30.
    p90 : int
        Working days that nine of ten stay within, above `p50` and at most three times it.

    Raises
    ------
    PlanError
        If a figure is out of range.

    Examples
    --------
    >>> explorer = ChainExplorer()
    >>> explorer.inputs["late start"].value = explorer.inputs["filling"].value = 0
    >>> plans = explorer.view().plans
    >>> bool((plans.padded.finish == plans.buffered.finish).all())
    True
    """
    _check(tasks, p50, p90)
    habits = Habits(_LATE_START / 100, _FILLING / 100)
    view = _view([LogNormal(p50, p90)] * tasks, 100, _buffer(tasks, p50, p90), habits)
    frame.show(
        lambda: ChainExplorer(tasks, p50, p90).frame.box,
        lambda: display(ChainFigure().picture(view)),
        "move the buffer and the habits",
    )


class ChainExplorer(HandsOn):
    """Controls and picture behind :func:`chain_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"tasks"``, ``"p90"`` and ``"buffer"`` in working days; in per cent ``"padding"``,
        and the habits ``"late start"``, ``"filling"`` and ``"kept"``.
    """

    question = (
        "Find the smallest buffer that keeps its promise more often than the padding does. Then "
        "set both habits to 0: what is left of the advantage, and which habits have you seen?"
    )

    def __init__(self, tasks: int = _TASKS, p50: int = _P50, p90: int = _P90) -> None:
        _check(tasks, p50, p90)
        self._p50 = p50
        self._figure = ChainFigure()
        start = _buffer(tasks, p50, p90)
        super().__init__(
            {
                "tasks": slider("Tasks in the chain", tasks, 2, 12),
                "p90": slider(f"Half take {p50} days; 9 of 10", p90, p50 + 1, 3 * p50),
                "padding": slider("Padding in each task, %", 100, 0, 100, 10),
                "buffer": slider("Buffer at the end, days", start, 0, max(60, 2 * start)),
                "late start": slider("Habit: padding lost, %", _LATE_START, 0, 100, 10),
                "filling": slider("Habit: time filled, %", _FILLING, 0, 100, 10),
                "kept": slider("… kept with a buffer, %", 0, 0, 100, 10),
            }
        )

    def view(self) -> ChainView:
        """Work out the state of the controls."""
        names = ("tasks", "p90", "padding", "buffer")
        tasks, p90, padding, buffer = (self.value(name) for name in names)
        shares = (self.value(name) / 100 for name in ("late start", "filling", "kept"))
        return _view([LogNormal(self._p50, p90)] * tasks, padding, buffer, Habits(*shares))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _check(tasks: int, p50: int, p90: int) -> None:
    amount(tasks, "tasks", PlanError, low=2, high=12, whole=True)
    amount(p50, "p50", PlanError, low=2, high=30, whole=True)
    amount(p90, "p90", PlanError, low=p50 + 1, high=3 * p50, whole=True)


def _buffer(tasks: int, p50: int, p90: int) -> int:
    """Half of the padding taken out, in whole days."""
    return round(buffer_size([LogNormal(p50, p90)] * tasks))


def _view(chain: list[LogNormal], padding: int, buffer: int, habits: Habits) -> ChainView:
    plans = padded_and_buffered(chain, buffer, padding=padding / 100, habits=habits)
    return ChainView(len(chain), plans, habits)
