"""The lesson *Project cockpit* in a real JupyterLab: every cell runs, and its cockpit plays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON = "project-cockpit"
DESK = ".tpmlab-cockpit"


def test_the_lesson_runs_and_its_cockpit_plays_a_week(
    lab: Any, page: Page, screenshots: Path
) -> None:
    path = next(lab.folder.glob(f"notebooks/*/*-{LESSON}.ipynb")).relative_to(lab.folder)
    page.set_default_timeout(120_000)
    page.set_viewport_size({"width": 1280, "height": 2400})
    page.goto(re.sub(r"/tree/[^?]*", f"/tree/{path.as_posix()}", lab.url))
    expect(page.get_by_text(re.compile(r"\| Idle")).first).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    desk = page.locator(DESK)
    expect(desk.locator("img[title]")).to_have_count(3, timeout=240_000)
    expect(page.get_by_text(re.compile(r"\| Idle")).first).to_be_visible(timeout=240_000)
    assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
    desk.get_by_role("button", name=re.compile("Advance")).first.click()
    expect(desk.get_by_text(re.compile("[Ww]eek 1")).first).to_be_visible()
    desk.first.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / "cockpit-lesson.png")
