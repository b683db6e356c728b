"""The gates' findings as one HTML page that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from tpmlab.exam.outlines.loading import NOTICE
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.quality.entry import Entry
from tpmlab.exam.quality.gates import single_answer
from tpmlab.exam.quality.pages import interval_words, measure_words, summary
from tpmlab.exam.quality.report_pictures import length_picture, position_picture, word_pictures
from tpmlab.exam.quality.verdict import Blame, GateResult
from tpmlab.pictures import Picture

__all__ = ["report_page"]

_APPROACHES = ("predictive", "agile", "hybrid")
_WORDS = {"pass": "✓ pass", "warn": "! warn", "fail": "✗ fail"}
_STYLE = """
:root { color-scheme: light dark; --ink: #1f2933; --paper: #ffffff; --quiet: #52606d;
  --line: #d9e0e7; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --paper: #14191f; --quiet: #a9b5c1; --line: #3b4754; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
img { max-width: 100%; height: auto; background: #fff; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: left; padding: 0.25rem 0.5rem; border-bottom: 1px solid var(--line);
  vertical-align: top; font-weight: normal; }
thead th { font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; }
.verdict { white-space: nowrap; font-weight: 600; }
.small, code { font-size: 0.9rem; } .small { color: var(--quiet); }
.heat td { color: #10202c; text-align: center; border: 1px solid var(--line); }
"""
# Light to dark blue; ink keeps its contrast on each of them, and the number stands in the cell.
_HEAT = ("#ffffff", "#e3eef7", "#c6dcee", "#a3c8e3", "#7fb3d8")


def report_page(
    results: Sequence[GateResult],
    entries: Sequence[Entry],
    heading: str,
    problems: Sequence[Exception] = (),
    outline: Outline | None = None,
) -> str:
    """Write the findings as a page: no scripts, pictures inside, nothing loaded from elsewhere.

    Parameters
    ----------
    results : sequence of GateResult
        What the gates found.
    entries : sequence of Entry
        What they looked at, for the pictures.
    heading : str
        What was looked at, in words.
    problems : sequence of Exception
        Files that could not be read.
    outline : Outline, optional
        For the map of tasks; without it there is none.

    Returns
    -------
    str
        Every word that comes from an item is escaped.
    """
    singles = single_answer(entries)
    pictures = (
        [length_picture(singles), position_picture(singles), *word_pictures(singles)]
        if singles
        else []
    )
    parts = (
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Quality gates: {escape(heading)}</title><style>{_STYLE}</style></head>",
        f"<body><main><h1>{escape(heading)}</h1>",
        f"<p><strong>{escape(summary(results, problems))}.</strong> {_HOW}</p>",
        *_problems(problems),
        "<h2>Gates</h2>",
        _gates(results),
        "<h2>What to mend</h2>",
        *_explained(results),
        "<h2>Pictures</h2>" if pictures else "",
        *map(_image, pictures),
        *(_coverage(entries, outline) if outline is not None else ()),
        f'<p class="small">{escape(NOTICE)}</p>',
        "</main></body></html>",
    )
    return "\n".join(part for part in parts if part) + "\n"


_HOW = (
    "A gate passes, warns or fails. A rate over fewer than 300 items fails only when its whole "
    "95&nbsp;% interval lies beyond the limit; until then the value itself warns. What is passed "
    "is the form of the items: whether they are true and worth asking, people judge."
)


def _problems(problems: Sequence[Exception]) -> Iterator[str]:
    if problems:
        yield "<h2>Files that could not be read</h2><ul>"
        yield from (f"<li>{escape(str(problem))}</li>" for problem in problems)
        yield "</ul>"


def _gates(results: Sequence[GateResult]) -> str:
    heads = ("Verdict", "Gate", "Measure", "95 % interval", "n", "Passes")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    rows = "".join(
        f'<tr><td class="verdict">{_WORDS[each.verdict]}</td>'
        f'<th scope="row">{escape(each.title)} <code>{escape(each.name)}</code></th>'
        f'<td class="number">{escape(measure_words(each))}</td>'
        f'<td class="number">{escape(interval_words(each))}</td>'
        f'<td class="number">{each.n}</td><td>{escape(each.limit)}</td></tr>'
        for each in results
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return _scroll("All gates", table)


def _explained(results: Sequence[GateResult]) -> Iterator[str]:
    mend = [each for each in results if each.verdict != "pass"]
    if not mend:
        yield "<p>Nothing: every gate passes.</p>"
    for each in mend:
        yield f"<h3>{_WORDS[each.verdict]}: {escape(each.title)}</h3><p>{escape(each.advice)}</p>"
        yield from (f'<p class="small">{escape(line)}</p>' for line in each.detail)
        if each.blame:
            yield f"<ul>{''.join(map(_blamed, each.blame))}</ul>"


def _blamed(blame: Blame) -> str:
    words = ", ".join(f"<em>{escape(word)}</em>" for word in blame.words)
    said = f": {words}" if words else ""
    return f"<li><code>{escape(blame.item)}</code>{said}. {escape(blame.why)}</li>"


def _image(picture: Picture) -> str:
    data = b64encode(picture.png()).decode()
    return f'<p><img src="data:image/png;base64,{data}" alt="{escape(picture.alt)}"></p>'


def _coverage(entries: Sequence[Entry], outline: Outline) -> Iterator[str]:
    """Heat map of tasks by approach and by type: a table, so that it can be read aloud."""
    types = sorted({entry.type for entry in entries})
    counts: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        counts.update([(entry.group, ""), (entry.group, entry.approach), (entry.group, entry.type)])
    most = max((number for (_, column), number in counts.items() if column), default=1)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Task", "all", *_APPROACHES, *types))
    rows = []
    for domain in outline.domains:
        for task in domain.tasks:
            columns = ("", *_APPROACHES, *types)
            cells = "".join(_cell(counts[task.id, column], most) for column in columns)
            name = f"<code>{escape(task.id)}</code> {escape(task.label)}"
            rows.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
    table = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    yield "<h2>Items for each task, by approach and by type</h2>"
    yield _scroll("Items for each task", f'<table class="heat">{table}</table>')


def _cell(number: int, most: int) -> str:
    shade = _HEAT[min(len(_HEAT) - 1, -(-number * (len(_HEAT) - 1) // most))]
    return f'<td style="background:{shade}">{number}</td>'


def _scroll(name: str, inner: str) -> str:
    """Wide tables scroll by keyboard, too."""
    return f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">{inner}</div>'
