"""The frame of a group's pages: one file a page, no scripts, for screen and for paper."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from tpmlab.exam.outlines.loading import NOTICE
from tpmlab.pictures import Picture

__all__ = ["image", "names_style", "page", "table"]

_LONGEST_ACROSS = 6  # letters of a name that stands across a narrow column

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2933; --paper: #ffffff; --quiet: #52606d;
  --line: #9aa7b4; --tint: #f1f5f8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --paper: #14191f; --quiet: #a9b5c1; --line: #5b6875; --tint: #202932; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; background: #fff; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { text-align: left; padding: 0.3rem 0.5rem; border: 1px solid var(--line);
  vertical-align: top; overflow-wrap: break-word; }
thead th { background: var(--tint); }
.scroll { overflow-x: auto; }
.small { color: var(--quiet); font-size: 0.9rem; }
.sheet { border-top: 2px solid var(--line); margin-top: 2.5rem; padding-top: 0.5rem; }
.item { border-top: 1px solid var(--line); margin-top: 2rem; }
.lead { font-weight: 600; }
.options { list-style: none; padding-left: 2rem; }
.options li { padding: 0.3rem 0; text-indent: -1.5rem; }
.options strong:first-child { display: inline-block; width: 1.5rem; text-indent: 0; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0 1rem; }
.key { border: 2px solid var(--ink); padding: 0.2rem 0.8rem; margin: 0.6rem 0; }
.ask { border-left: 0.4rem solid var(--ink); padding: 0.1rem 0.8rem; margin: 0.6rem 0; }
.cards { display: grid; grid-template-columns: 1fr 1fr; padding: 0; margin: 0; list-style: none; }
.cards li { border: 2px dashed var(--line); text-align: center; font: 700 7rem/2 sans-serif; }
.votes tbody th, .codes tbody th, .reasons tbody th { white-space: nowrap; }
.reasons td:last-child { width: 27%; }
.upright thead th + th { writing-mode: vertical-rl; white-space: nowrap; }
.votes td { height: 2rem; min-width: 3.2rem; text-align: center; }
@page { margin: 16mm 15mm; @bottom-right { content: counter(page); font: 9pt sans-serif; } }
@media print {
  :root { --ink: #000000; --paper: #ffffff; --quiet: #333333; --line: #666666; --tint: #eeeeee; }
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; line-height: 1.4; }
  .sheet { break-before: page; border-top: 0; margin-top: 0; padding-top: 0; }
  img { max-height: 100mm; max-width: 100%; width: auto; }
  p { margin: 2.5mm 0; }
  .options { margin: 2mm 0; }
  .options li { padding: 0.8mm 0; }
  .item { margin-top: 6mm; }
  .sheet > .item:first-child { border-top: 0; margin-top: 0; }
  .item, figure, tr, li, .key, .ask { break-inside: avoid; }
  h1, h2, h3, .lead { break-after: avoid; }
  figure { margin: 3mm 0; }
  details, .screen { display: none; }
  .scroll { overflow: visible; }
  .votes td { min-width: 0; }
  .cards li { font-size: 90pt; line-height: 100mm; height: 100mm; break-inside: avoid; }
}
"""


def page(title: str, parts: Iterable[str], *, paper: str = "A4") -> str:
    """Write a whole page that loads nothing from elsewhere; the notice stands at its end.

    Parameters
    ----------
    title : str
        Plain text: the page's name and its heading.
    parts : iterable of str
        HTML of the body, below the heading.
    paper : str
        ``A4`` or ``letter``.
    """
    name = escape(title)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{name}</title><style>{_STYLE}@page {{ size: {paper}; }}</style></head>",
            f"<body><main><h1>{name}</h1>",
            *(part for part in parts if part),
            f'<p class="small">{escape(NOTICE)}</p>',
            "</main></body></html>\n",
        )
    )


def image(picture: Picture) -> str:
    """Write a picture into the page itself, with its words as alternative text."""
    data = b64encode(picture.png()).decode()
    return f'<img src="data:image/png;base64,{data}" alt="{escape(picture.alt)}">'


def names_style(names: Sequence[str]) -> str:
    """Name the style of a table with a column a member: longer names stand upright.

    Examples
    --------
    >>> names_style(["NB", "CC"]), names_style(["Noor Bakker", "CC"])
    ('', 'upright')
    """
    return "upright" if max(map(len, names)) > _LONGEST_ACROSS else ""


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    style: str = "",
    label: str = "",
) -> str:
    """Write a table of plain text; its first column names the rows. It scrolls by keyboard.

    ``label`` tells it from others with the same caption on the page.
    """
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(text)}</td>" for text in rest)
        + "</tr>"
        for first, *rest in rows
    )
    look = f' class="{style}"' if style else ""
    return (
        f'<div class="scroll" role="region" aria-label="{escape(label or caption)}" tabindex="0">'
        f"<table{look}><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
