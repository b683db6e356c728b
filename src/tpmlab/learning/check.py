"""Checks that teach: what an exercise's check cells call.

Each check compares an answer with what is expected, is tolerant of form (a list, a
tuple or a Series; 7, 7.0 or numpy's 7) and strict on meaning. A failed check raises
:class:`CheckFailed`, whose text is written for the learner: Jupyter shows that text
alone, without a traceback.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from textwrap import wrap
from typing import Any, NoReturn

from tpmlab.learning.answers import NotPlainError, form_problem, plain, same, same_bag

__all__ = [
    "AnswerStopped",
    "CheckFailed",
    "answered",
    "call",
    "close",
    "equal",
    "same_items",
    "true",
]

Hints = Mapping[Any, str] | Sequence[tuple[Any, str]]

_STUB_ADVICE = (
    "Write your answer in the cell above in place of the line 'raise NotImplementedError()', "
    "run that cell, then run this one."
)


class CheckFailed(AssertionError):  # noqa: N818 - read by learners, in nbgrader's feedback too
    """An answer is not right yet; the text says what it implies and where to look."""

    def _render_traceback_(self) -> list[str]:
        """Give Jupyter the message alone: our own frames would only distract."""
        lines = wrap(str(self), width=100, break_long_words=False, break_on_hyphens=False)
        return ["\x1b[0;31mNot yet.\x1b[0m", *lines]


class AnswerStopped(CheckFailed):
    """A learner's function stopped with an error while a check called it."""


def equal(actual: Any, expected: Any, message: str, *, hints: Hints | None = None) -> None:
    """Pass if two values mean the same.

    Parameters
    ----------
    actual : object
        The learner's answer: number, text, list, dict, numpy array, Series or DataFrame.
    expected : object
        What it should be, in any of these forms.
    message : str
        Shown when it is something else: what that implies, the idea, the next step.
    hints : mapping or list of pairs, optional
        A message of its own for each tempting wrong answer, tried in order.

    Raises
    ------
    CheckFailed
        With the hint for this answer, else with the message.

    Examples
    --------
    >>> equal(7.0, 7, "The window is ten days wide and the work fills three of them.")
    >>> equal(10, 7, "Look again.", hints={10: "That is the whole window."})
    Traceback (most recent call last):
        ...
    tpmlab.learning.check.CheckFailed: That is the whole window.
    """
    _compare(actual, expected, message, hints, same)


def close(
    actual: Any,
    expected: Any,
    message: str,
    *,
    within: float,
    hints: Hints | None = None,
) -> None:
    """Pass if every number lies at most ``within`` from what is expected; else as :func:`equal`.

    Examples
    --------
    >>> close([3.14, 2.72], [3.1416, 2.7183], "Two decimals are enough.", within=0.005)
    """
    _compare(actual, expected, message, hints, lambda a, b: same(a, b, within))


def same_items(actual: Any, expected: Any, message: str, *, hints: Hints | None = None) -> None:
    """Pass if two collections hold the same items, in whatever order; else as :func:`equal`.

    Examples
    --------
    >>> same_items({"build", "spec"}, ["spec", "build"], "Two tasks have no float.")
    """
    _compare(actual, expected, message, hints, same_bag)


def true(condition: Any, message: str) -> None:
    """Pass if a condition holds. It must be a real True: a list or text is no condition.

    Examples
    --------
    >>> true(2 < 3, "Two days come before three.")
    """
    try:
        holds = plain(condition) is True
    except NotPlainError:
        holds = False
    if not holds:
        _fail(message)


def answered(*names: str) -> None:
    """Pass if the notebook has a value for each of these names; begin every check cell with it.

    Raises
    ------
    CheckFailed
        If a name is missing or stands for nothing yet; the message says what to do.

    Examples
    --------
    >>> finish = ...
    >>> answered("finish")
    Traceback (most recent call last):
        ...
    tpmlab.learning.check.CheckFailed: 'finish' is still empty: give it a value above.
    """
    notebook = sys._getframe(1).f_globals
    for name in names:
        if name not in notebook:
            _fail(f"There is no '{name}' yet. {_STUB_ADVICE}")
        if notebook[name] is None or notebook[name] is ...:
            _fail(f"'{name}' is still empty: give it a value above.")


def call(function: Any, *arguments: Any) -> Any:
    """Call a learner's function and return its result; its warnings stay unsaid.

    Raises
    ------
    CheckFailed
        If it is not written yet, is no function, or returns nothing.
    AnswerStopped
        If it stops with an error; the message names the error.

    Examples
    --------
    >>> call(lambda days: days + 1, 3)
    4
    """
    if not isinstance(function, Callable):  # type: ignore[arg-type]
        _fail(
            f"The check needs a function here and found {_a(function)}: keep the line with 'def'."
        )
    name = getattr(function, "__name__", "the function")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader gives a check that warns no points
            result = function(*arguments)
    except NotImplementedError:
        _fail(f"'{name}' is not written yet. {_STUB_ADVICE}")
    except (Exception, SystemExit) as error:
        said = str(error).rstrip(".")  # our own errors are whole sentences
        text = f": {said}" if said else ""
        raise AnswerStopped(
            f"'{name}' stopped with {type(error).__name__}{text}. "
            "The check calls it with values of its own: what does it take for granted?"
        ) from None
    if result is None:
        _fail(
            f"'{name}' returned nothing. Does every way through it end with 'return' and a value?"
        )
    return result


def _compare(
    actual: Any,
    expected: Any,
    message: str,
    hints: Hints | None,
    agree: Callable[[Any, Any], bool],
) -> None:
    wanted = plain(expected)
    try:
        found = plain(actual, like=wanted)
    except NotPlainError as error:
        _fail(
            f"The check can't read {_a(error.value)}: "
            "answer with a number, text, a list, a dict or a table."
        )
    if agree(found, wanted):
        return
    for tempting, hint in hints.items() if isinstance(hints, Mapping) else hints or ():
        if agree(found, plain(tempting, like=wanted)):
            _fail(hint)
    problem = form_problem(found, wanted)
    _fail(f"{problem} {message}" if problem else message)


def _a(value: Any) -> str:
    return f"something of type '{type(value).__name__}'"


def _fail(message: str) -> NoReturn:
    raise CheckFailed(message)
