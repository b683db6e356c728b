"""The project simulator: run a project week by week, or set the levers of a small one at once.

``docs/model.md`` gives the equations, the defaults with their sources, and the limits.
Two doors to one model: a :class:`Project` with its :class:`Levers` is one package of work
and one decision at the start; a scenario from :func:`load` has packages, people, risks and
requests, and a :class:`Decision` each week.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tpmlab.scenarios import load
    from tpmlab.simulator import policies
    from tpmlab.simulator.choices import choices_of
    from tpmlab.simulator.debrief import debrief
    from tpmlab.simulator.debrief_words import sentences
    from tpmlab.simulator.decisions import Decision, Report, SimulatorError, Trade
    from tpmlab.simulator.many import par, simulate
    from tpmlab.simulator.paired import compare_policies
    from tpmlab.simulator.paired_picture import policies_picture
    from tpmlab.simulator.pictures import comparison_picture, tradeoff_picture
    from tpmlab.simulator.project import Feature, Levers, Parameters, Project, ProjectError
    from tpmlab.simulator.replay import replay
    from tpmlab.simulator.runs import Run, play
    from tpmlab.simulator.saves import load_run, save_run
    from tpmlab.simulator.scenario import Scenario
    from tpmlab.simulator.scoring import Score, score
    from tpmlab.simulator.seeds import even_seeds
    from tpmlab.simulator.start import new_game
    from tpmlab.simulator.state import State
    from tpmlab.simulator.status import judge_report
    from tpmlab.simulator.table import compare
    from tpmlab.simulator.tradeoff import Outcome
    from tpmlab.simulator.view import View, view_of
    from tpmlab.simulator.week import enter_branch, step

__all__ = [
    "Decision",
    "Feature",
    "Levers",
    "Outcome",
    "Parameters",
    "Project",
    "ProjectError",
    "Report",
    "Run",
    "Scenario",
    "Score",
    "SimulatorError",
    "State",
    "Trade",
    "View",
    "choices_of",
    "compare",
    "compare_policies",
    "comparison_picture",
    "debrief",
    "enter_branch",
    "even_seeds",
    "judge_report",
    "load",
    "load_run",
    "new_game",
    "par",
    "play",
    "policies",
    "policies_picture",
    "replay",
    "save_run",
    "score",
    "sentences",
    "simulate",
    "step",
    "tradeoff_picture",
    "view_of",
]

# Parts load on first use: pictures load matplotlib, tables pandas, scenarios pydantic and YAML;
# a process that only plays projects needs none of these but pydantic.
_LATER = {
    "tpmlab.scenarios": ("load",),
    "tpmlab.simulator.choices": ("choices_of",),
    "tpmlab.simulator.debrief": ("debrief",),
    "tpmlab.simulator.debrief_words": ("sentences",),
    "tpmlab.simulator.decisions": ("Decision", "Report", "SimulatorError", "Trade"),
    "tpmlab.simulator.many": ("par", "simulate"),
    "tpmlab.simulator.paired": ("compare_policies",),
    "tpmlab.simulator.paired_picture": ("policies_picture",),
    "tpmlab.simulator.pictures": ("comparison_picture", "tradeoff_picture"),
    "tpmlab.simulator.project": ("Feature", "Levers", "Parameters", "Project", "ProjectError"),
    "tpmlab.simulator.replay": ("replay",),
    "tpmlab.simulator.runs": ("Run", "play"),
    "tpmlab.simulator.saves": ("load_run", "save_run"),
    "tpmlab.simulator.scenario": ("Scenario",),
    "tpmlab.simulator.scoring": ("Score", "score"),
    "tpmlab.simulator.seeds": ("even_seeds",),
    "tpmlab.simulator.state": ("State",),
    "tpmlab.simulator.status": ("judge_report",),
    "tpmlab.simulator.table": ("compare",),
    "tpmlab.simulator.tradeoff": ("Outcome",),
    "tpmlab.simulator.view": ("View", "view_of"),
    "tpmlab.simulator.start": ("new_game",),
    "tpmlab.simulator.week": ("enter_branch", "step"),
}
_MODULE_OF = {name: module for module, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "policies":
        return import_module("tpmlab.simulator.policies")
    if name in _MODULE_OF:
        return getattr(import_module(_MODULE_OF[name]), name)
    raise AttributeError(f"tpmlab.simulator has no '{name}'; it offers {', '.join(__all__)}.")


class _Package(ModuleType):
    """Keeps ``debrief`` and ``replay`` functions after their modules, of the same names, loaded."""

    def __setattr__(self, name: str, value: object) -> None:
        # the import system binds a loaded submodule to its package, over the function
        if name in {"debrief", "replay"} and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
