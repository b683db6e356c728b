"""The project cockpit: run a scenario week by week, by mouse or by keyboard."""

from __future__ import annotations

from pathlib import Path

from IPython.display import Markdown, display

from tpmlab.scenarios import load
from tpmlab.simulator.runs import Run
from tpmlab.simulator.scenario import Scenario
from tpmlab.widgets import frame
from tpmlab.widgets.cockpit.board import first_picture
from tpmlab.widgets.cockpit.desk import Cockpit

__all__ = ["Cockpit", "cockpit"]


def cockpit(scenario: str | Path | Scenario = "tutorial", seed: int = 1) -> None:
    """Display a project to be run week by week.

    Parameters
    ----------
    scenario : str, pathlib.Path or Scenario
        An id such as "tutorial" or "saas-launch", the path of a YAML file, or a scenario.
    seed : int
        Which luck; the same seed is the same project.

    Raises
    ------
    ContentError
        If there is no such scenario, or it can't be used.
    SimulatorError
        If the seed is no whole number from 0.

    Examples
    --------
    >>> cockpit("moon-landing")
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: There is no scenario 'moon-landing': use tutorial, \
cloud-migration, data-platform, post-merger, saas-launch, security-remediation, or the path \
of a .yaml file.
    """
    played = scenario if isinstance(scenario, Scenario) else load(scenario)
    start = Run.start(played, seed)

    def printed() -> None:
        story = " ".join(played.story.split())
        display(
            Markdown(
                f"**{played.title}.** {story} You have {played.deadline} weeks, "
                f"{played.budget:,.0f} thousand {played.currency} and {len(played.people)} people. "
                f"It takes about {played.minutes} minutes to play."
            )
        )
        display(first_picture(start.view))

    frame.show(lambda: Cockpit(played, seed).box, printed, "run the project")
