"""Items to export: of every type, the whole bank, and texts that try to break out of a format."""

from __future__ import annotations

from typing import Any

import pytest
from synthetic_bank import PARTS, documents, synthetic_bank

from tpmlab.exam.items.bank import read_bank
from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.model import Item

HOSTILE = (
    '<script>alert("1")</script> & &amp; ]]> \'single\' "double" <img src=x onerror=alert(2)> '
    "\u202eright to left\u202c \u05d0\u05d1 [[1]] {=50} @@PLUGINFILE@@ {{c1::x}} \\( \\alpha \\)"
)


SOURCES = ("synthetic", "hostile", pytest.param("bank", marks=pytest.mark.slow))
"""Names that :func:`items_of` knows, for tests that go through all of them."""


def items_of(source: str) -> list[Item]:
    """Items of a synthetic bank with case sets, hostile ones, or the whole bank of tpmlab."""
    if source == "hostile":
        return hostile_items()
    return list((synthetic_bank(25) if source == "synthetic" else read_bank("pmp-2026")[0]).items)


def hostile_items() -> list[Item]:
    """One item of each type, with the text in every place that a writer fills."""
    whole = next(documents(1))
    common = {name: whole[name] for name in ("outline", "task", "approach", "level")}
    items = []
    for kind, parts in PARTS.items():
        document = {
            "id": f"hostile-{kind}",
            "type": kind,
            **common,
            "stem": f"Read this. {_safe(kind)}",
            "lead": f"What about {_safe(kind)}?",
            **parts(3),
            "principle": f"Rule: {_safe(kind)}",
        }
        items += ItemFile.model_validate(_spoiled(document)).items
    return items


def _safe(kind: str) -> str:
    # A numeric item's texts are templates: a brace there is the writer's slip, not an attack.
    return HOSTILE.replace("{", "(").replace("}", ")") if kind == "numeric" else HOSTILE


def _spoiled(value: Any, name: str = "") -> Any:
    """Add the hostile text to each text and reason; ids and data stay."""
    if isinstance(value, dict) and name == "choices":
        return {letter: f"{text} {HOSTILE}" for letter, text in value.items()}
    if isinstance(value, dict):
        return {key: _spoiled(each, key) for key, each in value.items() if key != "exhibit"} | (
            {"exhibit": value["exhibit"] | {"title": '<b>& ]]> "title"</b>'}}
            if "exhibit" in value
            else {}
        )
    if isinstance(value, list):
        return [_spoiled(each, name) for each in value]
    return f"{value} {HOSTILE}" if name in ("text", "why") else value
