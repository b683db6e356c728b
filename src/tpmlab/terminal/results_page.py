"""The end of a session in words and tables: counts, time, and the items to look at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.loading import NOTICE, load_outline
from tpmlab.exam.playing.feedback import feedback
from tpmlab.exam.playing.results import Count, Results, summarise_session
from tpmlab.exam.playing.session import Session
from tpmlab.exam.playing.words import ABOUT_RANGES, range_words, time_words
from tpmlab.terminal.words import feedback_lines, plain

__all__ = ["results_lines", "score_lines"]


def results_lines(session: Session, items: Mapping[str, Item]) -> Iterator[RenderableType]:
    """Tell all that a done session came to: the score, then item by item what to look at again.

    Parameters
    ----------
    session : Session
        Done.
    items : mapping
        Item by id.
    """
    found = _summarise(session, items)
    yield from _score(session, found)
    if found.again:
        yield Text("To look at again", style="bold underline")
    for again in found.again:
        item = items[again.judged.item]
        number = session.sheet.items.index(item.id) + 1
        yield Group(
            Text(f"Item {number}: {again.reason}", style="bold"),
            plain(item.scenario),
            plain(item.lead or ""),
            feedback_lines(feedback(item, again.judged.answer)),
        )
    yield Text(NOTICE)


def score_lines(session: Session, items: Mapping[str, Item]) -> Iterator[RenderableType]:
    """Tell the score alone, short enough to stay on the terminal after the player is closed."""
    yield from _score(session, _summarise(session, items))
    yield Text(NOTICE)


def _summarise(session: Session, items: Mapping[str, Item]) -> Results:
    return summarise_session(
        session.results(),
        {name: items[name].task for name in session.sheet.items},
        session.state.flags,
        load_outline(session.sheet.outline),
        unanswered_count=session.sheet.mode == "exam",
    )


def _score(session: Session, found: Results) -> Iterator[RenderableType]:
    yield Text(f"{found.total.right} of {found.total.of} right", style="bold")
    if not found.total.of:
        return
    yield _table("By domain", found.domains)
    yield _table("By task", found.tasks)
    if any(range_words(count) for count in (*found.domains, *found.tasks)):
        yield Text(ABOUT_RANGES)
    if found.confidence:
        yield _table("By how sure you were", found.confidence, ranges=False)
    yield Text(time_words(session, found))


def _table(title: str, counts: tuple[Count, ...], *, ranges: bool = True) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True, justify="right")
    table.add_column()
    for count in counts:
        words = range_words(count) if ranges else ""
        table.add_row(f"{count.right} of {count.of}", words, count.name)
    return Group(Text(title, style="italic"), table)
