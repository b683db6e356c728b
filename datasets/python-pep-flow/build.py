"""Rebuild data.csv from a clone of the Python Enhancement Proposals.

git clone https://github.com/python/peps
python datasets/python-pep-flow/build.py peps
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from tpmlab.authoring.git_history import Change, files, mainline, texts
from tpmlab.authoring.rebuild import Row, run

LAST_COMMIT = "ba4deeb7969588d937da609008d05bb83a47b1ab"
_FILE = re.compile(r"(?:peps/)?pep-(\d{4})\.(?:txt|rst)")
_DECISIONS = ("Accepted", "Provisional", "Final", "Active", "Rejected", "Withdrawn")
_DATED = ("Accepted", "Final", "Rejected", "Withdrawn", "Deferred", "Superseded")


def rows(source: Path, last_commit: str = LAST_COMMIT) -> Iterator[Row]:
    """One row a proposal: the day each status first stood on the main line."""
    histories = _histories(mainline(source, last_commit))
    versions = texts(source, {change.blob for history in histories.values() for change in history})
    present = {
        int(match[1]) for name in files(source, last_commit) if (match := _FILE.fullmatch(name))
    }
    for number in sorted(present):
        history = [
            (change.day, _headers(versions[change.blob]))
            for change in histories[number]
            if change.blob in versions
        ]
        yield _row(number, history)


def _histories(changes: Iterable[Change]) -> dict[int, list[Change]]:
    """Versions of each proposal; a number that was given up and used again starts afresh."""
    paths: dict[int, set[str]] = {}
    given_up: dict[int, str] = {}  # number -> the commit that deleted its last file
    found: dict[int, list[Change]] = {}
    for change in changes:
        match = _FILE.fullmatch(change.path)
        if match is None:
            continue
        number = int(match[1])
        live = paths.setdefault(number, set())
        if change.status == "D":
            live.discard(change.path)
            given_up[number] = change.commit
            continue
        # A move deletes and adds in one commit: that is no new start.
        if not live and given_up.get(number, change.commit) != change.commit:
            found[number] = []
        live.add(change.path)
        found.setdefault(number, []).append(change)
    return found


def _headers(text: str) -> dict[str, str]:
    """Mail-style headers up to the first empty line; continued lines are joined."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        match = re.match(r"([A-Za-z-]+):\s*(.*)$", line)
        if not line.strip():
            break
        if match:
            name = match[1].lower()
            found[name] = match[2].strip()
        elif name and line[0].isspace():
            found[name] += f" {line.strip()}"
    return found


def _row(number: int, history: list[tuple[date, dict[str, str]]]) -> Row:
    first: dict[str, date] = {}
    statuses: list[str] = []
    for day, headers in history:
        status = headers.get("status", "").capitalize()
        if status and statuses[-1:] != [status]:
            statuses.append(status)
            first.setdefault(status, day)
    latest = history[-1][1]
    created = _created(latest.get("created", ""))
    decided = min((first[status] for status in _DECISIONS if status in first), default=None)
    return {
        "pep": number,
        "type": latest.get("type"),
        "topic": latest.get("topic"),
        "created": created,
        "first_seen": history[0][0],
        **{f"{status.lower()}_on": first.get(status) for status in _DATED},
        "status": statuses[-1],
        "python_version": latest.get("python-version"),
        "status_changes": len(statuses) - 1,
        "first_decision_on": decided,
        "created_to_first_decision_days": (decided - created).days if decided and created else None,
    }


def _created(text: str) -> date | None:
    """Read 7-Jul-2001 or 07 July 2001, whatever follows."""
    match = re.match(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})", text)
    return datetime.strptime(" ".join(match.groups()), "%d %b %Y").date() if match else None


if __name__ == "__main__":
    run(rows, __file__)
