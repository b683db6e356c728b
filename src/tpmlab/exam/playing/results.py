"""What a session came to: counts by domain and task, time, confidence, what to look at again.

Counts only: nothing here says how an exam would end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.playing.session_state import Judged

__all__ = ["Again", "Count", "Results", "summarise_session"]


@dataclass(frozen=True)
class Count:
    """How many of some items were right."""

    name: str
    right: int
    of: int


@dataclass(frozen=True)
class Again:
    """An item to look at again, and the reason: wrong, not answered, a guess, flagged."""

    judged: Judged
    reason: str


@dataclass(frozen=True)
class Results:
    """A session in figures.

    ``total`` counts the items asked, ``domains`` and ``tasks`` the same by the outline's
    order, ``confidence`` the answered ones by how sure the learner was. ``seconds`` is the
    time spent on items, ``slowest`` the three that took most of it.
    """

    total: Count
    domains: tuple[Count, ...]
    tasks: tuple[Count, ...]
    confidence: tuple[Count, ...]
    seconds: float
    slowest: tuple[Judged, ...]
    again: tuple[Again, ...]


_SURENESS = {"sure": "sure", "think-so": "think so", "guess": "guess"}


def summarise_session(
    results: Sequence[Judged],
    tasks: Mapping[str, str],
    flags: Iterable[str],
    outline: Outline,
    *,
    unanswered_count: bool,
) -> Results:
    """Count a session's results.

    Parameters
    ----------
    results : sequence of Judged
        As :meth:`tpmlab.exam.playing.session.Session.results` gives them.
    tasks : mapping
        Task of each item, by the item's id.
    flags : iterable of str
        Ids of the items that the learner flagged.
    outline : Outline
        Names tasks and domains.
    unanswered_count : bool
        Whether items left open are counted: in an exam they are, as not right.

    Examples
    --------
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> found = [Judged("a", (1,), True, "guess", 40.0), Judged("b", (0,), False, "sure", 80.0)]
    >>> kept = summarise_session(
    ...     found, {"a": "business.3", "b": "process.2"}, [], load_outline("pmp-2026"),
    ...     unanswered_count=True)
    >>> kept.total, [(each.judged.item, each.reason) for each in kept.again]
    (Count(name='all', right=1, of=2), [('a', 'right, as a guess'), ('b', 'not right')])
    """
    counted = [each for each in results if each.answer or unanswered_count]
    flagged = set(flags)
    domains = {task: domain for domain in outline.domains for task in (t.id for t in domain.tasks)}
    return Results(
        total=_count("all", counted),
        domains=_counts(
            counted,
            {domain.name: domain.name for domain in outline.domains},
            lambda each: domains[tasks[each.item]].name,
        ),
        tasks=_counts(
            counted,
            {name: f"{name} {task.label}" for name, task in outline.tasks.items()},
            lambda each: tasks[each.item],
        ),
        confidence=_counts(counted, _SURENESS, lambda each: each.confidence or ""),
        seconds=sum(each.seconds for each in results),
        slowest=tuple(sorted(counted, key=lambda each: -each.seconds)[:3]),
        again=tuple(Again(each, reason) for each in counted if (reason := _reason(each, flagged))),
    )


def _count(name: str, results: Sequence[Judged]) -> Count:
    return Count(name, sum(each.right for each in results), len(results))


def _counts(
    results: Sequence[Judged], names: Mapping[str, str], key: Callable[[Judged], str]
) -> tuple[Count, ...]:
    groups: dict[str, list[Judged]] = {name: [] for name in names}
    for each in results:
        if (group := groups.get(key(each))) is not None:
            group.append(each)
    return tuple(_count(names[name], group) for name, group in groups.items() if group)


def _reason(judged: Judged, flagged: set[str]) -> str:
    if not judged.answer:
        return "not answered"
    if not judged.right:
        return "not right"
    if judged.confidence == "guess":
        return "right, as a guess"
    return "right, flagged" if judged.item in flagged else ""
