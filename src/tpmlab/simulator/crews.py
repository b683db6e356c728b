"""Who works on what: standing orders first, then the longest remaining path."""

from __future__ import annotations

from tpmlab.simulator.state import WorkState
from tpmlab.simulator.structure import Structure, fitting_people
from tpmlab.simulator.turn import Turn

__all__ = ["LEAST_FIX", "can_start", "choose_crews", "package_order", "package_statuses"]

_READY_KNOWN, _CLEAN_KNOWN = 0.25, 0.05  # known flaws that inputs may have: usually, at a cut-over
_FAST_TRACK = 0.4  # share of an input that may be missing when fast-tracked
LEAST_FIX = 0.1  # pd of known flaws that are worth somebody's turning to


def can_start(structure: Structure, work: WorkState, i: int) -> bool:
    """Whether everything that a package needs is there."""
    limit = _CLEAN_KNOWN if structure.is_cut_over[i] else _READY_KNOWN
    missing = _FAST_TRACK if work.fast[i] else 0.0
    for p in structure.before[i]:
        if work.gone[p]:
            continue
        size, waiting = work.size[p], work.waiting[p]
        if waiting > missing * size or (waiting <= 0 and work.known[p] > limit * size):
            return False
    return True


def package_statuses(structure: Structure, work: WorkState) -> list[str]:
    """Name each package's status as a view shows it.

    Parameters
    ----------
    structure : Structure
        The scenario's arrays.
    work : WorkState
        The work as it stands.

    Returns
    -------
    list of str
        Statuses as in :class:`tpmlab.simulator.board.PackageView`.
    """
    statuses = []
    for i, gone in enumerate(work.gone):
        if gone:
            statuses.append(gone)
        elif work.waiting[i] <= 0:
            statuses.append("done")
        elif work.frozen[i] > 0:
            statuses.append("blocked")
        elif can_start(structure, work, i):
            statuses.append("open" if work.started[i] else "ready")
        else:
            statuses.append("blocked" if work.started[i] else "waiting")
    return statuses


def package_order(turn: Turn) -> list[int]:
    """List packages with work left as they are served: by priority, then longest path."""
    work, path = turn.state.work, turn.state.ledger.path
    left = [
        i
        for i, gone in enumerate(work.gone)
        if not gone and (work.waiting[i] > 0 or work.known[i] > LEAST_FIX)
    ]
    left.sort(key=lambda i: -path[i])
    priority = turn.state.orders.priority
    if not priority:
        return left
    return [*(i for i in priority if i in left), *(i for i in left if i not in priority)]


def choose_crews(
    turn: Turn, order: list[int], team: tuple[int, ...]
) -> list[tuple[int, list[int]]]:
    """Give each open package its crew for the days to come.

    Parameters
    ----------
    turn : Turn
        Only read.
    order : list of int
        Packages that somebody could work on now, the most urgent first.
    team : tuple of int
        People at work.

    Returns
    -------
    list of (package, people)
        In the order given; packages that nobody works on are left out.
    """
    structure, assign = turn.structure, turn.state.orders.assign
    fits, limit = fitting_people(structure, team), structure.crew
    free = set(team)
    asked = _as_told(assign, order, limit, free) if assign else {}
    crews = []
    for i in order:
        crew = asked.get(i, [])
        room = limit[i] - len(crew) if free else 0
        if room > 0:
            for j in fits[i]:
                if j in free:
                    crew.append(j)
                    free.discard(j)
                    room -= 1
                    if not room:
                        break
        if crew:
            crews.append((i, crew))
    return crews


def _as_told(
    assign: dict[int, tuple[int, ...]], order: list[int], limit: tuple[int, ...], free: set[int]
) -> dict[int, list[int]]:
    """Send whoever has orders to the first package with room; they are no longer free."""
    crews: dict[int, list[int]] = {i: [] for i in order}
    for j, wishes in assign.items():
        if j in free:
            for i in wishes:
                if i in crews and len(crews[i]) < limit[i]:
                    crews[i].append(j)
                    free.discard(j)
                    break
    return crews
