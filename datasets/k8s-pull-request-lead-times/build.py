"""Rebuild data.csv from clones of two repositories.

git clone https://github.com/kubernetes/enhancements clones/enhancements
git clone https://github.com/kubernetes/sig-release clones/sig-release
python datasets/k8s-pull-request-lead-times/build.py clones
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tpmlab.authoring.git_history import Commit, commits
from tpmlab.authoring.rebuild import Row, run

LAST_COMMITS = {
    "enhancements": "64765b4b02389318f2113119dd9e491479f978a0",
    "sig-release": "e8dfc80571dcb23c67a5ec044da17374358130cf",
}
_MERGE = re.compile(r"Merge pull request #(\d+) ")


def rows(source: Path, last_commits: dict[str, str] = LAST_COMMITS) -> Iterator[Row]:
    """One row a pull request merged by a merge commit, in the order of the merges."""
    for name, last in last_commits.items():
        history = commits(source / name, last)
        merged = dict(_merged(history, last))  # a number merged twice counts with its last merge
        for request, (merge, own) in merged.items():
            yield _row(f"kubernetes/{name}", request, merge, own)


def _merged(
    history: dict[str, Commit], last: str
) -> Iterator[tuple[int, tuple[Commit, list[Commit]]]]:
    """Each pull request on the main line with the commits that it brought."""
    seen: set[str] = set()
    for name in reversed(list(_main_line(history, last))):
        seen.add(name)
        commit = history[name]
        own = [history[new] for new in _new(history, commit.parents[1:], seen)]
        own = [new for new in own if len(new.parents) < 2]
        request = _MERGE.match(commit.subject)
        if request and own and len(commit.parents) > 1:
            yield int(request[1]), (commit, own)


def _main_line(history: dict[str, Commit], last: str) -> Iterator[str]:
    name = last
    while True:
        yield name
        if not history[name].parents:
            return
        name = history[name].parents[0]


def _new(history: dict[str, Commit], parents: tuple[str, ...], seen: set[str]) -> Iterator[str]:
    """Ancestors not seen before; they count as seen from now on."""
    waiting = list(parents)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield name
            waiting += history[name].parents


def _row(repository: str, request: int, merge: Commit, own: list[Commit]) -> Row:
    first = min(commit.authored for commit in own)
    final = max(commit.committed for commit in own)
    return {
        "repository": repository,
        "pull_request": request,
        "first_commit_authored_utc": first,
        "last_commit_utc": final,
        "merged_utc": merge.committed,
        "commits": len(own),
        "lead_time_days": _days(first, merge.committed),
        "last_commit_to_merge_days": _days(final, merge.committed),
    }


def _days(start: datetime, end: datetime) -> float:
    return round((end - start).total_seconds() / 86_400, 3)


if __name__ == "__main__":
    run(rows, __file__)
