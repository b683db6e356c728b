"""What the gates look at: an item's texts and where it stands, whatever its type."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.quality.wording import words_of

__all__ = ["Choice", "Entry", "Question"]


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its words, whether it is right, and the belief behind it."""

    text: str
    key: bool
    misconception: str | None = None
    why: str = ""

    @cached_property
    def plain(self) -> str:
        """The text as a learner sees it, without marks."""
        return to_plain(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in small letters, numbers as ``#``."""
        return words_of(self.plain)


@dataclass(frozen=True)
class Question:
    """A closed list to choose from: a whole item, or one gap of a sentence."""

    item: str
    task: str
    domain: str
    kind: str
    stem: str
    choices: tuple[Choice, ...]

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Numbers of the choices that are right."""
        return tuple(n for n, choice in enumerate(self.choices) if choice.key)

    @property
    def chance(self) -> float:
        """Share of keys: how often a blind pick is one."""
        return len(self.keys) / len(self.choices)

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """Characters of each choice."""
        return tuple(len(choice.plain) for choice in self.choices)


@dataclass(frozen=True)
class Entry:
    """One item of a bank: what a reader meets, and what the writer declared about it.

    ``group`` is what a solver leaves out together: the outline's task, or the lesson.
    ``texts`` are further words a learner reads (prompts, steps, gaps).
    """

    id: str
    file: str
    type: str
    level: str
    group: str
    domain: str
    approach: str
    stem: str
    situation: str
    lead: str
    principle: str
    questions: tuple[Question, ...]
    tasks: tuple[str, ...] = ()
    case: str | None = None
    twin: str | None = None
    exhibit: str | None = None
    whys: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()
    texts: tuple[str, ...] = field(default=())

    @property
    def asked(self) -> str:
        """Scenario and lead-in as one text; items of a case share its situation."""
        return " ".join(part for part in (self.situation, self.stem, self.lead) if part)
