"""Run a dataset's build.py as its user does, and make the repositories some of them read."""

from __future__ import annotations

import os
import runpy
import subprocess
from pathlib import Path

import pytest

from tpmlab.authoring.rebuild import table_text
from tpmlab.data.package import read_package

DATASETS = Path(__file__).resolve().parents[2] / "datasets"


@pytest.fixture
def rebuild():
    """Return the ``data.csv`` that a dataset's build.py makes of a source."""

    def run(name: str, source: Path, **options: object) -> str:
        build = runpy.run_path(str(DATASETS / name / "build.py"))
        return table_text(build["rows"](source, **options), read_package().find(name))

    return run


class Repository:
    """A git repository whose commits have the days that a test gives them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True)
        self._git("init", "--quiet", "--initial-branch=main")

    def _git(self, *arguments: str, day: str = "2020-01-01T00:00:00Z") -> str:
        who = {"NAME": "Nobody", "EMAIL": "nobody@example.org", "DATE": day}
        author = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in who.items()
        }
        system = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env={**os.environ, **author, **system},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, day: str, subject: str = "Change", **files: str | None) -> str:
        """Write files (None deletes one; ``__`` in a name is a slash) and commit on a day, noon UTC."""
        for name, text in files.items():
            path = self.path / name.replace("__", "/")
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self._git("add", "--all")
        self._git("commit", "--quiet", "-m", subject, day=f"{day}T12:00:00Z")
        return self.head

    def move(self, old: str, new: str) -> None:
        """Move a file; the next commit holds it."""
        (self.path / new).parent.mkdir(parents=True, exist_ok=True)
        self._git("mv", old, new)

    def branch(self, name: str) -> None:
        self._git("checkout", "--quiet", "-b", name)

    def merge(self, name: str, subject: str, day: str) -> str:
        self._git("checkout", "--quiet", "main")
        self._git("merge", "--quiet", "--no-ff", "-m", subject, name, day=f"{day}T12:00:00Z")
        return self.head

    @property
    def head(self) -> str:
        return self._git("rev-parse", "HEAD")


@pytest.fixture
def repository_at():
    return Repository
