"""A day of decisions: answer each message, and see the day and what others lost by it."""

from __future__ import annotations

from html import escape

import ipywidgets as w
from IPython.display import display

from tpmlab import cases
from tpmlab.role import DayResult, Workday, play
from tpmlab.role.pictures import day_picture
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, choice, slider

__all__ = ["WorkdayExplorer", "workday_explorer"]

_RHYTHMS: dict[str, tuple[str, ...]] = {
    "as it comes": (),
    "at 11:30 and 16:00": ("11:30", "16:00"),
    "at 10:00, 13:15 and 16:00": ("10:00", "13:15", "16:00"),
}


def workday_explorer(day: Workday | None = None) -> None:
    """Display a day whose messages you answer.

    Parameters
    ----------
    day : Workday, optional
        The lesson's Tuesday if left out.

    Examples
    --------
    >>> explorer = WorkdayExplorer()
    >>> explorer.inputs["amounts"].value = "connect"
    >>> explorer.result().lost_hours["Mei Tan"]
    8.0
    """
    case = cases.workday() if day is None else day
    frame.show(
        lambda: WorkdayExplorer(case).frame.box,
        lambda: display(day_picture(case, play(case, {}))),
        "live through the day",
    )


class WorkdayExplorer(HandsOn):
    """Controls and picture behind :func:`workday_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        A choice for each event by its id, ``"rhythm"`` and ``"settle"`` in minutes.
    """

    def __init__(self, day: Workday | None = None) -> None:
        self._day = cases.workday() if day is None else day
        need = self._day.focus_minutes
        self.question = (
            f"Can you do {need} minutes of your own work and still let nobody else lose an hour? "
            "At how many minutes of settling in does it stop working, and what do you give up?"
        )
        levers = {
            event.id: choice(
                f"{event.at // 60}:{event.at % 60:02d} {event.sender}"[:26],
                [(one.text, one.id) for one in event.choices],
                event.choices[0].id,
            )
            for event in self._day.events
        }
        for lever in levers.values():
            lever.layout.max_width = "100%"
        levers["rhythm"] = choice("You answer", list(_RHYTHMS.items()), ())
        levers["settle"] = slider("Settling in, minutes", 15, 0, 40, 5)
        messages = [_message(event.sender, event.text) for event in self._day.events]
        answers = [levers[event.id] for event in self._day.events]
        pairs = [widget for pair in zip(messages, answers, strict=True) for widget in pair]
        super().__init__(levers, [*pairs, levers["rhythm"], levers["settle"]])

    def result(self) -> DayResult:
        """Live through the day as the controls stand."""
        made = {event.id: self.value(event.id) for event in self._day.events}
        return play(self._day, made, settle=self.value("settle"), batches=self.value("rhythm"))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the day as the controls stand."""
        result = self.result()
        picture = day_picture(self._day, result)
        lines = "".join(f"<li>{escape(who)}: {escape(what)}</li>" for who, what in result.says)
        head = f"<ol style='margin:4px 0;padding-left:2em;line-height:1.4'>{lines}</ol>"
        return picture.png(), picture.alt, head


def _message(sender: str, text: str) -> w.HTML:
    words = f"<strong>{escape(sender)}:</strong> {escape(text)}"
    return w.HTML(f"<p style='margin:6px 0 0;line-height:1.4'>{words}</p>")
