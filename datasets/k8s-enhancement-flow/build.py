"""Rebuild data.csv from a clone of the Kubernetes enhancement proposals.

git clone https://github.com/kubernetes/enhancements
python datasets/k8s-enhancement-flow/build.py enhancements
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from tpmlab.authoring.git_history import Change, files, mainline, texts
from tpmlab.authoring.rebuild import Row, run

LAST_COMMIT = "64765b4b02389318f2113119dd9e491479f978a0"
STATUSES = {
    "provisional", "implementable", "implemented", "deferred", "rejected", "withdrawn", "replaced",
}  # fmt: skip
# What authors wrote for one of the seven.
SYNONYMS = {"removed": "withdrawn", "superseded": "replaced", "imlpemented": "implemented"}
CLOSED = ("withdrawn", "rejected", "replaced", "deferred")
TEMPLATES = {
    "keps/NNNN-kep-template/kep.yaml",
    "keps/sig-cloud-provider/providers/0000-cloud-provider-template/kep.yaml",
}
Version = tuple[date, str]


def rows(source: Path, last_commit: str = LAST_COMMIT) -> Iterator[Row]:
    """One row a proposal: the day each status first stood on the main line."""
    present = [
        name
        for name in files(source, last_commit, "keps")
        if name.endswith("/kep.yaml") and name not in TEMPLATES
    ]
    histories = _histories(present, mainline(source, last_commit, "keps", renames=True))
    versions = texts(source, {blob for history in histories.values() for _, blob in history})
    made = [
        _row(name, [(day, versions[blob]) for day, blob in history if blob in versions])
        for name, history in histories.items()
    ]
    yield from sorted(made, key=lambda row: (int(str(row["kep"])), str(row["sig"])))


def _histories(present: Iterable[str], changes: list[Change]) -> dict[str, list[Version]]:
    """Versions of each present file, oldest first, followed back through its moves."""
    today = {name: name for name in present}  # a path of the past -> the file's present path
    found: dict[str, list[Version]] = {name: [] for name in present}
    for change in reversed(changes):
        if change.path not in today or change.status == "D":
            continue
        name = today[change.path]
        found[name].insert(0, (change.day, change.blob))
        if change.status in "AR":
            del today[change.path]
        if change.status == "R":
            today[change.old_path] = name
    return found


def _row(name: str, history: list[Version]) -> Row:
    first: dict[str, date] = {}
    for day, text in history:
        first.setdefault(_status(text), day)
    latest = history[-1][1]
    targets = _targets(history)
    created, implemented = _day(_value(latest, "creation-date")), first.get("implemented")
    slip = _minor(targets[-1][1]) - _minor(targets[0][1]) if targets else None
    return {
        "kep": _number(name, latest),
        "sig": name.split("/")[1],
        "creation_date": created,
        "first_seen": history[0][0],
        "provisional_on": first.get("provisional"),
        "implementable_on": first.get("implementable"),
        "implemented_on": implemented,
        "closed_other_on": min((first[s] for s in CLOSED if s in first), default=None),
        "status": _status(latest) or None,
        "stage": _last(_stage(text) for _, text in history),
        "target_alpha": _last(_target(text, "alpha") for _, text in history),
        "target_beta": _last(_target(text, "beta") for _, text in history),
        "target_stable_last": targets[-1][1] if targets else None,
        "target_stable_first": targets[0][1] if targets else None,
        "target_stable_first_recorded": targets[0][0] if targets else None,
        "stable_retargets": len(targets) - 1 if targets else None,
        "stable_slip_releases": slip,
        "creation_to_implemented_days": (
            (implemented - created).days if implemented and created else None
        ),
    }


def _targets(history: list[Version]) -> list[Version]:
    """Each release that was named for the stable stage, with the day it was first named."""
    named = [(day, _target(text, "stable")) for day, text in history]
    named = [(day, target) for day, target in named if target]
    return [pair for place, pair in enumerate(named) if not place or pair[1] != named[place - 1][1]]


def _value(text: str, key: str) -> str:
    # Read by line: dozens of early versions are no valid YAML.
    match = re.search(rf"^{key}:[ \t]*[\"']?([^\"'#\n]*)", text, re.MULTILINE)
    return match[1].strip() if match else ""


def _status(text: str) -> str:
    """One of the seven statuses, or nothing; 'implemented (beta)' is implemented."""
    words = _value(text, "status").lower().split()
    status = SYNONYMS.get(words[0], words[0]) if words else ""
    return status if status in STATUSES else ""


def _stage(text: str) -> str:
    stage = _value(text, "stage")
    return "" if "|" in stage else stage


def _target(text: str, stage: str) -> str:
    block = re.search(r"^milestones?:(.*?)(?=^[^\s#]|\Z)", text, re.MULTILINE | re.DOTALL)
    found = block and re.search(rf"^\s+{stage}:\s*[\"']?v?(\d+\.\d+)", block[1], re.MULTILINE)
    return found[1] if found else ""


def _last(values: Iterable[str]) -> str | None:
    """Take the last one stated: a target deleted once it is met stays what it was."""
    return next((value for value in reversed(list(values)) if value), None)


def _number(name: str, text: str) -> str:
    number = _value(text, "kep-number")
    return number if number.isdigit() else name.split("/")[-2].partition("-")[0]


def _minor(release: str) -> int:
    return int(release.partition(".")[2])


def _day(text: str) -> date | None:
    parts = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text)
    try:
        return date(*map(int, parts.groups())) if parts else None
    except ValueError:  # month and day swapped, or no day at all
        return None


if __name__ == "__main__":
    run(rows, __file__)
