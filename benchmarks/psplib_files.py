"""Read what PSPLIB publishes: instances in single-mode (.sm) files, and best known bounds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from tpmlab.schedule import Link, Plan, Task

__all__ = ["Instance", "instances", "read_plan"]


@dataclass(frozen=True)
class Instance:
    """One file, with what is known about it.

    Attributes
    ----------
    set, parameter : str, int
        Instance set (``j30``) and its parameter combination, which says how hard it is.
    path : Path
        The .sm file.
    critical_path, best_known, best_bound : float
        Published finish without resources, and upper and lower bound with them, in periods.
    """

    set: str
    parameter: int
    path: Path
    critical_path: float
    best_known: float
    best_bound: float

    @property
    def name(self) -> str:
        """File name without its ending."""
        return self.path.stem


def instances(folder: Path) -> list[Instance]:
    """Find the instances of ``bounds.csv`` whose files lie in the folder's subfolders."""
    found = []
    with (folder / "bounds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = folder / row["set"] / row["file"]
            if path.is_file():
                bounds = (row["mpm_time"], row["best_known_ub"], row["best_known_lb"])
                entry = (row["set"], int(row["parameter"]), path, *map(float, bounds))
                found.append(Instance(*entry))
    return found


def read_plan(path: Path) -> Plan:
    """Read a single-mode PSPLIB file as a plan; the first and last job are dummies."""
    lines = path.read_text(encoding="latin-1").splitlines()
    relations = _block(lines, "PRECEDENCE RELATIONS:", skip=2)
    requests = _block(lines, "REQUESTS/DURATIONS:", skip=3)
    units = [float(word) for word in _block(lines, "RESOURCEAVAILABILITIES:", skip=2)[0]]
    names = [f"R{number + 1}" for number in range(len(units))]
    links = [Link(job, succ) for job, _, _, *succs in relations for succ in succs]
    tasks = [
        Task(job, float(days), resources=_needs(names, needs)) for job, _, days, *needs in requests
    ]
    return Plan(tuple(tasks), tuple(links), capacity=dict(zip(names, units, strict=True)))


def _needs(names: list[str], words: list[str]) -> dict[str, float]:
    return {name: float(word) for name, word in zip(names, words, strict=True) if float(word)}


def _block(lines: list[str], title: str, skip: int) -> list[list[str]]:
    """Words of the lines between a title (with its column heads) and the next row of stars."""
    first = lines.index(title) + skip
    last = next(n for n in range(first, len(lines)) if lines[n].startswith("*"))
    return [line.split() for line in lines[first:last]]
