"""The words of *Start here* as HTML: plain tables and lists that any screen reader knows."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TypeVar

from tpmlab.curriculum import Curriculum, Lesson
from tpmlab.learning.overview import START, LessonRow
from tpmlab.learning.paths import Path, Step
from tpmlab.learning.workspace import path_of

__all__ = [
    "STYLE",
    "invitation",
    "lessons",
    "news",
    "path",
    "printed",
    "stem",
    "top",
]

_Row = TypeVar("_Row", Step, LessonRow)

_NEXT = 3
"""Lessons of a path that stand open; whoever reads on finds the rest folded by module."""

# Colours are Lab's own, so that the dark theme works too.
STYLE = """<style>
.tpmlab-start { max-width: 860px; }
.tpmlab-start .widget-html, .tpmlab-start .widget-html-content { height: auto; line-height: 1.45; }
.tpmlab-start h3 { font-size: 1.15em; margin: 1.1em 0 .4em; }
.tpmlab-start p { margin: .35em 0; }
.tpmlab-start a { color: var(--jp-content-link-color, #0b5cad); text-decoration: underline; }
.tpmlab-start .next { border-left: 4px solid var(--jp-brand-color1, #1976d2); padding: .5em .9em;
  background: var(--jp-layout-color2, #f3f3f3); }
.tpmlab-start .next a { font-weight: 600; font-size: 1.1em; }
.tpmlab-start table { border-collapse: collapse; width: 100%; }
.tpmlab-start th, .tpmlab-start td { text-align: left; padding: .35em .8em .35em 0;
  border-bottom: 1px solid var(--jp-border-color2, #e0e0e0); vertical-align: top; }
.tpmlab-start tbody th[scope=rowgroup] { padding-top: .9em; font-weight: 600; }
.tpmlab-start tbody th[scope=row] { font-weight: 400; padding-left: 1em; }
.tpmlab-start td.number { white-space: nowrap; }
.tpmlab-start ol { padding-left: 1.4em; margin: .4em 0; }
.tpmlab-start li { margin: .5em 0; }
.tpmlab-start .quiet { font-size: .93em; font-weight: 400; }
.tpmlab-start h4 { font-size: 1em; margin: .8em 0 .2em; }
.tpmlab-start details { margin: .25em 0 .25em .2em; }
.tpmlab-start summary { cursor: pointer; padding: .15em 0; font-weight: 600; }
.tpmlab-start details ul { padding-left: 1.6em; margin: .2em 0 .6em; }
.tpmlab-start .tpmlab-questions { display: grid; gap: .3em 2.5em;
  grid-template-columns: repeat(auto-fit, minmax(21em, 1fr)); }
.tpmlab-start .tpmlab-question { overflow: visible; }
.tpmlab-start .tpmlab-stem { font-weight: 600; }
.tpmlab-start .widget-radio-box { margin-left: .6em; overflow: visible; }
.tpmlab-start .widget-radio-box label { line-height: 1.7; height: auto; }
</style>"""


def top(row: LessonRow | None, proposed: Path | None) -> str:
    """Say where to go on, or where to begin."""
    if row is not None:
        words = "Continue where you stopped" if row.opened else "Next"
        left = f"Open: {', '.join(row.open)}." if row.opened else f"{row.lesson.minutes} minutes."
        return _next(words, _link(row.resume, row.lesson.title), left)
    if proposed is not None and proposed.steps:
        first = proposed.steps[0].lesson
        return _next(
            "Begin with", _link(f"lesson:{first.id}", first.title), f"{first.minutes} minutes."
        )
    return ""


def invitation(questions: int) -> str:
    """Say what the questions are for."""
    return (
        f"<h3>Find your path</h3><p>{questions} questions, two minutes. No answer is wrong, and "
        "none leaves this folder.</p>"
    )


def stem(number: int, text: str) -> str:
    """Word one question."""
    return f'<p class="tpmlab-stem">{number}. {escape(text)}</p>'


def news(text: str) -> str:
    """Say one line below the questions; a screen reader says it too."""
    return f'<div role="status" aria-live="polite">{escape(text)}</div>'


def path(proposed: Path, done: Collection[str] = ()) -> str:
    """Show a proposed path: how to use it, what comes next and why, the rest folded by module.

    `done` holds the ids of lessons with nothing left to do.
    """
    left = [step for step in proposed.steps if step.lesson.id not in done]
    weeks = "one week" if proposed.weeks == 1 else f"{proposed.weeks} weeks"
    advice = "".join(f"<p>{escape(text)}</p>" for text in proposed.advice)
    later = "".join(
        f"<details><summary>{escape(module)} {_quiet(_sum(steps))}</summary>"
        f"{_steps(steps, 'ul')}</details>"
        for module, steps in _by_module(left[_NEXT:])
    )
    finished = len(proposed.steps) - len(left)
    so_far = f" Done so far: {finished} of {len(proposed.steps)} lessons." if finished else ""
    return (
        f"<h3>Your path: {escape(proposed.title)}</h3>{advice}"
        + (f"<h4>Next</h4>{_steps(left[:_NEXT], 'ol')}" if left else "")
        + (f"<h4>Later</h4>{later}" if later else "")
        + f'<p class="quiet">{_time(proposed.minutes)} in all, without the exercises: {weeks} at '
        f"your pace.{so_far}</p>"
    )


def lessons(table: Sequence[LessonRow], curriculum: Curriculum) -> str:
    """List every written lesson by module, with minutes and the learner's own progress."""
    body = ""
    for module, group in _by_module(table):
        body += (
            f'<tr><th scope="rowgroup" colspan="5">{escape(module)} {_quiet(_sum(group))}</th></tr>'
        )
        body += "".join(_row(row) for row in group)
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("Lesson", "Time", "State", "Questions right", "Exercise")
    )
    return (
        f"<h3>Lessons and your progress</h3><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table>{_planned(curriculum)}"
    )


def printed(curriculum: Curriculum) -> str:
    """List the lessons for a page where nothing runs: no progress, relative links."""
    modules = "".join(
        f"<li>{escape(module.title)} {_quiet(_sum(module.written))}<ul>"
        + "".join(
            f'<li><a href="{_relative(curriculum.notebook(lesson.id).as_posix(), curriculum)}">'
            f"{escape(lesson.title)}</a>, {lesson.minutes} minutes</li>"
            for lesson in module.written
        )
        + "</ul></li>"
        for module in curriculum.modules
        if module.written
    )
    return f"<ul>{modules}</ul>{_planned(curriculum)}"


def _by_module(rows: Iterable[_Row]) -> Iterator[tuple[str, list[_Row]]]:
    return ((module, list(group)) for module, group in groupby(rows, lambda row: row.module))


def _steps(steps: Sequence[Step], kind: str) -> str:
    shown = "".join(
        f"<li>{_link(f'lesson:{step.lesson.id}', step.lesson.title)} "
        f"{_quiet(f'{step.lesson.minutes} min')}<br>{escape(step.why)}</li>"
        for step in steps
    )
    return f"<{kind}>{shown}</{kind}>"


def _row(row: LessonRow) -> str:
    cells = (f"{row.lesson.minutes} min", row.state, _questions(row))
    return (
        f'<tr><th scope="row">{_link(f"lesson:{row.lesson.id}", row.lesson.title)}</th>'
        + "".join(f'<td class="number">{cell}</td>' for cell in cells)
        + f"<td>{_exercise(row)}</td></tr>"
    )


def _sum(group: Sequence[Step | LessonRow | Lesson]) -> str:
    """Say how many lessons a group has, how long they take, and how many are done."""
    lessons = [entry if isinstance(entry, Lesson) else entry.lesson for entry in group]
    done = sum(isinstance(entry, LessonRow) and entry.state == "done" for entry in group)
    many = "1 lesson" if len(group) == 1 else f"{len(group)} lessons"
    said = f"{many}, {_time(sum(lesson.minutes for lesson in lessons))}"
    return f"{said}, {done} done" if done else said


def _time(minutes: int) -> str:
    """Word minutes as a reader plans with them.

    Examples
    --------
    >>> _time(40), _time(60), _time(125)
    ('40 min', '1 h', '2 h 5 min')
    """
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def _quiet(text: str) -> str:
    return f'<span class="quiet">{escape(text)}</span>'


def _next(words: str, link: str, left: str) -> str:
    return f'<p class="next">{words}: {link}<br><span class="quiet">{escape(left)}</span></p>'


def _planned(curriculum: Curriculum) -> str:
    empty = [module.title for module in curriculum.modules if not module.written]
    return f'<p class="quiet">Not written yet: {escape(", ".join(empty))}.</p>' if empty else ""


def _questions(row: LessonRow) -> str:
    return f"{row.right} of {row.questions}" if row.questions else "–"


def _exercise(row: LessonRow) -> str:
    if row.lesson.assignment is None:
        return "–"
    points = "open it" if row.check is None else f"{row.check.best:g} of {row.check.possible:g}"
    return _link(f"assignment:{row.lesson.assignment}", points)


def _link(key: str, text: str) -> str:
    """Make a link that our Lab extension opens in a tab; elsewhere it is a relative one."""
    place = path_of(key).as_posix()
    start = path_of(f"lesson:{START}").as_posix()
    href = posixpath.relpath(place, posixpath.dirname(start))
    return f'<a href="{escape(href)}" data-tpmlab-open="{escape(place)}">{escape(text)}</a>'


def _relative(place: str, curriculum: Curriculum) -> str:
    return posixpath.relpath(place, curriculum.notebook(START).parent.as_posix())
