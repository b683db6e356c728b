"""A learner makes a project of their own in JupyterLab: copy a scenario, change it, play it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = (
    "import tpmlab as tpm",
    'mine = tpm.simulator.load("tutorial-Copy1.yaml")\ntpm.widgets.cockpit(mine, seed=3)',
)


def test_a_scenario_is_copied_in_the_file_browser_changed_and_played(page: Page, lab: Any) -> None:
    page.set_default_timeout(60_000)
    folder = lab.folder / "scenarios"
    lab.write("scenarios/my-project.ipynb", list(CELLS))
    lab.open(page, "scenarios/my-project.ipynb")

    copy = _copied(page, folder / "tutorial.yaml")
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text.replace("deadline: 6", "deadlin: 6"), encoding="utf-8")
    _run_all(page)
    expect(page.locator(".jp-CodeCell").nth(1)).to_contain_text(
        "'deadline' is missing; add it, or correct 'deadlin'"
    )

    _edited_in_lab(page, copy, "deadlin: 6", "deadline: 9")
    page.locator(".lm-TabBar-tabLabel", has_text="my-project.ipynb").click()
    _run_all(page)
    desk = page.locator(".tpmlab-cockpit")
    expect(desk).to_contain_text("agreed: end of week 9.0")
    desk.get_by_role("button", name="Advance a week").click()
    expect(desk).to_contain_text("Week 0 is over.")
    assert (folder / "tutorial.yaml").read_text(encoding="utf-8") == text, "ours is untouched"


def _copied(page: Page, file: Path) -> Path:
    """Duplicate a file by the file browser's own menu."""
    page.get_by_role("listitem").filter(has_text=file.name).first.click(button="right")
    page.get_by_role("menuitem", name="Duplicate").click()
    copy = file.with_name(f"{file.stem}-Copy1.yaml")
    expect(page.get_by_role("listitem").filter(has_text=copy.name)).to_be_visible()
    return copy


def _edited_in_lab(page: Page, file: Path, old: str, new: str) -> None:
    """Open a file in Lab's editor, replace a line's words and save."""
    page.get_by_role("listitem").filter(has_text=file.name).first.dblclick()
    line = page.locator(".jp-FileEditor .cm-line", has_text=old)
    line.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type(new)
    page.keyboard.press("Control+s")
    for _ in range(100):
        if new in file.read_text(encoding="utf-8"):
            return
        page.wait_for_timeout(100)
    pytest.fail("the editor saved nothing")


def _run_all(page: Page) -> None:
    """Run both cells from the first on."""
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Control+Enter")
