"""The little Markdown that questions may use: ``code``, ``*emphasis*`` and ``**strong**``."""

from __future__ import annotations

import re
from html import escape

__all__ = ["to_html", "to_plain"]

# Code first: nothing inside it is a mark. Marks hug their words: "2 * 3 * 4" stays as it is.
_MARK = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\*\*(?P<strong>(?=\S)[^*]+(?<=\S))\*\*"
    r"|\*(?P<em>(?=\S)[^*]+(?<=\S))\*"
)


def to_html(text: str) -> str:
    """Turn a question's text into HTML; everything that isn't one of the three marks is escaped.

    Examples
    --------
    >>> to_html("Does `a<b` *always* hold?")
    'Does <code>a&lt;b</code> <em>always</em> hold?'
    """
    parts, end = [], 0
    for match in _MARK.finditer(text):
        tag = str(match.lastgroup)
        parts.append(escape(text[end : match.start()], quote=False))
        parts.append(f"<{tag}>{escape(match[tag], quote=False)}</{tag}>")
        end = match.end()
    return "".join([*parts, escape(text[end:], quote=False)])


def to_plain(text: str) -> str:
    """Drop the marks of a question's text, for places that show plain words only.

    Examples
    --------
    >>> to_plain("Use `finish`, *not* 2 * 3.")
    'Use finish, not 2 * 3.'
    """
    return _MARK.sub(lambda match: match[str(match.lastgroup)], text)
