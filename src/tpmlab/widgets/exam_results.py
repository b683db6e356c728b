"""The end of a session as HTML: counts, time, and the items to look at again."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tpmlab.exam.items.exhibit import DataTable
from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.loading import NOTICE, load_outline
from tpmlab.exam.playing.results import Again, Count, summarise_session
from tpmlab.exam.playing.session import Session
from tpmlab.exam.playing.words import ABOUT_RANGES, range_words, time_words
from tpmlab.exam_pictures.page import exhibit_html, table_html
from tpmlab.widgets.question_html import asked_html, judged_html, stem_html

__all__ = ["NOTICE", "results_html"]


def results_html(session: Session, items: Mapping[str, Item]) -> str:
    """Tell what a done session came to: counts, never a forecast of an exam.

    Parameters
    ----------
    session : Session
        Done.
    items : mapping
        Item by id.
    """
    exam = session.sheet.mode == "exam"
    found = summarise_session(
        session.results(),
        {name: items[name].task for name in session.sheet.items},
        session.state.flags,
        load_outline(session.sheet.outline),
        unanswered_count=exam,
    )
    how = {"time": "The time is up. ", "stopped": "Stopped. "}.get(session.state.ended or "", "")
    head = f"<h3>{how}{found.total.right} of {found.total.of} right</h3>"
    if not found.total.of:
        return f"{head}<p>Nothing was judged.</p>"
    counted = _table("By domain", found.domains) + _table("By task", found.tasks)
    if any(range_words(count) for count in (*found.domains, *found.tasks)):
        counted += f"<p>{escape(ABOUT_RANGES)}</p>"
    if found.confidence:
        counted += _table("By how sure you were", found.confidence, ranges=False)
    again = "".join(_again(each, session, items) for each in found.again)
    below = f"<h3>To look at again</h3>{again}" if again else ""
    return f"{head}{counted}<p>{escape(time_words(session, found))}</p>{below}"


def _table(title: str, counts: tuple[Count, ...], *, ranges: bool = True) -> str:
    """Write counts as a table, with a column of ranges where any count is worth one."""
    words = [range_words(each) if ranges else "" for each in counts]
    heads = ("What", "Right", *(("Range",) if any(words) else ()))
    rows = [
        (each.name, f"{each.right} of {each.of}", *((told,) if any(words) else ()))
        for each, told in zip(counts, words, strict=True)
    ]
    return table_html(DataTable(heads, tuple(rows)), title)


def _again(again: Again, session: Session, items: Mapping[str, Item]) -> str:
    """Fold an item away with its question, its exhibit and what is to be said to the answer."""
    item = items[again.judged.item]
    number = session.sheet.items.index(item.id) + 1
    exhibit = exhibit_html(item.exhibit) if item.exhibit is not None else ""
    said = judged_html(item, again.judged.answer).replace(' role="status"', "")
    return (
        f"<details><summary>Item {number}: {again.reason}</summary>"
        f"{stem_html(item)}{exhibit}{asked_html(item)}{said}</details>"
    )
