"""The status report: what is done, blocked and changed, who acts next, when the next one comes.

Write it as YAML, or take it from a table; :func:`review` says what a senior colleague
would say; :func:`to_word` and :func:`to_html` print it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tpmlab.artifacts.status.finding import Finding
from tpmlab.artifacts.status.report import (
    Action,
    Ask,
    Blocked,
    Change,
    Done,
    Finish,
    StatusReport,
)
from tpmlab.artifacts.status.review import review

# Loaded when first used: tables bring pandas, files bring YAML and Word.
_PARTS = {
    "files": ("read_status", "to_html", "to_word", "to_yaml", "write_status"),
    "tables": ("from_table", "to_table"),
}
_MODULE_OF = {name: module for module, names in _PARTS.items() for name in names}

__all__ = [  # noqa: PLE0604 - the keys are strings
    "Action",
    "Ask",
    "Blocked",
    "Change",
    "Done",
    "Finding",
    "Finish",
    "StatusReport",
    "review",
    *_MODULE_OF,
]


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        part = getattr(import_module(f"tpmlab.artifacts.status.{_MODULE_OF[name]}"), name)
        globals()[name] = part
        return part
    raise AttributeError(
        f"tpmlab.artifacts.status has no '{name}'; it offers {', '.join(__all__)}."
    )


def __dir__() -> list[str]:
    return list(__all__)
