"""The gate on numeric items: options computed again, numbers that the reader needs are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tpmlab.exam.items.model import Item
from tpmlab.exam.numeric.formula import NumericError, compute
from tpmlab.exam.numeric.formulas import FORMULAS
from tpmlab.exam.numeric.item import NumericItem
from tpmlab.exam.quality.verdict import Blame, GateResult, count_gate

__all__ = ["numeric_gate"]

_DIGITS = re.compile(r"\d+(?:[,  ]\d{3})*(?:\.\d+)?")


def numeric_gate(items: Sequence[Item]) -> GateResult:
    """Compute the options of each numeric item again and look for its inputs in its text.

    Parameters
    ----------
    items : sequence of Item
        Of any type; only numeric ones are looked at.
    """
    numeric = [item for item in items if isinstance(item, NumericItem)]
    return count_gate(
        "numeric",
        "Numeric items whose options or inputs don't agree",
        [blame for item in numeric for blame in _check(item)],
        len(numeric),
        advice="Let the loader compute the options, and show each input in the stem.",
    )


def _check(item: NumericItem) -> Iterator[Blame]:
    wrong = [option.misconception for option in item.options if option.misconception]
    try:
        found = compute(FORMULAS[item.formula], item.seed, wrong, item.unit, item.decimals)
    except NumericError as error:
        yield Blame(item.id, (), str(error))
        return
    written = {(option.text, option.misconception) for option in item.options}
    for text, belief in set(found.options) - written:
        yield Blame(item.id, (text,), f"computed for {belief or 'the key'}, not among the options")
    told = " ".join((item.scenario, item.lead or "", _table(item)))
    numbers = {_value(match) for match in _DIGITS.findall(told)}
    for name in found.inputs:
        shown = found.shown[name]
        if _value(shown.number) not in numbers and _matters(item, name):
            yield Blame(item.id, (name,), f"the input {shown} is not in the text")


def _matters(item: NumericItem, name: str) -> bool:
    """Whether the key hangs on an input: some are there for wrong procedures only."""
    key = FORMULAS[item.formula].key
    doubled = {**item.inputs, name: 2 * item.inputs[name] + 1}
    return key(doubled) != key(item.inputs)


def _table(item: NumericItem) -> str:
    if item.exhibit is None:
        return ""
    return " ".join(cell for row in item.exhibit.table.rows for cell in row)


def _value(text: str) -> float:
    digits = _DIGITS.search(text)
    return float(re.sub(r"[,  ]", "", digits[0])) if digits else float("nan")
