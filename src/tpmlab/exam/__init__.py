"""Certification exams: outlines, months and PDUs, items, memory and study plans.

Notebooks reach the tables and what they count with as ``tpm.exam.…``; whoever builds on tpmlab
imports the modules. Names load when first used: the bank needs more than the tables do.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# public name -> module; no name may be that of a module, which would hide it once loaded
_NAMES = {
    "Candidate": "study.pacing",
    "Memory": "study.memory",
    "NOTICE": "outlines.loading",
    "assemble": "playing.forms",
    "daily_items": "study.daily",
    "draft_flaws": "quality.draft",
    "eligibility_table": "outlines.tables",
    "feedback_text": "playing.pages",
    "item_text": "playing.pages",
    "load_bank": "items.bank",
    "load_form": "playing.form_model",
    "load_misconceptions": "items.misconceptions",
    "load_outline": "outlines.loading",
    "make_pack": "group.folder",
    "make_report": "study.report",
    "outline_table": "outlines.tables",
    "pacing_table": "study.pacing",
    "practised": "study.memory",
    "ranges_by_answers": "study.rehearsal",
    "recall_table": "study.tables",
    "rehearse": "study.rehearsal",
    "renewal_table": "outlines.tables",
    "simulate_votes": "group.simulate",
    "report_table": "study.tables",
    "score_range": "study.report",
    "study_table": "study.tables",
    "tally_file": "group.folder",
    "today_table": "study.tables",
    "weight_table": "outlines.tables",
}

__all__ = sorted(_NAMES)  # noqa: PLE0605 - the same names, kept in one place


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"tpmlab.exam has no '{name}'; it offers {', '.join(__all__)}.")
    return getattr(import_module(f"tpmlab.exam.{_NAMES[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
