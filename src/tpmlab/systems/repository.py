"""A real git repository in a temporary folder, with people and days of its own.

Nothing of the reader's own git is used or changed: no settings, no name, no clock. So the
same commands give the same commits, down to their ids, on every machine.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import weakref
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from tpmlab.systems.errors import SystemsError

__all__ = ["Repository", "Transcript"]

_STEP = timedelta(minutes=10)
_LONGEST_S = 30


class Transcript(str):
    """What a command printed; a notebook shows it as it stands."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Repository:
    """An empty repository with one branch, ``main``.

    Close it, or use it in a ``with`` statement; its folder goes with its last name in any
    case, and when Python ends.

    Parameters
    ----------
    start : str
        When its clock starts; each commit is ten minutes later than the one before it,
        or has a day of its own.

    Raises
    ------
    SystemsError
        If git is not installed, or doesn't start.

    Examples
    --------
    >>> with Repository() as notes:
    ...     notes.write("plan.txt", "launch: 12 March")
    ...     print(notes.commit("Say when we launch", "Nadia Rahman"))
    ...     print(notes.run("git log --format='%an: %s'"))
    ...     notes.run("git reflog --date=nonsense").splitlines()[0]
    bd062fd Say when we launch
    Nadia Rahman: Say when we launch
    'fatal: unknown date format nonsense'
    """

    def __init__(self, start: str = "2027-02-15T09:00") -> None:
        self._git = shutil.which("git")
        if self._git is None:
            raise SystemsError(
                "This needs git, which isn't installed here: get it from https://git-scm.com, "
                "start JupyterLab again, and run the cell again."
            )
        self._clock = datetime.fromisoformat(start)
        self._author = "Deputy"
        folder = TemporaryDirectory(prefix="tpmlab-git-", ignore_cleanup_errors=True)
        self._finish = weakref.finalize(self, folder.cleanup)
        self.folder = Path(folder.name)
        begun, said = self._run([self._git, "init", "--quiet"])
        if begun != 0:
            self.close()
            raise SystemsError(
                f"git is installed but doesn't start; it says '{said[:200]}'. Try 'git init' in a "
                "terminal, do what it asks for, and run the cell again."
            )
        self.run("git symbolic-ref HEAD refs/heads/main")  # older git has no --initial-branch
        self.write(".git/info/exclude", "try_*")

    def write(self, name: str, text: str) -> None:
        """Write a file; folders in its name are made.

        A file whose name begins with ``try_`` is never committed.
        """
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")

    def read(self, name: str) -> Transcript:
        """Give a file's text as it lies in the folder now."""
        path = self.folder / name
        if not path.is_file():
            raise SystemsError(f"There is no file '{name}' on this branch; 'git ls-files' lists.")
        return Transcript(path.read_text(encoding="utf-8").rstrip("\n"))

    def commit(self, message: str, author: str = "Deputy", at: str | None = None) -> Transcript:
        """Record everything that has changed; gives the commit's short id and message.

        Parameters
        ----------
        message : str
            What changed and, better, why.
        author : str
            Who.
        at : str, optional
            When, as ``2027-03-02T16:40``; otherwise ten minutes after the last.
        """
        self._clock = datetime.fromisoformat(at) if at else self._clock + _STEP
        self._author = author
        self.run("git add --all")
        said = self.run(f"git commit --quiet --allow-empty -m {shlex.quote(message)}")
        self._author = "Deputy"
        return said or self.run("git log -1 --format='%h %s'")

    def run(self, command: str) -> Transcript:
        """Run one git command in the folder; gives what it prints, a refusal included.

        Raises
        ------
        SystemsError
            If the command isn't one of git's.
        """
        words = shlex.split(command)
        if words[:1] != ["git"]:
            raise SystemsError(f"'{command}' is no git command: begin with 'git'.")
        if words[1:2] in (["merge"], ["revert"], ["cherry-pick"]):
            self._clock += _STEP
        return self._run([str(self._git), *words[1:]])[1]

    def python(self, name: str) -> tuple[bool, Transcript]:
        """Run one of its Python files: whether it ended well, and what it printed."""
        status, said = self._run([sys.executable, "-B", str(self.folder / name)])
        return status == 0, said

    def close(self) -> None:
        """Remove the folder."""
        self._finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, words: list[str]) -> tuple[int, Transcript]:
        try:
            done = subprocess.run(  # noqa: S603 - git or Python, in a folder of our own
                words,
                cwd=self.folder,
                env=self._environment(),
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=_LONGEST_S,
            )
        except subprocess.TimeoutExpired:
            raise SystemsError(
                f"'{' '.join(words[1:])}' took more than {_LONGEST_S} seconds and was stopped."
            ) from None
        except FileNotFoundError:
            raise SystemsError(
                "This repository has been closed: run the cell that made it again."
            ) from None
        text = done.stdout.decode("utf-8", "replace").rstrip()
        return done.returncode, Transcript(text.replace(f"{self.folder}{os.sep}", ""))

    def _environment(self) -> dict[str, str]:
        """Give the reader's environment without their git: no settings, our people, our clock."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        when = self._clock.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        people = {}
        for role in ("AUTHOR", "COMMITTER"):
            people[f"GIT_{role}_NAME"] = self._author
            people[f"GIT_{role}_EMAIL"] = "team@wickerbridge.example"
            people[f"GIT_{role}_DATE"] = when
        return (
            kept
            | people
            | {
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_EDITOR": "true",
                "GIT_PAGER": "cat",
                "GIT_TERMINAL_PROMPT": "0",
                "HOME": str(self.folder.parent),
                "LC_ALL": "C",
                "TZ": "UTC",
            }
        )
