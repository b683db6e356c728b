"""Read a repository's history for the datasets that are built from one.

Only git's reading commands run, on a clone that the user has made. Days are UTC; the
history is that of the main line: a change counts on the day it was merged.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tpmlab.errors import TpmlabError

__all__ = ["Change", "Commit", "commits", "files", "mainline", "texts"]


@dataclass(frozen=True)
class Change:
    """One file in one commit of the main line."""

    commit: str
    day: date
    status: str
    """``A`` added, ``M`` modified, ``D`` deleted, ``R`` renamed (and perhaps modified)."""
    blob: str
    path: str
    old_path: str


@dataclass(frozen=True)
class Commit:
    """One commit: parents by hash, times in UTC."""

    parents: tuple[str, ...]
    authored: datetime
    committed: datetime
    subject: str


def mainline(clone: Path, commit: str, *paths: str, renames: bool = False) -> list[Change]:
    """List the changes that the main line saw up to a commit, oldest first.

    Parameters
    ----------
    clone : pathlib.Path
        A clone with its full history, bare or not.
    commit : str
        The last commit to look at; fixes the result for all time.
    paths : str
        Git path patterns; all files if there is none.
    renames : bool
        Whether a moved file is one change with status ``R`` instead of ``D`` and ``A``.

    Raises
    ------
    TpmlabError
        If the folder is no clone or does not hold the commit.
    """
    follow = ("-M", "-l0") if renames else ("--no-renames",)
    options = ("--reverse", "--first-parent", "-m", "--raw", "--no-abbrev", *follow)
    text = _git(clone, "log", *options, "--format=C %H %ct", commit, "--", *paths)
    found, name, day = [], "", date.min
    for line in text.decode("utf-8", "replace").splitlines():
        if line.startswith("C "):
            _, name, seconds = line.split()
            day = _moment(seconds).date()
        elif line.startswith(":"):
            facts, *paths_then_now = line.split("\t")
            _, _, _, blob, status = facts.split()
            found.append(Change(name, day, status[0], blob, paths_then_now[-1], paths_then_now[0]))
    return found


def texts(clone: Path, blobs: set[str]) -> dict[str, str]:
    """Read many file versions at once, by blob hash; what a partial clone lacks is left out."""
    ordered = sorted(blobs)
    answer = _git(clone, "cat-file", "--batch", given="\n".join(ordered).encode())
    found, at = {}, 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, kind, *size = answer[at:end].decode().split()
        at = end + 1
        if kind != "missing":
            length = int(size[0])
            found[name] = answer[at : at + length].decode("utf-8", "replace")
            at += length + 1
    return found


def files(clone: Path, commit: str, folder: str = "") -> list[str]:
    """List the paths of a commit's files, all or below one folder."""
    below = (folder,) if folder else ()
    listed = _git(clone, "ls-tree", "-r", "-z", "--name-only", commit, "--", *below)
    return [name for name in listed.decode("utf-8", "replace").split("\0") if name]


def commits(clone: Path, commit: str) -> dict[str, Commit]:
    """Read every commit up to one, by hash."""
    text = _git(clone, "log", "--format=%H%x00%P%x00%at%x00%ct%x00%s", commit)
    return dict(_commits(text.decode("utf-8", "replace")))


def _commits(text: str) -> Iterator[tuple[str, Commit]]:
    for line in text.split("\n"):
        if line:
            name, parents, authored, committed, subject = line.split("\0", 4)
            yield (
                name,
                Commit(tuple(parents.split()), _moment(authored), _moment(committed), subject),
            )


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _git(clone: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = subprocess.run(  # noqa: S603 - arguments are ours, the clone is the user's
        ["git", "-C", str(clone), *arguments],  # noqa: S607 - the git on the user's path
        input=given,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [""]
        raise TpmlabError(
            f"{clone}: git says '{reason[0]}'; give a clone with its full history, newer than "
            "the commit that the card names."
        )
    return done.stdout
