"""Numbers that claim something about the world and name no source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tpmlab.authoring.links import find_links
from tpmlab.authoring.lints.finding import Finding
from tpmlab.authoring.lints.prose import blank_links, units
from tpmlab.authoring.text import Document

__all__ = ["currency_signs", "unsourced_figures"]

_NUMBER = re.compile(r"\d|\b(half|a third|two thirds|a quarter|three quarters) of\b", re.IGNORECASE)
# Words that speak of projects or people in general; the case's own numbers need no source.
_CLAIM = re.compile(
    r"\b(stud(y|ies)|surveys?|surveyed|research(ers?)?|evidence|statistics|according to|"
    r"reports? (that|found|finds?|says?|shows?)|on average|typical(ly)?|"
    r"the average (project|team|manager|company|salary|pay)|"
    r"(per ?cent|%) of (all |it |software |most )*(projects|teams|companies|managers|jobs)|"
    r"(most|many) (projects|teams|companies|managers)|salar(y|ies)|wages?|median pay)\b"
    r"|% of (all |IT |software |most )*(projects|teams|companies|managers|jobs)\b",
    re.IGNORECASE,
)


def currency_signs(document: Document) -> Iterator[Finding]:
    """Yield dollar signs before a number: two of them in a cell would set a formula."""
    for unit in units(document):
        for match in re.finditer(r"(?<!\\)\$\d", unit.text):
            message = "'$' starts a formula in notebooks; write the currency as a word."
            yield Finding(str(document.path), unit.line_at(match.start()), message)


def unsourced_figures(document: Document) -> Iterator[Finding]:
    """Yield paragraphs that hold a number and a claim, and no ``source:`` or dataset link."""
    for unit in units(document):
        text = blank_links(unit.text)
        claim = _CLAIM.search(text)
        if claim is None or not _NUMBER.search(re.sub(r"^\s*\d+[.)]", "", text)):
            continue
        if any(
            link.scheme in {"source", "dataset"} or "datasets/" in link.target
            for link in find_links(unit.text)
        ):
            continue
        message = (
            f"a number beside '{claim[0]}' needs its source; link one, as [text](source:ID) or "
            "[text](dataset:ID), or say that the number belongs to the case."
        )
        yield Finding(str(document.path), unit.line_at(claim.start()), message)
