"""Chains of tasks: every way through a small graph, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

__all__ = ["chains"]


def chains(names: Sequence[str], joints: Iterable[tuple[str, str]], limit: int) -> list[list[str]]:
    """List the ways from a task that no joint leads to, to one that no joint leaves.

    Parameters
    ----------
    names : sequence of str
        The tasks; the ways come in their order.
    joints : iterable of (str, str)
        Pairs of tasks that follow one another; no circle, two joints of a pair count as one.
    limit : int
        Most ways to list.

    Returns
    -------
    list of list of str
        At most `limit` ways, each from its first task to its last.

    Examples
    --------
    >>> chains(["a", "b", "c"], [("a", "b"), ("a", "c")], limit=5)
    [['a', 'b'], ['a', 'c']]
    """
    after: dict[str, list[str]] = {name: [] for name in names}
    led = set()
    place = {name: n for n, name in enumerate(names)}
    for first, second in sorted(set(joints), key=lambda joint: place[joint[1]]):
        after[first].append(second)
        led.add(second)
    return list(islice(_walk([name for name in names if name not in led], after), limit))


def _walk(starts: Iterable[str], after: dict[str, list[str]]) -> Iterator[list[str]]:
    """Walk depth first, without recursion: a way may be thousands of tasks long."""
    way: list[str] = []
    branches = [iter(starts)]
    while branches:
        name = next(branches[-1], None)
        if name is None:
            branches.pop()
            if way:
                way.pop()
            continue
        way.append(name)
        if after[name]:
            branches.append(iter(after[name]))
        else:
            yield way.copy()
            way.pop()
