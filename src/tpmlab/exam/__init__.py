"""Certification exams: outlines, months and PDUs, items, memory and study plans.

Notebooks reach the tables and what they count with as ``tpm.exam.…``; whoever builds on tpmlab
imports the modules. Names load when first used: the bank needs more than the tables do.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# public name -> module; no name may be that of a module, which would hide it once loaded
_NAMES = {
    "Candidate": "pacing",
    "Memory": "memory",
    "NOTICE": "outlines",
    "daily_items": "daily",
    "draft_flaws": "quality.draft",
    "eligibility_table": "tables",
    "feedback_text": "item_pages",
    "item_text": "item_pages",
    "load_bank": "bank",
    "load_misconceptions": "misconceptions",
    "load_outline": "outlines",
    "make_pack": "group.folder",
    "make_report": "report",
    "outline_table": "tables",
    "pacing_table": "pacing",
    "practised": "memory",
    "ranges_by_answers": "rehearsal",
    "recall_table": "study_tables",
    "rehearse": "rehearsal",
    "renewal_table": "tables",
    "simulate_votes": "group.simulate",
    "report_table": "rehearsal",
    "score_range": "report",
    "study_table": "study_tables",
    "tally_file": "group.folder",
    "today_table": "study_tables",
    "weight_table": "tables",
}

__all__ = sorted(_NAMES)  # noqa: PLE0605 - the same names, kept in one place


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"tpmlab.exam has no '{name}'; it offers {', '.join(__all__)}.")
    return getattr(import_module(f"tpmlab.exam.{_NAMES[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
