"""How good are your ranges? Ten questions, ten ranges, one honest score."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as w
import numpy as np
from IPython.display import Markdown, display

from tpmlab.amounts import FloatArray
from tpmlab.estimate.calibration import calibration
from tpmlab.estimate.errors import EstimateError
from tpmlab.explorer_pictures.calibration import (
    CalibrationFigure,
    CalibrationView,
    describe,
    headline,
)
from tpmlab.pictures.numbers import plain
from tpmlab.widgets import frame
from tpmlab.widgets.calibration_questions import Asked, draw
from tpmlab.widgets.hands_on import HandsOn

__all__ = ["CalibrationGame", "calibration_game"]

_COUNT = 10
_CONFIDENCE = 0.9


def calibration_game(seed: int = 1) -> None:
    """Ask ten questions for ranges that should hold the answer nine times of ten.

    Parameters
    ----------
    seed : int
        Which questions; a class that gives the same seed gets the same ones.

    Raises
    ------
    EstimateError
        If the seed is below 0.

    Examples
    --------
    >>> game = CalibrationGame(seed=1)
    >>> for n in range(1, 11):
    ...     game.inputs[f"low {n}"].value, game.inputs[f"high {n}"].value = "0", "100,000"
    >>> game.score_button.click()
    >>> game.view().result.hits
    10
    """
    questions = _questions(seed)
    frame.show(
        lambda: CalibrationGame(seed).frame.box, lambda: _print(questions), "play with ten ranges"
    )


class CalibrationGame(HandsOn):
    """Controls and picture behind :func:`calibration_game`.

    Attributes
    ----------
    inputs : dict of Text by name
        ``"low 1"``, ``"high 1"``, … for each question.
    score_button, new_button : Button
        Show the answers; ask other questions.
    questions : list of Asked
        The ten in play.
    """

    question = (
        "For each number below give a low and a high end so that you are 90% sure it lies between "
        "them, without looking it up. If your ranges are right, how many of ten will miss?"
    )

    def __init__(self, seed: int = 1) -> None:
        self.questions, self._seed = _questions(seed), seed
        self._scored: CalibrationView | None = None
        self._figure = CalibrationFigure(_COUNT)
        self._texts = [w.HTML() for _ in range(_COUNT)]
        self.score_button = _button("Score my ranges", "Show the answers", self.score)
        self.new_button = _button("New questions", "Ask ten others", self.ask_anew)
        levers = {
            f"{end} {n}": _field(n, end) for n in range(1, _COUNT + 1) for end in ("low", "high")
        }
        self._write_questions()
        super().__init__(levers, self._rows(levers), [self.score_button, self.new_button])
        self.frame.reset_button.tooltip = "Empty all ranges"

    def view(self) -> CalibrationView:
        """Give the state of the game.

        Raises
        ------
        EstimateError
            If something that was typed is no number, or a range is upside down.
        """
        ranges = [self._range(n) for n in range(1, _COUNT + 1)]
        given = tuple(one is not None for one in ranges)
        return self._scored or CalibrationView(given, _CONFIDENCE)

    def score(self) -> None:
        """Show the answers and how the ranges did; they are fixed from then on."""
        with self.frame.hold():
            try:
                low, high = self._ranges()
            except EstimateError as problem:
                self.frame.say(str(problem), problem=True)
                return
            self.frame.say("Looking up the answers …")
            actual = np.array([question.answer for question in self.questions])
            self._scored = CalibrationView(
                given=(True,) * _COUNT,
                confidence=_CONFIDENCE,
                places=(actual - (low + high) / 2) / ((high - low) / 2),
                answers=[_number(question) for question in self.questions],
                result=calibration(low, high, actual, confidence=_CONFIDENCE),
            )
            self._write_questions()
            self._lock(locked=True)
            self.frame.say("The answers stand below each question, with their sources.")

    def ask_anew(self) -> None:
        """Ask ten other questions."""
        with self.frame.hold():
            self._seed += 1
            self.questions = _questions(self._seed)
            self._put(self._first)
            self._write_questions()
            self.frame.say("Ten other questions.")
        self._history.clear()  # ranges for other questions
        self.undo_button.disabled = True

    def undo(self) -> None:
        """Take back the last range typed; after scoring there is nothing to take back."""
        if self._scored is None:
            super().undo()

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the ranges given, or the score."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)

    def _put(self, values: tuple[Any, ...]) -> None:
        if not any(values) and self._scored is not None:  # Reset after a score: play again
            self._scored = None
            self._write_questions()
            self._lock(locked=False)
        super()._put(values)

    def _lock(self, *, locked: bool) -> None:
        for field in self.inputs.values():
            field.disabled = locked
        self.score_button.disabled = locked

    def _ranges(self) -> tuple[FloatArray, FloatArray]:
        """Read all ranges: their low and their high ends."""
        ranges = [self._range(n) for n in range(1, _COUNT + 1)]
        missing = [str(n) for n, one in enumerate(ranges, start=1) if one is None]
        if missing:
            raise EstimateError(f"Give a range for question {', '.join(missing)} first.")
        low, high = np.array(ranges, dtype=np.float64).T
        return low, high

    def _range(self, n: int) -> tuple[float, float] | None:
        """Read one range; None if it isn't given in full yet."""
        ends = [str(self.value(f"{end} {n}")).strip() for end in ("low", "high")]
        numbers = [_parsed(text, n) for text in ends]
        if numbers[0] is None or numbers[1] is None:
            return None
        low, high = numbers[0], numbers[1]
        if low >= high:
            raise EstimateError(
                f"Question {n} has a low end of {plain(low)} and a high end of {plain(high)}; give "
                "a range with some width, the smaller number first."
            )
        return low, high

    def _write_questions(self) -> None:
        for n, (place, asked) in enumerate(zip(self._texts, self.questions, strict=True), start=1):
            words = f"<b>{n}.</b> {escape(_asking(asked))}"
            if self._scored is not None:
                assert self._scored.places is not None  # noqa: S101 - a score has them
                held = abs(float(self._scored.places[n - 1])) <= 1
                verdict = "Your range holds it." if held else "Your range misses it."
                words += (
                    f"<br><b>{escape(_number(asked))}.</b> {verdict} "
                    f"<small>Source: {escape(asked.source)}.</small>"
                )
            place.value = f"<p style='margin:0;line-height:1.35'>{words}</p>"

    def _rows(self, fields: dict[str, w.Text]) -> list[w.Widget]:
        rows = []
        for n, words in enumerate(self._texts, start=1):
            words.layout = w.Layout(flex="1 1 420px")
            ends = w.HBox([fields[f"low {n}"], fields[f"high {n}"]])
            rows.append(w.HBox([words, ends], layout=w.Layout(flex_flow="row wrap", width="100%")))
        return rows


