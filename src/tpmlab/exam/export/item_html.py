"""Parts of an item as HTML that is also well-formed XML: everything from the item is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from tpmlab.exam.items.exhibit import Exhibit
from tpmlab.exam.items.markup import to_html, to_plain
from tpmlab.exam.items.model import ChoiceItem, Item
from tpmlab.exam.items.parts import Option
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem

__all__ = [
    "exhibit_html",
    "inline",
    "list_html",
    "paragraphs",
    "plain",
    "reasons_html",
    "scenario_html",
]

LETTERS = "ABCDEFGH"
# What XML 1.0 has no way to write; a cell of a spreadsheet may hold it all the same.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def inline(text: str) -> str:
    """Write one of the item's texts as HTML without a block around it.

    Examples
    --------
    >>> inline("*Never* <script>")
    '<em>Never</em> &lt;script&gt;'
    """
    return to_html(_NOT_XML.sub("", text))


def plain(text: str) -> str:
    """Write one of the item's texts without marks, for places that hold no HTML; not escaped."""
    return to_plain(_NOT_XML.sub("", text))


def paragraphs(text: str) -> str:
    """Write a text as paragraphs, cut at empty lines."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{inline(part)}</p>" for part in parts if part)


def list_html(lines: Iterable[str], tag: str = "ul") -> str:
    """Write finished pieces of HTML as a list."""
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def scenario_html(item: Item, picture: str | None) -> str:
    """Write all there is to read before the lead: situation, stem and exhibit.

    Parameters
    ----------
    item : Item
        The question.
    picture : str or None
        Address of the exhibit's picture; None where the exhibit is a table, or there is none.
    """
    return paragraphs(item.scenario) + exhibit_html(item.exhibit, picture)


def exhibit_html(exhibit: Exhibit | None, picture: str | None) -> str:
    """Write an exhibit: its picture with alternative text, or its table."""
    if exhibit is None:
        return ""
    if picture is not None:
        alt = escape(exhibit.alt, quote=True)
        return f'<p><img src="{escape(picture, quote=True)}" alt="{alt}"/></p>'
    table = exhibit.table
    head = "".join(f"<th>{inline(name)}</th>" for name in table.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{inline(cell)}</td>' for cell in row)}</tr>" for row in table.rows
    )
    caption = f"<caption>{inline(exhibit.title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def reasons_html(item: Item) -> str:
    """Write why each part of the item is right or wrong, then the rule behind the key."""
    return list_html(_reasons(item)) + f"<p><strong>{inline(item.principle)}</strong></p>"


def _reasons(item: Item) -> Iterator[str]:
    if isinstance(item, ChoiceItem):
        yield from (_reason(n, each) for n, each in zip(LETTERS, item.options, strict=False))
    elif isinstance(item, MatchingItem):
        for prompt in item.prompts:
            pair = f"{inline(prompt.text)} → {inline(item.choices[prompt.answer])}"
            yield f"<strong>{pair}</strong>: {inline(prompt.why)}"
    elif isinstance(item, OrderingItem):
        for number, step in enumerate(item.steps, start=1):
            yield f"<strong>{number}. {inline(step.text)}</strong>: {inline(step.why)}"
        for slip in item.slips:
            yield f"Step {slip.put} before step {slip.before}: {inline(slip.why)}"
    elif isinstance(item, PullDownItem):
        for place, options in enumerate(item.lists, start=1):
            yield from (_reason(f"Gap {place}, {inline(each.text)}", each) for each in options)
    else:
        raise TypeError(f"{type(item).__name__} has no reasons to write yet")


def _reason(name: str, option: Option) -> str:
    verdict = "right" if option.key else "wrong"
    return f"<strong>{name}</strong> {verdict}: {inline(option.why)}"
