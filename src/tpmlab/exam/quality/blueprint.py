"""Gates on what a bank covers: tasks, domains, approaches, types, levels, sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tpmlab.exam.items.targets import Targets
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.quality.entry import Entry
from tpmlab.exam.quality.intervals import Verdict, percent
from tpmlab.exam.quality.verdict import Blame, GateResult

__all__ = ["blueprint_gates", "is_graphic"]


def is_graphic(entry: Entry) -> bool:
    """Tell whether an item shows an exhibit, to point at or to read."""
    return entry.exhibit is not None


def blueprint_gates(
    entries: Sequence[Entry], outline: Outline, targets: Targets
) -> Iterator[GateResult]:
    """Hold a whole bank against its outline and its targets.

    Parameters
    ----------
    entries : sequence of Entry
        All items of the outline.
    outline : Outline
        Its tasks and the weights of its domains.
    targets : Targets
        From :func:`tpmlab.exam.items.targets.load_targets`.
    """
    n = len(entries)
    yield _minimum("items", "Items", n, targets.items, n)
    yield _tasks(entries, outline, targets)
    yield from _domains(entries, outline, targets)
    yield _approach(entries, targets)
    yield from _types(entries, targets)
    yield from _levels(entries, targets)
    exhibits = {(entry.case or entry.id, entry.exhibit) for entry in entries if entry.exhibit}
    cases = {entry.case for entry in entries if entry.case}
    numeric = sum(entry.type == "numeric" for entry in entries)
    yield _minimum("case-sets", "Case sets", len(cases), targets.case_sets, n)
    yield _minimum("exhibits", "Exhibits", len(exhibits), targets.exhibits, n)
    yield _minimum("numeric-items", "Numeric items", numeric, targets.numeric, n)


def _minimum(name: str, title: str, count: int, least: int, n: int) -> GateResult:
    verdict: Verdict = "pass" if count >= least else "fail"
    advice = f"Write {least - count} more." if count < least else "Keep it so."
    return GateResult(name, title, verdict, count, "count", f"at least {least}", advice, n)


def _tasks(entries: Sequence[Entry], outline: Outline, targets: Targets) -> GateResult:
    counts = Counter(entry.group for entry in entries)
    least = targets.items_per_task
    short = {task: counts[task] for task in outline.tasks if counts[task] < least}
    blame = [
        Blame(task, (outline.tasks[task].label,), f"{count} of {least} items")
        for task, count in short.items()
    ]
    fewest = min((counts[task] for task in outline.tasks), default=0)
    return GateResult(
        "tasks",
        f"Tasks with fewer than {least} items",
        "fail" if short else "pass",
        len(short),
        "count",
        "none",
        "Write items for the tasks listed.",
        len(outline.tasks),
        None,
        tuple(blame),
        (f"The task with fewest has {fewest}.",),
    )


def _domains(entries: Sequence[Entry], outline: Outline, targets: Targets) -> Iterator[GateResult]:
    counts = Counter(entry.domain for entry in entries)
    for domain in outline.domains:
        if domain.weight_percent is None:
            continue
        low = domain.weight_percent - targets.domain_points
        high = domain.weight_percent + targets.domain_points
        title = f"Share of {domain.name}"
        yield _share(f"domain-{domain.id}", title, counts[domain.id], len(entries), (low, high))


def _approach(entries: Sequence[Entry], targets: Targets) -> GateResult:
    low, high = targets.predictive_percent
    predictive = sum(entry.approach == "predictive" for entry in entries)
    return _share("approach", "Share of predictive items", predictive, len(entries), (low, high))


def _types(entries: Sequence[Entry], targets: Targets) -> Iterator[GateResult]:
    counts = Counter(entry.type for entry in entries)
    counts["graphic"] = sum(map(is_graphic, entries))
    for kind, least in targets.type_percent_min.items():
        yield _share(
            f"type-{kind}", f"Share of {kind} items", counts[kind], len(entries), (least, 100)
        )


def _levels(entries: Sequence[Entry], targets: Targets) -> Iterator[GateResult]:
    counts: Mapping[str, int] = Counter(entry.level for entry in entries)
    for level, (low, high) in targets.level_percent.items():
        title = f"Share of items at the level '{level}'"
        yield _share(f"level-{level}", title, counts.get(level, 0), len(entries), (low, high))


def _share(name: str, title: str, count: int, n: int, band: tuple[float, float]) -> GateResult:
    """Hold a share against a band in percent; a plan is counted, not estimated."""
    share, (low, high) = (count / n if n else 0.0), band
    verdict: Verdict = "pass" if low <= 100 * share <= high else "fail"
    if 100 * share < low:
        advice = f"Write more of these: {percent(share)} where {low:g} % is the least."
    else:
        advice = f"Write fewer of these: {percent(share)} where {high:g} % is the most."
    limit = f"at least {low:g} %" if high >= 100 else f"{low:g}–{high:g} %"
    limit = f"at most {high:g} %" if low <= 0 else limit
    return GateResult(
        name,
        title,
        verdict,
        share,
        "share",
        limit,
        advice,
        n,
        None,
        (),
        (f"{count} of {n} items.",),
    )