def _questions(seed: int) -> list[Asked]:
    if seed < 0:
        raise EstimateError(f"seed is {seed}; give 0 or more.")
    return draw(seed, _COUNT)


def _field(n: int, end: str) -> w.Text:
    return w.Text(
        description=f"{n}: {end}",
        continuous_update=False,
        placeholder=end,
        style={"description_width": "56px"},
        layout=w.Layout(width="150px"),
    )


def _button(text: str, tooltip: str, action: Any) -> w.Button:
    button = w.Button(description=text, tooltip=tooltip, layout=w.Layout(width="auto"))
    button.on_click(lambda _: action())
    return button


def _parsed(text: str, n: int) -> float | None:
    """Read a number as people write it: 1,200 or 35% or 2.5."""
    if not text:
        return None
    try:
        number = float(text.rstrip("%").replace(",", "").replace(" ", ""))
    except ValueError:
        number = np.nan
    if not np.isfinite(number):
        raise EstimateError(f"Question {n} holds '{text}', which is no number; write 1200 or 2.5.")
    return float(number)


def _asking(asked: Asked) -> str:
    """Give the question with its unit, unless it names what is counted."""
    unit = "per cent" if asked.unit == "%" else asked.unit
    return f"{asked.text}?" if unit in asked.text else f"{asked.text}? In {unit}."


def _number(asked: Asked) -> str:
    gap = "" if asked.unit == "%" else " "
    return f"{plain(asked.answer)}{gap}{asked.unit}"


def _print(questions: list[Asked]) -> None:
    lines = [f"{n}. {_asking(q)}" for n, q in enumerate(questions, start=1)]
    display(Markdown("\n".join([CalibrationGame.question, "", *lines])))
    display(CalibrationFigure(_COUNT).picture(CalibrationView((False,) * _COUNT, _CONFIDENCE)))
