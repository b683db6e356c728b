"""What a question says, as HTML: its stem, the answer to an answer, its printed form.

Nothing here depends on a script or on colour alone; content is escaped on the way in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tpmlab.exam.items.bank import load_misconceptions
from tpmlab.exam.items.markup import to_html
from tpmlab.exam.items.model import ChoiceItem, HotspotItem, Item, MultipleItem
from tpmlab.exam.playing.asking import how_asked
from tpmlab.exam.playing.feedback import Remark, feedback

__all__ = ["asked_html", "judged_html", "printed_html", "said_html", "stem_html", "verdict_html"]

_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


def stem_html(item: Item, number: str = "", note: str = "") -> str:
    """Write what there is to read before the question: the case's situation and the stem.

    Parameters
    ----------
    item : Item
        The question.
    number, note : str
        Shown above the stem: "Question 2 of 5", "answered right".
    """
    above = " · ".join(part for part in (number, note) if part)
    head = f'<p class="tpmlab-number">{above}</p>' if above else ""
    return f'{head}<div class="tpmlab-stem">{_paragraphs(item.scenario)}</div>'


def asked_html(item: Item) -> str:
    """Write what is asked: the lead, and how to answer where that isn't one of a list."""
    lead = f'<p class="tpmlab-lead">{to_html(item.lead)}</p>' if item.lead else ""
    asked = how_asked(item)
    plain = asked.kind == "one" and not isinstance(item, HotspotItem)
    return lead if plain else f"{lead}<p><em>{asked.instruction}</em></p>"


def verdict_html(item: ChoiceItem, chosen: Sequence[int]) -> str:
    """Answer an answer: what it implies in the case, and after a right one why the rest tempt.

    Parameters
    ----------
    item : ChoiceItem
        The question.
    chosen : sequence of int
        Numbers of the chosen options.
    """
    if item.is_right(list(chosen)):
        body = _right(item)
        tone, word = "tpmlab-right", "Right."
    else:
        body = _several_not_yet(item, chosen) if len(item.keys) > 1 else _not_yet(item, chosen[0])
        tone, word = "tpmlab-not-yet", "Not yet."
    inner = body.replace("<p>", f"<p><strong>{word}</strong> ", 1)
    return f'<div class="tpmlab-verdict {tone}" role="status">{inner}</div>'


def judged_html(item: Item, answer: Sequence[int]) -> str:
    """Answer a judged answer of any type: right or not, why for each choice, and the rule.

    Parameters
    ----------
    item : Item
        The question.
    answer : sequence of int
        Complete, or empty for an item left open.
    """
    said = feedback(item, answer)
    sign, tone = ("✓", "tpmlab-right") if said.right else ("✗", "tpmlab-not-yet")
    lines = "".join(_remark(remark) for remark in said.remarks)
    return (
        f'<div class="tpmlab-verdict {tone}" role="status">'
        f'<p><strong><span aria-hidden="true">{sign}</span> {said.verdict}</strong></p>'
        f'<ul class="tpmlab-remarks">{lines}</ul>'
        f"<p><strong>The rule:</strong> {to_html(said.principle)}</p></div>"
    )


def said_html(item: ChoiceItem, chosen: Sequence[int]) -> str:
    """Speak to a guess once its answer is open, and point to that answer.

    Parameters
    ----------
    item : ChoiceItem
        A prediction.
    chosen : sequence of int
        Numbers of the options guessed.
    """
    lines = "".join(
        f"<p><strong>You said:</strong> <em>{to_html(option.text)}</em></p>"
        f"<p>{'So it is.' if option.key else 'Tempting.'} {to_html(option.why)}</p>"
        for option in (item.options[number] for number in chosen)
    )
    return (
        f'<div class="tpmlab-verdict tpmlab-said" role="status">{lines}'
        "<p>The answer stands below. If it is still folded, click the line with the three dots.</p>"
        "</div>"
    )


