"""What a run says about one part: its points, its state, and the words for the learner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tpmlab.learning.execution import STOPPED, TIMED_OUT
from tpmlab.learning.repair import Model

__all__ = ["STATE_WORDS", "Part", "State", "verdict"]

State = Literal["passed", "partly", "wrong", "unanswered", "broken"]

STATE_WORDS: Mapping[State, str] = {
    "passed": "✓ passed",
    "partly": "◐ partly",
    "wrong": "✗ not yet",
    "unanswered": "· not answered",
    "broken": "! stopped",
}
"""How each state is shown: always a word, with a sign that doesn't rely on colour."""

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
_SYNTAX_LINE = re.compile(r"\s*\((?:[^()]*, )?line (\d+)\)$")


@dataclass(frozen=True)
class Part:
    """What one part of an exercise earned, and what to do next if that isn't all."""

    name: str
    points: float
    earned: float
    state: State
    message: str = ""


def verdict(name: str, model: Model, cells: Mapping[str | None, Any], seconds: int) -> Part:
    """Judge one part of a notebook that has run.

    Parameters
    ----------
    name : str
        Name of the part.
    model : Model
        The exercise as released.
    cells : mapping
        Cells that have run, by grade id.
    seconds : int
        Time limit that each cell had.

    Returns
    -------
    Part
        *broken* if Python stopped in it, *unanswered* if its answers are as released.
    """
    from nbgrader.utils import determine_grade

    checks = [cells[check] for check in model.graded(name)]
    points = sum(model.points(check) for check in model.graded(name))
    earned = sum(float(determine_grade(check)[0] or 0) for check in checks)
    if earned == points:
        return Part(name, points, earned, "passed")
    written = [a for a in model.answers(name) if not _same_source(cells[a], model.cells[a])]
    if model.answers(name) and not written:
        return Part(name, points, earned, "unanswered", "Not answered yet.")
    broken = [text for a in written if (text := _trouble(cells[a], "your answer", seconds))]
    failed = [check for check in checks if _errors(check) or _stderr(check)]
    wrong = [error.evalue for check in failed for error in _errors(check)[:1] if _teaches(error)]
    for check in failed:
        if not any(error.ename == "CheckFailed" for error in _errors(check)):
            broken.append(_trouble(check, "a check", seconds) or _noise(check))
    # What the learner's own cell says comes first: a check can only say that a name is missing.
    messages = dict.fromkeys(broken or wrong)
    state: State = "broken" if broken else "partly" if earned else "wrong"
    return Part(name, points, earned, state, "\n".join(messages))


def _same_source(cell: Any, released: Any) -> bool:
    lines, stub = (
        [line.rstrip() for line in source.strip().splitlines()]
        for source in (cell.source, released.source)
    )
    return bool(lines == stub)


def _errors(cell: Any) -> list[Any]:
    return [output for output in cell.outputs if output.output_type == "error"]


def _stderr(cell: Any) -> str:
    return "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr")


def _teaches(error: Any) -> bool:
    return error.ename in ("CheckFailed", "AnswerStopped")


def _trouble(cell: Any, where: str, seconds: int) -> str:
    """One sentence for what stopped a cell; empty if nothing did."""
    # A cell stopped for its time carries the interrupt's error too: the time says more.
    for error in sorted(_errors(cell), key=lambda error: error.ename != TIMED_OUT):
        if _teaches(error):
            return str(error.evalue)
        known = {
            "NotImplementedError": "The line 'raise NotImplementedError()' still stands in your "
            "answer and stops it: delete that line.",
            TIMED_OUT: f"Python was still busy in {where} after {seconds} seconds and was stopped: "
            "does a loop go on for ever?",
            STOPPED: f"Python itself ended in {where}: does your code call exit() or use up the "
            "memory?",
        }
        return known.get(error.ename) or _told(error, where)
    return ""


def _noise(check: Any) -> str:
    first = _stderr(check).strip().splitlines()[0][:200]
    return (
        f"While a check ran, your code wrote a warning or an error text ({first}). Grading gives "
        "no points for such a check: mend what causes it."
    )


def _told(error: Any, where: str) -> str:
    """Name an error of Python's, its text and the line of the cell."""
    text = _ANSI.sub("", str(error.evalue)).strip()
    frames = _CELL_LINE.findall(_ANSI.sub("", "\n".join(error.traceback)))
    line = frames[-1] if frames else None
    syntax = _SYNTAX_LINE.search(text)
    if syntax:
        text, line = text[: syntax.start()], syntax[1]
    place = f"{where}, line {line}" if line and where == "your answer" else where
    return f"Python stopped in {place}: {error.ename}{f': {text}' if text else ''}."
