"""Items in the making, as learners write them: what keeps one from a bank, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tpmlab.content import parse_yaml, root
from tpmlab.errors import ContentError
from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.model import Item
from tpmlab.exam.items.references import unknown_names
from tpmlab.exam.quality.flaws import item_flaws
from tpmlab.exam.quality.rationales import poor_reasons
from tpmlab.exam.quality.readability import readability_gate
from tpmlab.exam.quality.reading import entry_of

__all__ = ["draft_flaws"]


def draft_flaws(draft: Mapping[str, Any]) -> list[str]:
    """List what is wrong with an item that is still a dictionary; empty if nothing is.

    Parameters
    ----------
    draft : mapping
        An item of an outline, by the keys of its file.

    Examples
    --------
    >>> draft_flaws({"type": "single", "level": "apply"})
    ["'id' is missing; add it."]
    """
    try:
        item = parse_yaml(json.dumps(draft, ensure_ascii=False), ItemFile, where="draft").items[0]
    except ContentError as error:
        return [str(error).partition(": ")[2]]
    except TypeError:
        return ["an item is made of texts, numbers, lists and True; write dates as text."]
    return list(_flaws(item))


def _flaws(item: Item) -> Iterator[str]:
    entry = entry_of(item)
    yield from (f"{message}." for _, message in unknown_names(item, root()))
    yield from (flaw.message for flaw in item_flaws(entry))
    yield from (
        f"the reason '{blame.words[0]}' says nothing of this case ({blame.why}); name the fact "
        "that it hangs on."
        for blame in poor_reasons(entry)
    )
    yield from (
        f"the scenario asks for {blame.why}; split its longest sentence."
        for blame in readability_gate([entry]).blame
    )
