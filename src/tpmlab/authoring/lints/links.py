"""Links that lead nowhere, and pictures that say nothing to those who can't see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from tpmlab.authoring.library import CONTENTS_PAGE, GLOSSARY_PAGE, Library
from tpmlab.authoring.links import Link, anchor, find_links, resolve
from tpmlab.authoring.lints.finding import Finding
from tpmlab.authoring.text import Document, mask_code
from tpmlab.errors import ContentError

__all__ = ["broken_links", "silent_pictures"]

_PLAIN_SCHEMES = {"", "http", "https", "mailto"}
_OUR_SCHEMES = {"lesson", "assignment", "term", "source", "dataset"}
_INDIRECT = re.compile(r"\]\[[^\]]*\]|^ {0,3}\[[^\]^]+\]:\s", re.MULTILINE)
_IMAGE_TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE | re.DOTALL)
_PLOTTING = re.compile(r"\bmatplotlib\b|\bpyplot\b|\bseaborn\b|\.savefig\(|\.plot\(")


def broken_links(document: Document, place: PurePosixPath, library: Library) -> Iterator[Finding]:
    """Yield links that will not work from a notebook at ``place``."""
    for line, link in _links(document):
        problem = _problem(link, document, place, library)
        if problem:
            yield Finding(str(document.path), line, problem)
    for line, masked in _masked(document):
        for match in _INDIRECT.finditer(masked):
            yield Finding(
                str(document.path),
                line + masked.count("\n", 0, match.start()),
                "a link is written in two places; write it inline, as [text](target).",
            )


def _problem(link: Link, document: Document, place: PurePosixPath, library: Library) -> str:
    if link.scheme in _OUR_SCHEMES:
        return _own_problem(link, place, library)
    if link.scheme not in _PLAIN_SCHEMES:
        schemes = ", ".join(f"{scheme}:" for scheme in sorted(_OUR_SCHEMES))
        return f"the link '{link.target}' has an unknown scheme; use {schemes} or a URL."
    if link.scheme:
        return ""
    if not link.name:
        known = {anchor(heading.text) for heading in document.headings}
        if link.fragment in known:
            return ""
        return f"no heading here is '#{link.fragment}'; write its words with hyphens between."
    return _file_problem(link, place, library)


def _own_problem(link: Link, place: PurePosixPath, library: Library) -> str:
    try:
        resolve(link, library, place)
    except ContentError as error:
        return f"{error}."
    if link.scheme == "lesson" and link.fragment and link.name in library.curriculum.lessons:
        headings = library.lesson(link.name).headings
        if link.fragment not in {anchor(heading.text) for heading in headings}:
            return f"the lesson '{link.name}' has no heading '#{link.fragment}'; correct it."
    return ""


def _file_problem(link: Link, place: PurePosixPath, library: Library) -> str:
    parts: list[str] = list(place.parent.parts)
    for part in unquote(link.name).split("/"):
        if part == "..":
            if not parts:
                return f"the link '{link.target}' leaves the repository; correct it."
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    target = PurePosixPath(*parts)
    if target in _built(library) or (library.base / target).exists():
        return ""
    return f"the link '{link.target}' leads to {target}, which does not exist; correct it."


def _built(library: Library) -> set[PurePosixPath]:
    curriculum = library.curriculum
    return {
        CONTENTS_PAGE,
        GLOSSARY_PAGE,
        *(curriculum.notebook(name) for name in curriculum.lessons),
        *(curriculum.exercise(name) for name in library.assignments),
    }


def silent_pictures(document: Document) -> Iterator[Finding]:
    """Yield pictures without alternative text, and plotting code that can't have one."""
    for line, link in _links(document):
        if link.image and not link.text.strip():
            message = (
                f"the picture '{link.target}' has no alt text; say between [ and ] what it shows."
            )
            yield Finding(str(document.path), line, message)
    for line, masked in _masked(document):
        for match in _IMAGE_TAG.finditer(masked):
            if not re.search(r"\balt\s*=\s*[\"'][^\"']", match[0]):
                where = line + masked.count("\n", 0, match.start())
                yield Finding(str(document.path), where, 'an <img> has no alt text; add alt="…".')
    for cell in document.cells:
        if cell.kind == "code" and _PLOTTING.search(cell.source):
            message = (
                "the cell draws by itself, so its picture has no caption; call a function of "
                "tpmlab that returns a Picture."
            )
            yield Finding(str(document.path), cell.line, message)


def _links(document: Document) -> Iterator[tuple[int, Link]]:
    for cell in document.cells:
        if cell.kind == "text":
            for link in find_links(cell.source):
                yield cell.line + cell.source.count("\n", 0, link.start), link


def _masked(document: Document) -> Iterator[tuple[int, str]]:
    for cell in document.cells:
        if cell.kind == "text":
            yield cell.line, mask_code(cell.source)
