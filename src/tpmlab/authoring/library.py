"""Everything a lesson may refer to, loaded once for a build or a check."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from tpmlab.authoring.text import Document, read_document
from tpmlab.curriculum import Curriculum, load_curriculum
from tpmlab.data.package import PACKAGE, read_package
from tpmlab.exam.items.bank import load_lesson_items
from tpmlab.exam.items.model import ChoiceItem
from tpmlab.glossary import Glossary, load_glossary
from tpmlab.sources import Sources, load_sources
from tpmlab.world import World, load_world

__all__ = ["CONTENTS_PAGE", "GLOSSARY_PAGE", "Library"]

GLOSSARY_PAGE = PurePosixPath("notebooks/glossary.ipynb")
CONTENTS_PAGE = PurePosixPath("notebooks/contents.ipynb")


@dataclass(frozen=True)
class Library:
    """The content below one root."""

    base: Path
    curriculum: Curriculum
    glossary: Glossary
    sources: Sources
    world: World

    @classmethod
    def load(cls, base: Path) -> Library:
        """Read the content's YAML files; ContentError for the first that is not usable."""
        return cls(
            base, load_curriculum(base), load_glossary(base), load_sources(base), load_world(base)
        )

    @cached_property
    def assignments(self) -> dict[str, PurePosixPath]:
        """Source of each assignment by id."""
        folder = self.base / "content" / "assignments"
        return {
            path.stem: PurePosixPath("content/assignments", path.name)
            for path in sorted(folder.glob("*.md"))
        }

    @cached_property
    def datasets(self) -> dict[str, str]:
        """Title of each dataset by id."""
        if not (self.base / PACKAGE).exists():
            return {}
        return {name: found.title for name, found in read_package(self.base).by_name.items()}

    def lesson(self, lesson_id: str) -> Document:
        """Parse a written lesson; kept, since several lints read it."""
        return self._document(self.curriculum.source(lesson_id))

    def assignment(self, assignment_id: str) -> Document:
        """Parse an assignment."""
        return self._document(self.assignments[assignment_id])

    def items(self, lesson_id: str) -> list[ChoiceItem]:
        """Load a written lesson's questions; kept, ContentError if one is not usable."""
        if lesson_id not in self._items:
            self._items[lesson_id] = load_lesson_items(lesson_id, self.base)
        return self._items[lesson_id]

    @cached_property
    def _items(self) -> dict[str, list[ChoiceItem]]:
        return {}

    @cached_property
    def _documents(self) -> dict[PurePosixPath, Document]:
        return {}

    def _document(self, path: PurePosixPath) -> Document:
        if path not in self._documents:
            self._documents[path] = read_document(self.base, path)
        return self._documents[path]
