"""Links in lesson text: ``lesson:ID``, also assignment, term, source and dataset, and files.

A built notebook carries plain relative links and URLs. The part after ``#`` names a
heading the way JupyterLab does: its text with hyphens for spaces.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from tpmlab.authoring.library import GLOSSARY_PAGE, Library
from tpmlab.authoring.text import mask_code
from tpmlab.errors import ContentError

__all__ = ["Link", "anchor", "find_links", "resolve", "resolve_text"]

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]"
    r"\((?P<target><[^>\n]+>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+\"(?P<title>[^\"]*)\")?\s*\)"
)
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """One inline link or image: where it stands in its text, and what it says."""

    start: int
    end: int
    image: bool
    text: str
    target: str
    title: str

    @property
    def scheme(self) -> str:
        """``lesson``, ``https``, … or empty for a file or an anchor."""
        match = _SCHEME.match(self.target)
        return match[1] if match else ""

    @property
    def name(self) -> str:
        """What follows the scheme, without ``#anchor``."""
        return self.target.removeprefix(f"{self.scheme}:").partition("#")[0]

    @property
    def fragment(self) -> str:
        """What follows ``#``, decoded."""
        return unquote(self.target.partition("#")[2])


def find_links(text: str) -> Iterator[Link]:
    """Yield the inline links and images of Markdown text, leaving code alone.

    Examples
    --------
    >>> [link.target for link in find_links("[a](lesson:b) and `[c](d)`")]
    ['lesson:b']
    """
    for match in _LINK.finditer(mask_code(text)):
        start, end = match.span()
        target = match["target"].strip("<>")
        # The label is taken from the text itself: a code span in it has been blanked out.
        label = text[match.start("text") : match.end("text")]
        yield Link(start, end, bool(match["image"]), label, target, match["title"] or "")


def anchor(heading: str) -> str:
    """Name a heading as JupyterLab does.

    Examples
    --------
    >>> anchor("Try **first**")
    'Try-first'
    """
    return re.sub(r"[*_`]", "", heading).replace(" ", "-")


def resolve_text(text: str, library: Library, place: PurePosixPath) -> str:
    """Replace every tpmlab link of Markdown text by one that works from a notebook's place.

    Parameters
    ----------
    text : str
        Markdown.
    library : Library
        What links may name.
    place : pathlib.PurePosixPath
        The notebook, relative to the content's root.

    Raises
    ------
    ContentError
        If a link names something that does not exist; the message has no file or line.
    """
    parts, done = [], 0
    for link in find_links(text):
        parts += [text[done : link.start], resolve(link, library, place)]
        done = link.end
    return "".join([*parts, text[done:]])


def resolve(link: Link, library: Library, place: PurePosixPath) -> str:
    """Write one link as Markdown that works from ``place``; see :func:`resolve_text`."""
    resolver = _RESOLVERS.get(link.scheme)
    if resolver is None or link.image:
        return _markdown(link, link.target, link.title)
    return resolver(link, library, place)


def _lesson(link: Link, library: Library, place: PurePosixPath) -> str:
    curriculum = library.curriculum
    if link.name in curriculum.planned:
        return f"{link.text} *(planned)*"
    if link.name not in curriculum.lessons:
        raise _unknown(link, [*curriculum.lessons, *curriculum.planned])
    url = _relative(curriculum.notebook(link.name), place, link.fragment)
    return _markdown(link, url, curriculum.lessons[link.name].title)


def _assignment(link: Link, library: Library, place: PurePosixPath) -> str:
    if link.name not in library.assignments:
        raise _unknown(link, library.assignments)
    return _markdown(link, _relative(library.curriculum.exercise(link.name), place), link.title)


def _term(link: Link, library: Library, place: PurePosixPath) -> str:
    term = library.glossary.by_id.get(link.name)
    if term is None:
        raise _unknown(link, library.glossary.by_id)
    return _markdown(link, _relative(GLOSSARY_PAGE, place, anchor(term.term)), term.definition)


def _source(link: Link, library: Library, place: PurePosixPath) -> str:
    source = library.sources.by_id.get(link.name)
    if source is None:
        raise _unknown(link, library.sources.by_id)
    if source.url is None:
        return f"{link.text} ({source.citation})"
    return _markdown(link, source.url, source.citation)


def _dataset(link: Link, library: Library, place: PurePosixPath) -> str:
    if link.name not in library.datasets:
        raise _unknown(link, library.datasets)
    card = PurePosixPath("datasets", link.name, "README.md")
    return _markdown(link, _relative(card, place), library.datasets[link.name])


_RESOLVERS: dict[str, Callable[[Link, Library, PurePosixPath], str]] = {
    "lesson": _lesson,
    "assignment": _assignment,
    "term": _term,
    "source": _source,
    "dataset": _dataset,
}


def _relative(target: PurePosixPath, place: PurePosixPath, fragment: str = "") -> str:
    # both from "/": else the working directory is asked for, which nbgrader moves meanwhile
    path = posixpath.relpath(f"/{target}", f"/{place.parent}")
    return quote(path) + (f"#{quote(fragment)}" if fragment else "")


def _markdown(link: Link, url: str, title: str) -> str:
    words = " ".join(title.split()).replace('"', "'")
    target = f"<{url}>" if re.search(r"[\s()]", url) else url
    shown = f' "{words}"' if words else ""
    return f"{'!' * link.image}[{link.text}]({target}{shown})"


def _unknown(link: Link, known: object) -> ContentError:
    names = [str(name) for name in known]  # type: ignore[attr-defined]
    close = get_close_matches(link.name, names, n=3, cutoff=0.4)
    hint = f"closest are {', '.join(close)}" if close else "add it or correct the link"
    return ContentError(f"the link '{link.target}' names no {link.scheme}; {hint}")
