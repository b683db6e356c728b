"""Note, inside a lesson's kernel, which of tpmlab's files the lesson read.

A lesson is built again when one of them changes; guessing them from its text would
miss what a function reads on its behalf.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

__all__ = ["report", "start"]

_opened: set[str] = set()


def start() -> None:
    """Begin to note every file that is opened."""
    sys.addaudithook(_note)


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        _opened.add(os.path.abspath(arguments[0]))  # noqa: PTH100 - a hook must stay cheap


def report(workspace: str, root: str) -> None:
    """Print a JSON list: loaded tpmlab modules, then files read below content/ and datasets/."""
    package = Path(__file__).resolve().parents[1]
    names = {
        f"src/tpmlab/{path.relative_to(package).as_posix()}"
        for module in list(sys.modules.values())
        if (file := getattr(module, "__file__", None))
        and (path := Path(file).resolve()).is_relative_to(package)
    }
    for place in (workspace, root):
        for folder in ("content", "datasets"):
            below = os.path.join(place, folder) + os.sep  # noqa: PTH118
            names |= {
                f"{folder}/{path[len(below) :].replace(os.sep, '/')}"
                for path in _opened
                if path.startswith(below)
            }
    print(json.dumps(sorted(names)))  # noqa: T201 - read by the builder
