"""An item on paper or screen: first what is asked, then on another page the key and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from tpmlab.exam.group.page import image, table
from tpmlab.exam.items.markup import to_html, to_plain
from tpmlab.exam.items.model import ChoiceItem, HotspotItem, Item
from tpmlab.exam.items.types import PullDownItem
from tpmlab.exam.items.words import answer_lines
from tpmlab.exam.playing.asking import gap_sentence, how_asked
from tpmlab.exam.playing.feedback import Remark, feedback
from tpmlab.exam_pictures import draw
from tpmlab.pictures import Picture

__all__ = ["asked_html", "discussion_question", "key_html", "key_words"]

_LETTERS = "ABCDEFGH"
Show = Callable[[Picture], str]


def asked_html(item: Item, heading: str, show: Show = image) -> str:
    """Write an item without its key: scenario, exhibit, question, what to choose from.

    Parameters
    ----------
    item : Item
        Of any type.
    heading : str
        Such as "Item W3-4".
    show : callable
        Turns a picture into HTML: into the page itself, or as a notebook's attachment.
    """
    parts = [f"<h2>{escape(heading)}</h2>"]
    parts += [f"<p>{to_html(text)}</p>" for text in item.scenario.split("\n\n")]
    parts.append(_exhibit(item, heading, show))
    if item.lead:
        parts.append(f'<p class="lead">{to_html(item.lead)}</p>')
    return "".join([*parts, *_choices(item)])


def key_html(item: Item, heading: str) -> str:
    """Write the page with the key: the rule, why each choice holds or tempts, what to ask."""
    said = feedback(item, item.right_answer())
    rows = "".join(_reason(remark, n, item) for n, remark in enumerate(said.remarks))
    name = f"{heading}: reasons"
    return "".join(
        (
            f"<h2>{escape(heading)}</h2>",
            f'<p class="small">{escape(_opening(item))}</p>',
            f'<div class="key"><p><strong>Key: {escape(key_words(item))}</strong></p>',
            f"<p>{to_html(item.principle)}</p></div>",
            f'<div class="scroll" role="region" aria-label="{escape(name)}" tabindex="0"><table>',
            "<caption>Why each one holds or tempts</caption>",
            '<thead><tr><th scope="col">Choice</th><th scope="col">In this case</th>',
            '<th scope="col">The idea behind it, and what is true</th></tr></thead>',
            f"<tbody>{rows}</tbody></table></div>",
            '<div class="ask"><p><strong>To discuss:</strong> ',
            f"{discussion_question(item)}</p></div>",
        )
    )


def key_words(item: Item) -> str:
    """Write the right answer in letters, where there are any, and words.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_item
    >>> key_words(load_item("status-report", "moved-in-silence"))[:2]
    'A.'
    """
    lines = answer_lines(item, item.right_answer())
    if isinstance(item, ChoiceItem):
        lines = [f"{_LETTERS[n]}. {text}" for n, text in zip(item.keys, lines, strict=True)]
    return "; ".join(lines)


def discussion_question(item: Item) -> str:
    """Ask what turns two sides into one reason, as HTML: about the first belief that tempts."""
    said = feedback(item, item.right_answer())
    for number, remark in enumerate(said.remarks):
        if remark.belief:
            who = f"who chose {_LETTERS[number]}" if isinstance(item, ChoiceItem) else "who thinks"
            return (
                f"Take the side of somebody {who}: “{to_html(remark.belief)}” Which words of the "
                "scenario speak against it? What would have to be different for it to be right?"
            )
    return (
        "Which fact of the scenario decides? Change that one fact: what is the right answer then?"
    )


def _opening(item: Item) -> str:
    words = to_plain(item.stem or item.scenario).split()
    return " ".join(words[:14]) + (" …" if len(words) > 14 else "")


def _reason(remark: Remark, number: int, item: Item) -> str:
    letter = f"<strong>{_LETTERS[number]}.</strong> " if isinstance(item, ChoiceItem) else ""
    mark = "<strong>Right.</strong> " if remark.mark == "right" else ""
    idea = f"“{to_html(remark.belief)}” {to_html(remark.correction)}" if remark.belief else "–"
    return (
        f'<tr><th scope="row">{letter}{to_html(remark.text)}</th>'
        f"<td>{mark}{to_html(remark.why)}</td><td>{idea}</td></tr>"
    )


def _exhibit(item: Item, heading: str, show: Show) -> str:
    exhibit = item.exhibit
    if exhibit is None:
        return ""
    label = f"{heading}: {exhibit.title}"
    rows = table(exhibit.title, exhibit.table.columns, exhibit.table.rows, label=label)
    if exhibit.tabular and not isinstance(item, HotspotItem):
        return rows
    picture = show(draw(exhibit).picture)
    folded = f"<details><summary>The same as a table</summary>{rows}</details>"
    return f"<figure>{picture}</figure>{folded}"


def _choices(item: Item) -> Iterator[str]:
    asked = how_asked(item)
    if isinstance(item, PullDownItem):
        yield f"<p>{to_html(gap_sentence(item))}</p>"
    if asked.kind != "one":
        yield f"<p><em>{escape(asked.instruction)}</em></p>"
    if asked.kind == "order":
        yield _listed(asked.fields[0].options[n] for n in asked.offered)
        return
    same = len(asked.fields) > 1 and len({field.options for field in asked.fields}) == 1
    if same:
        lines = "".join(f"<li>{to_html(field.label)}</li>" for field in asked.fields)
        yield f"<ol>{lines}</ol>{_listed(asked.fields[0].options)}"
        return
    if len(asked.fields) == 1:
        yield _listed(asked.fields[0].options)
        return
    lists = (f"<div><p>{to_html(f.label)}</p>{_listed(f.options)}</div>" for f in asked.fields)
    yield f'<div class="fields">{"".join(lists)}</div>'


def _listed(options: Iterable[str]) -> str:
    """Write letters as text: Jupyter's own style would number a list 1, 2, 3."""
    pairs = zip(_LETTERS, options, strict=False)
    lines = "".join(
        f"<li><strong>{letter}.</strong> {to_html(text)}</li>" for letter, text in pairs
    )
    return f'<ul class="options">{lines}</ul>'
