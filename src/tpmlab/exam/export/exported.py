"""What an export made, and what it says about items that the format can't hold as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tpmlab.exam.items.model import Item

__all__ = ["Exported", "sorted_out"]

Words = Mapping[str, str]  # type of item → how it is written there


@dataclass(frozen=True)
class Exported:
    """A file's bytes with a count of what is in it.

    Attributes
    ----------
    data : bytes
        The file.
    written : int
        Items in it, converted ones among them.
    converted : mapping
        Type → how it is written instead and how often, for types the format doesn't have.
    left_out : mapping
        Type → how many items of it are not in the file.
    """

    data: bytes
    written: int
    converted: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Say what was written, converted and left out, a line each.

        Examples
        --------
        >>> made = Exported(b"", 3, {"hotspot": ("choice in words", 1)}, {"ordering": 2})
        >>> for line in made.lines():
        ...     print(line)
        3 items written.
        Converted: 1 hotspot as choice in words.
        Left out: 2 ordering; this format has nothing like it.
        """
        yield f"{self.written} item{'' if self.written == 1 else 's'} written."
        for kind, (words, count) in self.converted.items():
            yield f"Converted: {count} {kind} as {words}."
        for kind, count in self.left_out.items():
            yield f"Left out: {count} {kind}; this format has nothing like it."


def sorted_out(
    items: Iterable[Item], left_out: Iterable[str], instead: Words
) -> tuple[list[Item], Callable[[bytes], Exported]]:
    """Split off the items of types that a format doesn't have.

    Returns
    -------
    tuple
        The items to write, and the function that makes the result from the file's bytes.
    """
    items, skipped = list(items), frozenset(left_out)
    kept = [item for item in items if item.type not in skipped]
    counts = Counter(item.type for item in items)
    converted = {kind: (words, counts[kind]) for kind, words in instead.items() if counts[kind]}
    missing = {kind: counts[kind] for kind in sorted(skipped) if counts[kind]}
    return kept, lambda data: Exported(data, len(kept), converted, missing)
