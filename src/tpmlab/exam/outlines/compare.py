"""Two versions of an exam side by side: weights, and where each task was asked before."""

from __future__ import annotations

from dataclasses import dataclass

from tpmlab.errors import ContentError
from tpmlab.exam.outlines.model import Outline

__all__ = ["Comparison", "TaskMove", "WeightChange", "compare_outlines"]


@dataclass(frozen=True)
class WeightChange:
    """A domain by name, with its share of the exam and its tasks before and after.

    None stands for a domain that isn't there, or a weight that isn't published.
    """

    name: str
    old_percent: float | None
    new_percent: float | None
    old_tasks: int | None
    new_tasks: int | None


@dataclass(frozen=True)
class TaskMove:
    """A task of the new outline and the tasks of the old one that it takes up.

    ``kind`` is ``new`` (nothing before), ``moved`` (all of it stood in other domains),
    ``partly moved``, ``merged`` (two tasks or more of its own domain) or ``same domain``.
    """

    task: str
    label: str
    old: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Comparison:
    """What changed from one outline to the next; no moves where nobody has mapped tasks."""

    old: Outline
    new: Outline
    weights: tuple[WeightChange, ...]
    moves: tuple[TaskMove, ...]

    def now_in(self, old_task: str) -> tuple[str, ...]:
        """Tasks of the new outline that take up a task of the old one."""
        return tuple(move.task for move in self.moves if old_task in move.old)


def compare_outlines(old: Outline, new: Outline) -> Comparison:
    """Set an outline beside the one it supersedes.

    Parameters
    ----------
    old, new : Outline
        The new one names the old one as ``supersedes``.

    Returns
    -------
    Comparison
        Domains are matched by name.

    Raises
    ------
    ContentError
        If the new outline doesn't supersede the old one.

    Examples
    --------
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> found = compare_outlines(load_outline("pmp-2021"), load_outline("pmp-2026"))
    >>> [(row.name, row.old_percent, row.new_percent) for row in found.weights][-1]
    ('Business Environment', 8.0, 26.0)
    >>> found.now_in("process.10")
    ('business.3',)
    """
    if new.supersedes != old.id:
        if old.supersedes == new.id:
            raise ContentError(
                f"'{old.id}' is the newer one; give '{new.id}' first and '{old.id}' second."
            )
        follows = f"it follows '{new.supersedes}'" if new.supersedes else "it follows none here"
        raise ContentError(f"'{new.id}' does not follow '{old.id}': {follows}; compare those.")
    names = dict.fromkeys(domain.name for domain in (*old.domains, *new.domains))
    return Comparison(old, new, tuple(_weight(name, old, new) for name in names), _moves(old, new))


def _weight(name: str, old: Outline, new: Outline) -> WeightChange:
    before, after = (
        next((domain for domain in each.domains if domain.name == name), None)
        for each in (old, new)
    )
    return WeightChange(
        name,
        before.weight_percent if before else None,
        after.weight_percent if after else None,
        len(before.tasks) if before else None,
        len(after.tasks) if after else None,
    )


def _moves(old: Outline, new: Outline) -> tuple[TaskMove, ...]:
    if new.moves is None:
        return ()
    found = []
    for task in new.tasks.values():
        before = tuple(new.moves.tasks[task.id])
        home = new.domain_of(task.id).name
        away = sum(old.domain_of(name).name != home for name in before)
        found.append(TaskMove(task.id, task.label, before, _kind(len(before), away)))
    return tuple(found)


def _kind(before: int, away: int) -> str:
    if before == 0:
        return "new"
    if away == before:
        return "moved"
    if away:
        return "partly moved"
    return "same domain" if before == 1 else "merged"
