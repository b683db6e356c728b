"""Who works on what: standing orders first, then the longest remaining path."""

from __future__ import annotations

from functools import lru_cache

from tpmlab.simulator.state import WorkState
from tpmlab.simulator.structure import Structure, fitting_people
from tpmlab.simulator.turn import Turn

__all__ = [
    "LEAST_FIX",
    "can_start",
    "choose_crews",
    "has_inputs",
    "package_order",
    "package_statuses",
]

_READY_KNOWN, _CLEAN_KNOWN = 0.25, 0.05  # known flaws that inputs may have: usually, at a cut-over
_FAST_TRACK = 0.4  # share of an input that may be missing when fast-tracked
Crews = tuple[tuple[int, tuple[int, ...]], ...]  # packages and who works on each
LEAST_FIX = 0.1  # pd of known flaws that are worth somebody's turning to


def can_start(structure: Structure, work: WorkState, i: int) -> bool:
    """Whether everything that a package needs is there."""
    waiting = work.waiting
    for p in structure.before[i]:
        if waiting[p] > 0:
            enough = work.fast[i] and waiting[p] <= _FAST_TRACK * work.size[p]
        else:
            limit = _CLEAN_KNOWN if structure.is_cut_over[i] else _READY_KNOWN
            enough = work.known[p] <= limit * work.size[p]
        if not enough and not work.gone[p]:
            return False
    return True


def has_inputs(structure: Structure, work: WorkState, i: int) -> bool:
    """Whether a package is still to be done, and all its inputs are built or need not be."""
    waiting = work.waiting
    if waiting[i] <= 0:
        return False
    if not work.fast[i]:
        for p in structure.before[i]:
            if waiting[p] > 0 and not work.gone[p]:
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
    statuses = work.gone[:]
    started, frozen = work.started, work.frozen
    for i, waiting in enumerate(work.waiting):
        if statuses[i]:
            continue
        if waiting <= 0:
            statuses[i] = "done"
        elif frozen[i] > 0:
            statuses[i] = "blocked"
        elif can_start(structure, work, i):
            statuses[i] = "open" if started[i] else "ready"
        else:
            statuses[i] = "blocked" if started[i] else "waiting"
    return statuses


def package_order(turn: Turn) -> list[int]:
    """List packages with work left as they are served: by priority, then longest path."""
    work, path = turn.state.work, turn.state.ledger.path
    known, gone = work.known, work.gone
    left = [
        i
        for i, waiting in enumerate(work.waiting)
        if (waiting > 0 or known[i] > LEAST_FIX) and not gone[i]
    ]
    left.sort(key=path.__getitem__, reverse=True)
    priority = turn.state.orders.priority
    if not priority:
        return left
    return [*(i for i in priority if i in left), *(i for i in left if i not in priority)]


def choose_crews(turn: Turn, order: tuple[int, ...], team: tuple[int, ...]) -> Crews:
    """Give each open package its crew for the days to come.

    Parameters
    ----------
    turn : Turn
        Only read.
    order : tuple of int
        Packages that somebody could work on now, the most urgent first.
    team : tuple of int
        People at work.

    Returns
    -------
    tuple of (package, people)
        In the order given; packages that nobody works on are left out.
    """
    structure, assign = turn.structure, turn.state.orders.assign
    if not assign:
        return _by_themselves(structure, order, team)
    free = set(team)
    return _joined_by(structure, order, team, free, _as_told(assign, order, structure.crew, free))


@lru_cache(maxsize=8192)  # the same few packages are open for weeks, and in most futures
def _by_themselves(structure: Structure, order: tuple[int, ...], team: tuple[int, ...]) -> Crews:
    return _joined_by(structure, order, team, set(team), {})


def _joined_by(
    structure: Structure,
    order: tuple[int, ...],
    team: tuple[int, ...],
    free: set[int],
    asked: dict[int, list[int]],
) -> Crews:
    """Fill the crews with those who are free, best matches first."""
    fits, crews = fitting_people(structure, team), []
    for i in order:
        crew = asked.get(i, [])
        for j in fits[i]:
            if len(crew) >= structure.crew[i] or not free:
                break
            if j in free:
                crew.append(j)
                free.discard(j)
        if crew:
            crews.append((i, tuple(crew)))
    return tuple(crews)


def _as_told(
    assign: dict[int, tuple[int, ...]],
    order: tuple[int, ...],
    limit: tuple[int, ...],
    free: set[int],
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
