"""One plan in eight sectors: move the start, and see who goes live when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from IPython.display import display

from tpmlab import cases
from tpmlab.role import SectorPlan, under
from tpmlab.role.pictures import sector_picture
from tpmlab.schedule import Plan
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, slider

__all__ = ["SectorExplorer", "sector_explorer"]

_FIRST = dt.date(2027, 9, 6)
_WEEKS = 36
_TITLE = "One plan, eight sectors"


def sector_explorer() -> None:
    """Display one plan under the constraints of eight sectors.

    Examples
    --------
    >>> explorer = SectorExplorer()
    >>> explorer.inputs["week"].value = 18
    >>> explorer.runs()[0].finish
    datetime.date(2028, 3, 14)
    """
    frame.show(
        lambda: SectorExplorer().frame.box,
        lambda: display(sector_picture(SectorExplorer().runs(), title=_TITLE)),
        "move the start and the build",
    )


class SectorExplorer(HandsOn):
    """Controls and picture behind :func:`sector_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"week"`` (weeks after 6 September 2027), ``"build"`` and ``"test"`` in working days.
    """

    question = (
        "Ten days more of building: where do they cost ten days, where nothing, and where months? "
        "Find a start at which the shop goes live before the bank."
    )

    def __init__(self) -> None:
        levers = {
            "week": slider("Start, weeks after 6 Sept", 0, 0, _WEEKS),
            "build": slider("Build, working days", 25, 10, 60),
            "test": slider("Test, working days", 10, 3, 30),
        }
        super().__init__(levers)

    def runs(self) -> Sequence[SectorPlan]:
        """Run the plan in every sector as the controls stand."""
        rows = [
            ("design", 10, []), ("build", self.value("build"), ["design"]),
            ("test", self.value("test"), ["build"]), ("training", 5, ["build"]),
            ("cut-over", 2, ["test", "training"]),
        ]  # fmt: skip
        plan = Plan.from_rows(rows)
        start = _FIRST + dt.timedelta(weeks=self.value("week"))
        return [under(plan, sector, start, ["cut-over"]) for sector in cases.sectors().values()]

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the plan in every sector."""
        runs = self.runs()
        picture = sector_picture(runs, title=_TITLE)
        waiting = sum(run.waiting for run in runs)
        start = runs[0].calendar.start
        head = (
            f"<p style='margin:4px 0'>Start {start.day} {start:%b %Y}; finished work waits "
            f"{waiting:g} working days in all eight together.</p>"
        )
        return picture.png(), picture.alt, head
