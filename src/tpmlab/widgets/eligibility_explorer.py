"""Months for an application: projects on a line of time, three readings of one rule."""

from __future__ import annotations

from collections.abc import Sequence

from IPython.display import display

from tpmlab.errors import TpmlabError
from tpmlab.exam.outlines.eligibility import (
    EDUCATION,
    Education,
    Month,
    ProjectLed,
    check_eligibility,
)
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.outlines.tables import ProjectRow, as_projects
from tpmlab.explorer_pictures.eligibility import (
    EligibilityFigure,
    EligibilityView,
    describe,
    headline,
)
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, choice, pick, slider

__all__ = ["EligibilityExplorer", "eligibility_explorer"]

_EXAM = "pmp-2026"
_EXAMPLE: tuple[ProjectRow, ...] = (
    ("Invoice archive", "2017-09", "2018-08"),
    ("Price service", "2022-03", "2023-02"),
    ("Supplier portal", "2022-11", "2023-10"),
    ("Shop reports", "2025-02", "2026-03"),
    ("One Set of Numbers", "2027-02"),
)
_FROM, _MONTHS = Month(2026, 12), 30  # months to apply in
_MOST, _LONGEST = 8, 20


def eligibility_explorer(
    projects: Sequence[ProjectRow] = _EXAMPLE,
    education: Education = "bachelor",
    training_hours: int = 35,
) -> None:
    """Display projects, the months they come to and three readings of the PMP's rule.

    Parameters
    ----------
    projects : sequence of tuple
        One to eight of them: name (at most 20 letters), first month, and last month unless you
        still lead it.
    education : str
        ``secondary``, ``associate``, ``bachelor`` or ``gac``.
    training_hours : int
        Hours of training at the start, 0 to 60.

    Raises
    ------
    TpmlabError
        If a project can't be used.

    Examples
    --------
    >>> explorer = EligibilityExplorer()
    >>> [found.missing for found in explorer.view().found.values()]
    [2, 2, 0]
    >>> explorer.inputs["without"].value = "Supplier portal"
    >>> [found.missing for found in explorer.view().found.values()]
    [10, 10, 0]
    """
    explorer = EligibilityExplorer(projects, education, training_hours)
    frame.show(
        lambda: explorer.frame.box,
        lambda: display(explorer.new_figure().picture(explorer.view())),
        "move the month and leave projects out",
    )


class EligibilityExplorer(HandsOn):
    """Controls and picture behind :func:`eligibility_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"applying"``, ``"education"``, ``"training"`` in hours and ``"without"``, the project
        that was not led.
    """

    question = (
        "From which month on would all three readings let her apply? And which project, if an "
        "auditor said that she only took part in it, would cost her most?"
    )

    def __init__(
        self,
        projects: Sequence[ProjectRow] = _EXAMPLE,
        education: Education = "bachelor",
        training_hours: int = 35,
    ) -> None:
        self._projects = _checked(projects)
        self._outline = load_outline(_EXAM)
        self._figure = self.new_figure()
        months = [_FROM.plus(n) for n in range(_MONTHS)]
        names = [project.name for project in self._projects]
        super().__init__(
            {
                "applying": pick("Month of applying", [(str(m), m) for m in months], months[1]),
                "training": slider("Hours of training", training_hours, 0, 60),
                "education": choice(
                    "Education", [(words, name) for name, words in EDUCATION.items()], education
                ),
                "without": choice(
                    "Took part, didn't lead", [("none", ""), *((n, n) for n in names)], ""
                ),
            }
        )

    def new_figure(self) -> EligibilityFigure:
        """Make a sheet for these projects."""
        first = min(project.start for project in self._projects)
        return EligibilityFigure(
            [project.name for project in self._projects],
            min(Month(first.year, 1), Month(2016, 1)),
            Month(2030, 1),
            [reading.id for reading in self._outline.prerequisites.readings],
        )

    def view(self) -> EligibilityView:
        """Count as the controls stand."""
        asked, without = self._outline.prerequisites, self.value("without") or None
        led = [project for project in self._projects if project.name != without]
        return EligibilityView(
            tuple(self._projects),
            without,
            self.value("applying"),
            {reading.id: reading.window_years for reading in asked.readings},
            {
                reading.id: check_eligibility(
                    led,
                    asked.rule(reading),
                    self.value("education"),
                    self.value("applying"),
                    training_hours=self.value("training"),
                )
                for reading in asked.readings
            },
        )

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _checked(rows: Sequence[ProjectRow]) -> list[ProjectLed]:
    if not 1 <= len(rows) <= _MOST:
        raise TpmlabError(f"The explorer shows one to {_MOST} projects, not {len(rows)}.")
    for row in rows:
        if len(row[0]) > _LONGEST:
            raise TpmlabError(f"'{row[0]}' has {len(row[0])} letters; shorten it to {_LONGEST}.")
    return as_projects(rows)
