"""Policies of learners, run apart from the project: they see views and send decisions.

A policy is somebody's program. It runs in a process of its own with limits on time and
memory; seeds and everything hidden stay in ours, and what crosses is text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tpmlab.policy_box.beside import Beside, run_beside
    from tpmlab.policy_box.box import Limits, PolicyBox
    from tpmlab.policy_box.play import Played, play_policy
    from tpmlab.policy_box.source import PolicyError, Source, from_file, from_function

__all__ = [
    "Beside",
    "Limits",
    "Played",
    "PolicyBox",
    "PolicyError",
    "Source",
    "from_file",
    "from_function",
    "play_policy",
    "run_beside",
]

# Parts load on first use: a policy's process needs none of them, and starts the sooner.
_LATER = {
    "beside": ("Beside", "run_beside"),
    "box": ("Limits", "PolicyBox"),
    "play": ("Played", "play_policy"),
    "source": ("PolicyError", "Source", "from_file", "from_function"),
}
_MODULE_OF = {name: module for module, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"tpmlab.policy_box.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"tpmlab.policy_box has no '{name}'; it offers {', '.join(__all__)}.")
