"""A debrief as one HTML file that needs nothing else, and the class that it compares with."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64encode
from html import escape
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from tpmlab.errors import TpmlabError
from tpmlab.files import write_atomically
from tpmlab.simulator.debrief_words import sentences, signed, tell_choice

if TYPE_CHECKING:
    from tpmlab.pictures import Picture
    from tpmlab.simulator.debrief import Debrief, Finding

__all__ = ["ClassFileError", "debrief_html", "read_class", "write_debrief"]

_MINUS = "\N{MINUS SIGN}"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1f2933; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: right; padding: 0.25rem 0.5rem; border-bottom: 1px solid #d9e0e7; }
th:first-child, td:first-child { text-align: left; }
td + td { white-space: nowrap; }
.scroll { overflow-x: auto; }
.small { color: #52606d; font-size: 0.9rem; }
"""


class ClassFileError(TpmlabError, ValueError):
    """A file of a class's results that can't be used."""


def debrief_html(found: Debrief) -> str:
    """Write a debrief as a page: no scripts, pictures inside, nothing loaded from elsewhere.

    Parameters
    ----------
    found : Debrief
        From :func:`tpmlab.simulator.debrief.debrief`.

    Returns
    -------
    str
        Every word that comes from a scenario or from a player is escaped.
    """
    from tpmlab.explorer_pictures.debrief import dates_picture, effects_picture

    title = escape(f"Debrief: {found.run.scenario.title}, seed {found.run.state.seed}")
    pictures = [dates_picture(found)]
    if found.findings:
        pictures.append(effects_picture(found))
    said = sentences(found)
    talk = [tell_choice(each, found.run.scenario.currency) for each in found.mattered]
    plain = [text for text in said if text not in talk]
    choices = "".join(f"<li>{escape(text)}</li>" for text in talk)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{title}</h1>",
            *(f"<p>{escape(text)}</p>" for text in plain),
            f"<h2>The choices that mattered</h2><ol>{choices}</ol>" if choices else "",
            *map(_image, pictures),
            "<h2>Beside the built-in policies, on the same seed</h2>",
            _baseline_rows(found),
            "<h2>Every choice</h2>" if found.findings else "",
            _choice_rows(found),
            f'<p class="small">{_HOW}</p>',
            "</body></html>",
        )
    )


_HOW = (
    "How this was worked out: each choice is replaced by its alternative and the run is played "
    "again, with later decisions as they were recorded. Expected effects are means over futures "
    "that were as likely in the week of the choice, both sides with the same luck; ± is one "
    "standard error. Effects below half a point, or that a t test at 5% can't tell from none, are "
    "not talked about."
)


def write_debrief(found: Debrief, path: Path) -> None:
    """Write :func:`debrief_html` to a file, whole or not at all.

    Parameters
    ----------
    found : Debrief
        What to write.
    path : pathlib.Path
        Usually ends in .html; its folder exists. A file that is there is replaced.
    """
    write_atomically(path, debrief_html(found).encode())


def _image(picture: Picture) -> str:
    data = b64encode(picture.png()).decode()
    return f'<p><img src="data:image/png;base64,{data}" alt="{escape(picture.alt)}"></p>'


def _baseline_rows(found: Debrief) -> str:
    heads = ("policy", "points", "finish, weeks", "spent, k", "value, k", "net benefit, k")
    rows = [
        (str(name).replace("_", " "), *(f"{number:,.1f}".replace("-", _MINUS) for number in values))
        for name, *values in found.baselines.itertuples()
    ]
    return _html_table(heads, rows)


def _choice_rows(found: Debrief) -> str:
    if not found.findings:
        return ""
    heads = ("choice", "points", "weeks", "spent, k", "value, k", "points in this run", "clear")
    return _html_table(heads, [_choice_row(finding) for finding in found.findings])


def _choice_row(finding: Finding) -> tuple[str, ...]:
    mean, error = finding.expected.mean, finding.expected.error
    pairs = zip(mean[:4], error[:4], strict=True)
    weeks, spent, value, _ = (f"{signed(m)} ± {e:,.1f}" for m, e in pairs)
    choice = finding.choice
    return (
        f"{choice.when}: {choice.text}, instead of {choice.instead}",
        f"{signed(mean.points)} ± {error.points:.1f}",
        weeks,
        spent,
        value,
        signed(finding.happened.points),
        "yes" if finding.clear else "no",
    )


def _html_table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def read_class(path: Path) -> tuple[float, ...]:
    """Read the scores of a class from a local file.

    Parameters
    ----------
    path : pathlib.Path
        A .csv file with a column `score`, as ``tpmlab simulate --csv`` writes it, or a .json
        file with a list of numbers or of objects that have a `score`.

    Returns
    -------
    tuple of float
        In the file's order.

    Raises
    ------
    ClassFileError
        For the first score that is no number, with its line or place.
    """
    text = path.read_text(encoding="utf-8-sig")
    entries = _from_json(path, text) if path.suffix == ".json" else _from_csv(path, text)
    return tuple(_number(path, place, entry) for place, entry in entries)


def _from_csv(path: Path, text: str) -> list[tuple[str, object]]:
    reader = csv.DictReader(io.StringIO(text))
    if "score" not in (reader.fieldnames or []):
        raise ClassFileError(f"{path} has no column 'score': name the column of results so.")
    return [(f"line {reader.line_num}", row["score"]) for row in reader]


def _from_json(path: Path, text: str) -> list[tuple[str, object]]:
    try:
        entries = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise ClassFileError(f"{path} is not JSON ({problem}): write it again.") from None
    if not isinstance(entries, list):
        raise ClassFileError(f"{path} holds no list: give a list of scores.")
    scores = [entry.get("score") if isinstance(entry, dict) else entry for entry in entries]
    return [(f"entry {place}", score) for place, score in enumerate(scores, start=1)]


def _number(path: Path, place: str, entry: object) -> float:
    try:
        score = float(entry)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        score = float("nan")
    if isinstance(entry, bool) or not (isfinite(score) and 0 <= score <= 100):
        raise ClassFileError(f"{path}, {place}: the score is {entry!r}; give a number 0 to 100.")
    return score
