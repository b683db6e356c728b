"""Items, and what is said to an answer, as wrapped text for a notebook's output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.items.model import ChoiceItem, Item
from tpmlab.exam.items.words import LETTERS, asked_lines
from tpmlab.exam.playing.feedback import Remark, feedback

__all__ = ["feedback_text", "item_text"]

_WIDTH = 96  # characters that a notebook shows without a scroll bar
_VERDICTS = {
    "right": "chosen, and right",
    "wrong": "chosen, and wrong",
    "missed": "the key",
    "other": "wrong as well",
}


def item_text(item: Item) -> str:
    """Write an item as a learner meets it, without its key.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_bank
    >>> print(item_text(load_bank("pmp-2026").item("eight-days")).splitlines()[-1])
    D. Keep the slip out of the report until the test has been done
    """
    parts = [fill(to_plain(part), _WIDTH) for part in item.scenario.split("\n\n")]
    if item.exhibit is not None:
        parts.append(fill(f"[{item.exhibit.alt}]", _WIDTH))
    if item.lead:
        parts.append(fill(to_plain(item.lead), _WIDTH))
    parts.append("\n".join(_hanging(line) for line in asked_lines(item)))
    return "\n\n".join(parts)


def feedback_text(item: Item, answer: str) -> str:
    """Write what the player says to an answer of letters, such as ``"A"`` or ``"BD"``.

    Parameters
    ----------
    item : Item
        One whose options are listed.
    answer : str
        A letter for each option chosen.

    Raises
    ------
    TpmlabError
        If the item has no list of options, or the answer doesn't fit it.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_bank
    >>> print(feedback_text(load_bank("pmp-2026").item("eight-days"), "B").splitlines()[0])
    Right.
    """
    said = feedback(item, _numbers(item, answer))
    remarks = zip(LETTERS, said.remarks, strict=False)
    lines = [line for letter, remark in remarks for line in _remark_lines(letter, remark)]
    rule = _hanging(f"Rule: {to_plain(said.principle)}")
    return "\n".join([said.verdict, "", *lines, "", rule])


def _numbers(item: Item, answer: str) -> Sequence[int]:
    if not isinstance(item, ChoiceItem):
        raise TpmlabError(f"'{item.id}' has no options A, B, C; answer it with tpm.practice.")
    letters = answer.replace(" ", "").upper()
    if unknown := set(letters) - set(LETTERS[: len(item.options)]):
        last = LETTERS[len(item.options) - 1]
        raise TpmlabError(f"'{item.id}' has no option {min(unknown)}; choose from A to {last}.")
    numbers = sorted(LETTERS.index(letter) for letter in letters)
    if problem := item.problem(numbers):
        raise TpmlabError(problem)
    return numbers


def _remark_lines(letter: str, remark: Remark) -> Iterator[str]:
    yield f"{letter} ({_VERDICTS[remark.mark]})"
    yield _hanging(f"   {to_plain(remark.why)}")
    if remark.belief:
        yield _hanging(f"   Belief: {remark.belief} In truth: {remark.correction}")


def _hanging(line: str) -> str:
    return fill(line, _WIDTH, subsequent_indent="   ")
