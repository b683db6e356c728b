"""Resource-constrained scheduling on PSPLIB: how far from the best schedules known.

``python -m benchmarks psplib --folder FOLDER`` dates every instance of the folder without
resources (the published critical path must come out exactly), then levels 30 of them, ten a set,
spread evenly over the sets' parameters: two priority rules, the best of all rules, and CP-SAT with
10 seconds each. Gaps are means over the instances, above the best finish known. Results are kept
in a file, a line an instance; ``--resume`` goes on where a run was stopped. ``--all`` takes every
instance, ``--set j30`` one set, ``--seconds`` another time limit.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from time import perf_counter

from benchmarks.psplib_files import Instance, instances, read_plan
from benchmarks.rows import Row
from tpmlab.schedule import (
    LevelledSchedule,
    Plan,
    best_of_rules,
    critical_path,
    optimal_schedule,
    parallel_schedule,
    serial_schedule,
)

__all__ = ["TASKS", "run"]

AIMS = {"j30": 1.0, "j60": 2.0, "j120": 8.0}
"""Most per cent that CP-SAT may lie above the best finish known, on average."""

HEURISTICS: dict[str, Callable[[Plan], LevelledSchedule]] = {
    "serial LFT": serial_schedule,
    "parallel LFT": parallel_schedule,
    "best of rules": best_of_rules,
}
EXACT = "CP-SAT"
COLUMNS = ("instance", "set", "limit", "best_known", *HEURISTICS, EXACT, "status", "bound", "took")
A_SET = 10

TASKS = tuple(f"{name}: {method}" for name in AIMS for method in (*HEURISTICS, EXACT))


def run(arguments: list[str] | None = None) -> list[Row]:
    """Measure, print a line an instance, and return the mean gaps."""
    options = _options(arguments or [])
    known = [entry for entry in instances(options.folder) if entry.set in options.sets]
    wrong = [entry.name for entry in known if not _dated_right(entry)]
    print(f"Critical path exact on {len(known) - len(wrong)} of {len(known)} instances", *wrong)
    chosen = known if options.all else _spread(known)
    done = _read(options.results) if options.resume else {}
    if not options.resume:
        options.results.unlink(missing_ok=True)
    results = []
    for number, entry in enumerate(chosen, start=1):
        result = done.get((entry.name, f"{options.seconds:g}"))
        if result is None:
            result = _measure(entry, options.seconds, options.workers)
            _append(options.results, result)
        results.append(result)
        words = [f"{column} {result[column]}" for column in COLUMNS[3:]]
        print(f"{number}/{len(chosen)} {entry.name}: {', '.join(words)}", flush=True)
    return _rows(results, options.seconds)


def _options(arguments: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m benchmarks psplib", description=__doc__)
    folder = os.environ.get("TPMLAB_PSPLIB")
    reader.add_argument("--folder", type=Path, default=folder and Path(folder))
    reader.add_argument("--set", dest="sets", action="append", choices=list(AIMS))
    reader.add_argument("--all", action="store_true")
    reader.add_argument("--seconds", type=float, default=10.0)
    reader.add_argument("--workers", type=int, default=2)
    reader.add_argument("--results", type=Path, default=Path("build/psplib.csv"))
    reader.add_argument("--resume", action="store_true")
    options = reader.parse_args(arguments)
    options.sets = options.sets or list(AIMS)
    if options.folder is None or not (options.folder / "bounds.csv").is_file():
        reader.error(
            "name the folder with bounds.csv and the .sm files by --folder or TPMLAB_PSPLIB; "
            "benchmarks/README.md says where they come from"
        )
    return options


def _dated_right(entry: Instance) -> bool:
    return critical_path(read_plan(entry.path)).finish == entry.critical_path


def _spread(known: list[Instance]) -> list[Instance]:
    """Ten instances a set at even distances in the order of their parameters."""
    chosen = []
    for name in AIMS:
        own = sorted((entry for entry in known if entry.set == name), key=lambda e: e.parameter)
        step = max(1.0, len(own) / A_SET)
        chosen += [own[int(n * step)] for n in range(min(A_SET, len(own)))]
    return chosen


def _measure(entry: Instance, seconds: float, workers: int) -> dict[str, str]:
    plan = read_plan(entry.path)
    result = {"instance": entry.name, "set": entry.set, "limit": f"{seconds:g}"}
    result["best_known"] = f"{entry.best_known:g}"
    for name, method in HEURISTICS.items():
        result[name] = f"{_sound(method(plan), entry).finish:g}"
    start = perf_counter()
    best = _sound(optimal_schedule(plan, seconds, workers=workers), entry)
    took = perf_counter() - start
    return result | {
        EXACT: f"{best.finish:g}",
        "status": best.status,
        "bound": f"{best.bound:g}",
        "took": f"{took:.1f}",
    }


def _sound(schedule: LevelledSchedule, entry: Instance) -> LevelledSchedule:
    """Check a schedule against the plan itself and against what is proven."""
    plan, start = schedule.plan, schedule.start
    for link in plan.links:
        assert start[link.succ] >= start[link.pred] + plan[link.pred].duration, link
    load = schedule.load()
    assert all((load[name] <= units).all() for name, units in plan.capacity.items()), entry.name
    assert schedule.finish >= entry.best_bound, entry.name
    assert schedule.bound <= entry.best_known, entry.name
    return schedule


def _append(path: Path, result: dict[str, str]) -> None:
    """Add a line in one write, so that a stopped run leaves whole lines only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = ",".join(result[column] for column in COLUMNS) + "\n"
    if not path.is_file():
        line = ",".join(COLUMNS) + "\n" + line
    elif not path.read_bytes().endswith(b"\n"):
        line = "\n" + line  # the machine stopped in the middle of the last one
    with path.open("a", encoding="utf-8") as file:
        file.write(line)


def _read(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if None not in row.values()]
    return {(row["instance"], row["limit"]): row for row in rows}


def _rows(results: list[dict[str, str]], seconds: float) -> list[Row]:
    rows = []
    for name, aim in AIMS.items():
        own = [result for result in results if result["set"] == name]
        for method in (*HEURISTICS, EXACT) if own else ():
            gaps = [100 * (float(one[method]) / float(one["best_known"]) - 1) for one in own]
            about, limit = f"best known, {len(own)} instances", None
            if method == EXACT:
                proven = sum(one["status"] == "optimal" for one in own)
                about += f"; {seconds:g} s each, {proven} proven shortest"
                limit = aim if seconds <= 10 else None
            rows.append(Row(f"{name}: {method}", [mean(gaps)], (), about, limit, unit="% above"))
    return rows