def printed_html(item: ChoiceItem, number: str = "", *, with_key: bool) -> str:
    """Write a whole question for a page without widgets.

    Parameters
    ----------
    item : ChoiceItem
        The question.
    number : str
        Shown before the stem, such as "Question 2 of 5".
    with_key : bool
        Add the answer and its reasons, folded away.
    """
    stem = f"<p><strong>{number}</strong></p>" if number else ""
    options = "".join(f"<li>{to_html(option.text)}</li>" for option in item.options)
    reasons = ""
    if with_key:
        lines = "".join(
            f"<li>{'<strong>Right.</strong> ' if option.key else ''}{to_html(option.why)}</li>"
            for option in item.options
        )
        reasons = (
            "<details><summary>Answer, and a reason for each option</summary>"
            f"<ol>{lines}</ol><p><em>{to_html(item.principle)}</em></p></details>"
        )
    return f"<div>{stem}{_asked(item)}<ol>{options}</ol>{reasons}</div>"


_MARKS = {
    "right": ("✓", "Your answer, right:"),
    "wrong": ("✗", "Your answer, not right:"),
    "missed": ("→", "This is right:"),
    "other": ("·", "Not right:"),
}


def _remark(remark: Remark) -> str:
    """Mark a choice by shape and word, and give the reason and the belief behind it."""
    sign, word = _MARKS[remark.mark]
    belief = ""
    if remark.belief:
        belief = f"<br>The idea behind it: “{to_html(remark.belief)}” {to_html(remark.correction)}"
    return (
        f'<li><span class="tpmlab-mark" aria-hidden="true">{sign}</span>'
        f"<strong>{word}</strong> <em>{to_html(remark.text)}</em><br>{to_html(remark.why)}"
        f"{belief}</li>"
    )


def _asked(item: ChoiceItem) -> str:
    count = ""
    if isinstance(item, MultipleItem):
        count = f"<p><em>Choose {_COUNTS[item.choose]}; all of them are needed.</em></p>"
    return _paragraphs(item.stem) + count


def _right(item: ChoiceItem) -> str:
    whys = " ".join(to_html(item.options[key].why) for key in item.keys)
    others = [option for option in item.options if not option.key]
    lines = [
        f"<em>{to_html(option.text)}</em><br>{to_html(option.why)} {_belief(option.misconception)}"
        for option in others
    ]
    return (
        f"<p>{whys}</p><p>{to_html(item.principle)}</p>"
        f"<details><summary>Why the others tempt</summary>{_list(lines)}</details>"
    )


def _not_yet(item: ChoiceItem, chosen: int) -> str:
    option = item.options[chosen]
    return f"<p>{to_html(option.why)}</p><p>{_belief(option.misconception)}</p>"


def _several_not_yet(item: ChoiceItem, chosen: Sequence[int]) -> str:
    """Say what each chosen option implies; which ones are missing is folded away."""
    lines = [
        f"<em>{to_html(option.text)}</em>: "
        f"{'this one holds. ' if option.key else ''}{to_html(option.why)}"
        f"{'' if option.key else ' ' + _belief(option.misconception)}"
        for option in (item.options[number] for number in chosen)
    ]
    missed = [item.options[key] for key in item.keys if key not in chosen]
    hidden = [f"<em>{to_html(option.text)}</em>: {to_html(option.why)}" for option in missed]
    kept = len(item.keys) - len(missed)
    return (
        f"<p>{kept} of {len(item.keys)} found; it counts when all are.</p>{_list(lines)}"
        f"<details><summary>What you missed</summary>{_list(hidden)}</details>"
    )


def _belief(misconception: str | None) -> str:
    if misconception is None:
        return ""
    known = load_misconceptions().get(misconception)
    return f"The idea behind it: “{to_html(known.belief)}”" if known else ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{to_html(part)}</p>" for part in text.split("\n\n"))


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
