"""Build everything that changed, or check that what is stored is what would be built."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from tpmlab.authoring.cache import Cache
from tpmlab.authoring.compare import differences
from tpmlab.authoring.files import remove, store
from tpmlab.authoring.library import CONTENTS_PAGE, GLOSSARY_PAGE, Library
from tpmlab.authoring.stale import leftovers, stale_files
from tpmlab.authoring.targets import Made, Target, all_targets
from tpmlab.errors import ContentError, TpmlabError

__all__ = ["BuildReport", "build"]

Notify = Callable[[int, int, str], None]


@dataclass
class BuildReport:
    """What a build did.

    Parameters
    ----------
    built : list of str
        Targets that were made.
    fresh : list of str
        Targets left alone, since nothing they depend on changed.
    removed : list of str
        Files deleted, since their text is gone or has moved.
    problems : list of str
        One sentence for each target that could not be made; its old files stay.
    differences : list of str
        With ``check``: where stored files differ from what would be built.
    """

    built: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything could be made and, with ``check``, nothing differs."""
        return not self.problems and not self.differences

    def sort(self) -> None:
        """Put every list in order: targets end in the order of their luck."""
        for lines in (self.built, self.fresh, self.removed, self.problems, self.differences):
            lines.sort()


def build(
    base: Path,
    names: Sequence[str] = (),
    *,
    check: bool = False,
    everything: bool = False,
    jobs: int | None = None,
    notify: Notify | None = None,
) -> BuildReport:
    """Build lessons, assignments, contents and glossary below ``base``.

    Parameters
    ----------
    base : pathlib.Path
        The content's root.
    names : sequence of str
        Ids of lessons or assignments, ``contents`` or ``glossary``; empty for all.
    check : bool
        Write nothing; compare with what is stored.
    everything : bool
        Build also what did not change.
    jobs : int or None
        Kernels that run at a time; by default one a core, at most 4.
    notify : callable or None
        Called with (done, total, name) after each target.

    Returns
    -------
    BuildReport
        What was done; problems of single targets are listed there.

    Raises
    ------
    ContentError
        If the content's YAML can't be read or a name is unknown.
    """
    base = base.resolve()  # nbgrader moves the working directory while others are built
    library = Library.load(base)
    targets = all_targets(library)
    chosen = _choose(targets, names)
    work = _Build(base, check=check, everything=everything or check)
    asyncio.run(work.run(chosen, jobs or min(os.cpu_count() or 1, 4), notify or _silent))
    if not names:
        work.sweep(library, targets)
    work.report.sort()
    return work.report


def _choose(targets: list[Target], names: Sequence[str]) -> list[Target]:
    known = {target.name.removeprefix("assignment "): target for target in targets}
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, n=3) or sorted(known)
            raise ContentError(
                f"There is nothing called '{name}' to build; try {', '.join(close)}."
            )
    wanted = set(names)
    return [t for t in targets if not names or t.name.removeprefix("assignment ") in wanted]


def _silent(done: int, total: int, name: str) -> None:
    """Say nothing."""


class _Build:
    def __init__(self, base: Path, *, check: bool, everything: bool) -> None:
        self.base, self.check, self.everything = base, check, everything
        self.cache = Cache.load(base)
        self.report = BuildReport()
        self.failed: set[PurePosixPath] = set()

    async def run(self, targets: list[Target], jobs: int, notify: Notify) -> None:
        turns, done = asyncio.Semaphore(jobs), 0

        async def one(target: Target) -> None:
            nonlocal done
            async with turns:
                await self._one(target)
            done += 1
            notify(done, len(targets), target.name)

        await asyncio.gather(*map(one, targets))

    async def _one(self, target: Target) -> None:
        try:
            key = target.key()
            if not self.everything and self.cache.is_fresh(target.name, key):
                self._tidy(target, self.cache.files(target.name))
                self.report.fresh.append(target.name)
                return
            made = await target.make()
            if self.check:
                self._compare(target, made)
            else:
                self._store(target, made, key)
            self.report.built.append(target.name)
        except TpmlabError as error:
            self.failed.add(target.source)
            self.report.problems.append(str(error))
        except OSError as error:
            self.failed.add(target.source)
            self.report.problems.append(
                f"{target.source}: {error.filename or 'a file'} could not be written "
                f"({error.strerror}); mend that and build again."
            )

    def _store(self, target: Target, made: Made, key: str) -> None:
        for path, content in made.files.items():
            file = self.base / path
            if not file.is_file() or file.read_bytes() != content:
                store(file, content)
        self._tidy(target, made.files)
        self.cache.note(target.name, key, made.reads, made.files)

    def _tidy(self, target: Target, made: Iterable[PurePosixPath]) -> None:
        for old in leftovers(self.base, target, made):
            self._remove(old)

    def _compare(self, target: Target, made: Made) -> None:
        for path, content in made.files.items():
            file = self.base / path
            if not file.is_file():
                self._differs(str(path), "is missing")
                continue
            is_notebook = path.suffix == ".ipynb"
            for difference in differences(file.read_bytes(), content, is_notebook):
                self._differs(str(path), difference)
        for old in leftovers(self.base, target, made.files):
            self._differs(old.relative_to(self.base).as_posix(), "is no longer built")

    def sweep(self, library: Library, targets: list[Target]) -> None:
        """Remove, or with ``check`` report, files whose text is gone or has moved."""
        curriculum = library.curriculum
        lessons = (curriculum.notebook(name) for name in curriculum.lessons)
        places = {CONTENTS_PAGE, GLOSSARY_PAGE, *lessons}
        broken = {path.stem for path in self.failed}
        for path in stale_files(self.base, targets, places):
            if self.check:
                self._differs(path.relative_to(self.base).as_posix(), "is no longer built")
            elif not {path.stem, path.stem.partition("-")[2]} & broken:
                self._remove(path)

    def _remove(self, path: Path) -> None:
        remove(path)
        self.report.removed.append(path.relative_to(self.base).as_posix())

    def _differs(self, path: str, what: str) -> None:
        self.report.differences.append(f"{path}: {what}; run 'tpmlab author build'.")
