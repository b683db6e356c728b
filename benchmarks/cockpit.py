"""A week in the cockpit, in Chromium: from the click on *Advance a week* to the new pictures.

The clock runs in the page: from the click to the ``load`` event of the last picture that the
week changed. Beside it, in the same notebook, stands the least that ipywidgets can do: a button
whose click swaps one ready picture of the same size, with nothing to work out or to draw.
"""

from __future__ import annotations

from playwright.sync_api import Page

from benchmarks.lab import notebook_page, run_cell
from benchmarks.rows import Row

__all__ = ["TASKS", "run"]

WARM_UP, WEEKS = 3, 20
AIM = 150.0  # milliseconds
SCENARIOS = ("tutorial", "saas-launch", "post-merger")
TASKS = tuple(f"a week of {name}" for name in SCENARIOS)

OURS = """
import tpmlab as tpm
from tpmlab.widgets.cockpit import Cockpit
from pathlib import Path
desk = Cockpit(tpm.simulator.load("{name}"), seed=2, folder=Path("saves"))
desk.box
"""

THEIRS = """
import ipywidgets
pictures = []
for week in (0, 1):
    pictures.append(bytes(desk.board.gantt.image.value) + bytes(week))
swap = ipywidgets.Button(description="Swap")
image = ipywidgets.Image(value=pictures[0], width="700px")
swap.on_click(lambda _: setattr(image, "value", pictures[image.value == pictures[0]]))
ipywidgets.VBox([swap, image])
"""

# Notes when each picture of a cell was shown after a click, in milliseconds since the click.
CLOCK = """cell => {
  const clock = {start: 0, times: []};
  cell.querySelectorAll('img').forEach(img => img.addEventListener('load',
    () => clock.times.push(performance.now() - clock.start)));
  cell.addEventListener('click', () => { clock.start = performance.now(); clock.times = []; }, true);
  cell.tpmlabClock = clock;
}"""  # noqa: E501 - JavaScript


def run() -> list[Row]:
    """Measure weeks of a small project, of a middling one and of the largest."""
    rows = []
    for task, name in zip(TASKS, SCENARIOS, strict=True):
        with notebook_page([OURS.format(name=name), THEIRS]) as page:
            for number in range(2):
                run_cell(page, number)
            weeks = 4 if name == "tutorial" else WEEKS
            theirs = time_clicks(page, 1, "Swap", weeks)
            ours = time_clicks(page, 0, "Advance a week", weeks)
        rows.append(Row(task, ours, theirs, "ipywidgets swapping a ready picture", AIM))
    return rows


def time_clicks(page: Page, number: int, name: str, weeks: int) -> list[float]:
    """Click a cell's button again and again; milliseconds until the last new picture."""
    cell = page.locator(".jp-CodeCell").nth(number)
    cell.locator("img").first.wait_for()
    cell.evaluate(CLOCK)
    button = cell.get_by_role("button", name=name, exact=True)
    times = []
    for click in range(WARM_UP + weeks):
        if number == 0 and cell.get_by_text("The project is over.").count():
            break
        button.click()
        page.wait_for_function("c => c.tpmlabClock.times.length > 0", arg=cell.element_handle())
        page.wait_for_timeout(600)  # whatever follows belongs to this week
        if click >= WARM_UP:
            times.append(max(cell.evaluate("c => c.tpmlabClock.times")))
    return times
