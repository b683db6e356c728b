"""Slider to new picture, in Chromium: our explorer beside ``ipywidgets.interactive``.

One notebook in one JupyterLab holds both. The clock runs in the page: from the key press on a
slider to the ``load`` event of the picture that answers it.
"""

from __future__ import annotations

from playwright.sync_api import Page

from benchmarks.lab import notebook_page, run_cell
from benchmarks.rows import Row

__all__ = ["TASKS", "run"]

WARM_UP, PRESSES = 6, 60

PLAN = """
import tpmlab as tpm
plan = tpm.schedule.Plan.from_rows([
    (f"task {{i}}", 2 + i % 5, [f"task {{j}}" for j in {{i // 2, i - 1}} if 0 <= j < i])
    for i in range({tasks})
])
"""

OURS = "tpm.widgets.schedule_explorer(plan)"

# What a careful author writes with ipywidgets alone: the same chart, drawn afresh for each value.
THEIRS = """
from io import BytesIO
from IPython.display import Image, display
from ipywidgets import IntSlider, interactive
from tpmlab.schedule import critical_path
from tpmlab.schedule.pictures import GanttFigure

before = critical_path(plan)

def draw(**days):
    now = plan
    for name, value in days.items():
        now = now.with_duration(name, value)
    sheet = GanttFigure(critical_path(now), before, room=1.3)
    png = BytesIO()
    sheet.figure.savefig(png, format="png")
    display(Image(data=png.getvalue()))

sliders = {t.id: IntSlider(int(t.duration), 0, 20, description=t.id) for t in plan}
interactive(draw, **sliders)
"""

# Times every picture that appears in a cell's output after a key press.
CLOCK = """cell => {
  const box = cell.querySelector('.jp-Cell-outputArea');
  const clock = {start: null, times: []};
  const stop = () => {
    if (clock.start === null) return;
    clock.times.push(performance.now() - clock.start);
    clock.start = null;
  };
  const watch = img => img.addEventListener('load', stop);
  box.querySelectorAll('img').forEach(watch);
  new MutationObserver(changes => {
    for (const change of changes) for (const node of change.addedNodes) {
      if (node.nodeType !== 1) continue;
      const found = node.matches('img') ? [node] : [...node.querySelectorAll('img')];
      for (const img of found) { if (img.complete && img.naturalWidth) stop(); else watch(img); }
    }
  }).observe(box, {childList: true, subtree: true});
  box.addEventListener('keydown', () => { clock.start = performance.now(); }, true);
  cell.tpmlabClock = clock;
}"""


AIMS = {12: 60.0, 25: 120.0}  # bars, milliseconds
TASKS = tuple(f"slider to picture, {bars} bars" for bars in AIMS)


def run() -> list[Row]:
    """Measure a plan of 12 tasks and one of 25."""
    rows = []
    for task, (tasks, aim) in zip(TASKS, AIMS.items(), strict=True):
        with notebook_page([PLAN.format(tasks=tasks), OURS, THEIRS]) as page:
            for number in range(3):
                run_cell(page, number)
            ours, theirs = time_presses(page, 1), time_presses(page, 2)
        rows.append(Row(task, ours, theirs, "ipywidgets.interactive, drawn afresh", aim))
    return rows


def time_presses(page: Page, number: int) -> list[float]:
    """Press arrow keys on the fourth slider of a cell; milliseconds to each new picture."""
    cell = page.locator(".jp-CodeCell").nth(number)
    cell.locator("img").first.wait_for()
    cell.evaluate(CLOCK)
    cell.locator(".noUi-handle").nth(3).focus()
    for press in range(WARM_UP + PRESSES):
        page.keyboard.press("ArrowRight" if press % 4 < 2 else "ArrowLeft")
        handle = cell.element_handle()
        page.wait_for_function("([c, n]) => c.tpmlabClock.times.length > n", arg=[handle, press])
        page.wait_for_timeout(40)  # so that one press never waits for the one before
    times: list[float] = cell.evaluate("c => c.tpmlabClock.times")
    return times[WARM_UP:]
