"""What the build makes: a notebook for each lesson, two folders for each assignment, two pages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

import nbformat

import tpmlab
from tpmlab.authoring.assignments import solution_notebook
from tpmlab.authoring.cache import builder_key, digest
from tpmlab.authoring.contents_page import contents_notebook
from tpmlab.authoring.execute import run_lesson
from tpmlab.authoring.glossary_page import glossary_notebook
from tpmlab.authoring.library import CONTENTS_PAGE, GLOSSARY_PAGE, Library
from tpmlab.authoring.notebook import lesson_notebook, to_bytes
from tpmlab.authoring.outputs import keep_volatile, normalise
from tpmlab.authoring.release import release

__all__ = ["Made", "Target", "all_targets"]

_IGNORED = {"__pycache__", ".ipynb_checkpoints"}


@dataclass(frozen=True)
class Made:
    """Built files by path below the content's root, and what was read to make them."""

    files: dict[PurePosixPath, bytes]
    reads: list[str] = field(default_factory=list)


class Target(Protocol):
    """Something that can be built by itself."""

    name: str
    source: PurePosixPath
    # Wholly the target's own: other files there are removed.
    folders: tuple[PurePosixPath, ...]

    def key(self) -> str:
        """Fingerprint of everything known before building; ContentError if the text is broken."""

    async def make(self) -> Made:
        """Build."""


def all_targets(library: Library) -> list[Target]:
    """List every target: lessons in teaching order, then assignments, then the pages."""
    turn = asyncio.Lock()
    targets: list[Target] = []
    targets += [LessonTarget(lesson_id, library) for lesson_id in library.curriculum.lessons]
    targets += [AssignmentTarget(name, library, turn) for name in library.assignments]
    contents = PageTarget("contents", "curriculum", CONTENTS_PAGE, contents_notebook, library)
    glossary = PageTarget("glossary", "glossary", GLOSSARY_PAGE, glossary_notebook, library)
    return [*targets, contents, glossary]


class LessonTarget:
    """A lesson's notebook, executed."""

    folders: tuple[PurePosixPath, ...] = ()

    def __init__(self, lesson_id: str, library: Library) -> None:
        self.name = lesson_id
        self.library = library
        self.source = library.curriculum.source(lesson_id)
        self.place = library.curriculum.notebook(lesson_id)

    def key(self) -> str:
        """Fingerprint of text with links resolved, curriculum entry, items and builder."""
        entry = self.library.curriculum.lessons[self.name].model_dump_json()
        items = self.library.base / "content" / "exam" / "items" / "lessons" / self.name
        return digest(
            builder_key().encode(),
            self.place.as_posix().encode(),
            to_bytes(self._laid_out()),
            entry.encode(),
            *_contents(items).values(),
        )

    async def make(self) -> Made:
        """Run the lesson; LessonError if a cell does not run clean."""
        document, base = self.library.lesson(self.name), self.library.base
        run = await run_lesson(self._laid_out(), document, base, self.place)
        repository = Path(tpmlab.__file__).resolve().parents[2]
        private = [run.workspace, base.resolve(), repository, Path.home()]
        normalise(run.notebook, document, private)
        keep_volatile(run.notebook, _stored(base / self.place))
        return Made({self.place: to_bytes(run.notebook)}, run.reads)

    def _laid_out(self) -> Any:
        document = self.library.lesson(self.name)
        return lesson_notebook(document, self.name, self.library, self.place)


class AssignmentTarget:
    """The instructor's folder in ``solutions/`` and the learner's in ``exercises/``."""

    def __init__(self, assignment_id: str, library: Library, turn: asyncio.Lock) -> None:
        self.id = assignment_id
        self.name = f"assignment {assignment_id}"
        self.library = library
        self.source = library.assignments[assignment_id]
        self.solutions = PurePosixPath("solutions", assignment_id)
        self.exercises = PurePosixPath("exercises", assignment_id)
        self.folders: tuple[PurePosixPath, ...] = (self.solutions, self.exercises)
        self._turn = turn

    def key(self) -> str:
        """Fingerprint of the instructor's folder, nbgrader's configuration and the builder."""
        config = self.library.base / "nbgrader_config.py"
        files = self._solution()
        return digest(
            builder_key().encode(),
            config.read_bytes() if config.is_file() else b"",
            *(part for path, body in files.items() for part in (str(path).encode(), body)),
        )

    async def make(self) -> Made:
        """Let nbgrader make the learner's version; ReleaseError if it refuses."""
        solution = self._solution()
        async with self._turn:  # nbgrader needs a changed PATH, which all threads share
            made = await asyncio.to_thread(release, self.id, solution, self.library.base)
        return Made(
            {self.solutions / path: body for path, body in solution.items()}
            | {self.exercises / path: body for path, body in made.items()}
        )

    def _solution(self) -> dict[PurePosixPath, bytes]:
        document = self.library.assignment(self.id)
        notebook = solution_notebook(document, self.id, self.library)
        extra = self.library.base / "content" / "assignments" / self.id
        return {PurePosixPath(f"{self.id}.ipynb"): to_bytes(notebook), **_contents(extra)}


class PageTarget:
    """A page of its own, laid out from one file of ``content/``."""

    folders: tuple[PurePosixPath, ...] = ()

    def __init__(
        self,
        name: str,
        source: str,
        place: PurePosixPath,
        lay_out: Callable[[Library], Any],
        library: Library,
    ) -> None:
        self.name, self.place = name, place
        self.source = PurePosixPath("content", f"{source}.yaml")
        self._lay_out, self._library = lay_out, library

    def key(self) -> str:
        """Fingerprint of the page itself: making it costs nothing."""
        return digest(builder_key().encode(), self._page())

    async def make(self) -> Made:
        """Lay the page out."""
        return Made({self.place: self._page()})

    def _page(self) -> bytes:
        return to_bytes(self._lay_out(self._library))


def _contents(folder: Path) -> dict[PurePosixPath, bytes]:
    files: Iterable[Path] = sorted(folder.rglob("*")) if folder.is_dir() else ()
    return {
        PurePosixPath(file.relative_to(folder).as_posix()): file.read_bytes()
        for file in files
        if file.is_file() and not _IGNORED & set(file.parts)
    }


def _stored(path: Path) -> Any:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError):
        return None
