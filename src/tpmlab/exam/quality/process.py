"""The gate on how items came about: who wrote one has not been the only one to solve it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tpmlab.exam.items.model import Item
from tpmlab.exam.quality.verdict import Blame, GateResult, count_gate

__all__ = ["process_gate"]

STEPS = ("written", "solved")  # the least that each item has been through


def process_gate(items: Sequence[Item], case_steps: Mapping[str, Collection[str]]) -> GateResult:
    """Find items whose log does not tell of being written and solved without the key.

    Parameters
    ----------
    items : sequence of Item
        Of an outline.
    case_steps : mapping
        Steps in the log of each case set: they count for its items.
    """
    blame = []
    for item in items:
        steps = {entry.step for entry in item.log} | set(case_steps.get(item.case or "", ()))
        missing = [step for step in STEPS if step not in steps]
        if missing:
            blame.append(Blame(item.id, tuple(missing), f"its log has no '{missing[0]}'"))
    return count_gate(
        "process",
        "Items whose log has no writer or no independent solver",
        blame,
        len(items),
        advice="Have somebody else solve the item without its key, and log what they found.",
    )
