"""What is put before a learner: items in order, in sections, with time and mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

__all__ = ["Section", "Sheet"]


@dataclass(frozen=True)
class Section:
    """Items answered together; ``break_minutes`` of break may follow before the next section."""

    items: tuple[str, ...]
    break_minutes: float = 0.0


@dataclass(frozen=True)
class Sheet:
    """What is put before the learner: items by id in order, in sections, with time and mode.

    ``minutes`` is None where time doesn't run out.

    Examples
    --------
    >>> sheet = Sheet("pmp-2026", "exam", (Section(("a", "b"), 10.0), Section(("c",))), 4.0)
    >>> sheet.items, sheet.section_of(2), list(sheet.range_of(0))
    (('a', 'b', 'c'), 1, [0, 1])
    """

    outline: str
    mode: Literal["study", "exam"]
    sections: tuple[Section, ...]
    minutes: float | None = None
    title: str = "Practice"
    form: str | None = None
    seed: int | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of all items, in order."""
        return tuple(name for section in self.sections for name in section.items)

    def range_of(self, section: int) -> range:
        """Positions that a section's items have on the sheet."""
        start = sum(len(before.items) for before in self.sections[:section])
        return range(start, start + len(self.sections[section].items))

    def section_of(self, position: int) -> int:
        """Section that holds a position."""
        return next(n for n in range(len(self.sections)) if position in self.range_of(n))

    def only(self, known: Callable[[str], bool]) -> Sheet:
        """Leave out the items that are not known any more; their section stays."""
        kept = (
            Section(tuple(filter(known, section.items)), section.break_minutes)
            for section in self.sections
        )
        return replace(self, sections=tuple(kept))

    def plain(self) -> dict[str, Any]:
        """Values that JSON can hold; :meth:`of_plain` reads them."""
        return asdict(self)

    @classmethod
    def of_plain(cls, plain: dict[str, Any]) -> Sheet:
        """Build the sheet that :meth:`plain` told of."""
        sections = tuple(
            Section(tuple(each["items"]), each["break_minutes"]) for each in plain["sections"]
        )
        return cls(**{**plain, "sections": sections})
