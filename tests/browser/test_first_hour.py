"""A learner's first hour in a real JupyterLab, with the keyboard alone."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from keyboard import Keyboard
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def asked() -> list[str]:
    """Hosts that the page asked for anything."""
    return []


@pytest.fixture
def window(browser: Browser, lab: Any, asked: list[str]) -> Iterator[Page]:
    """One window for the whole hour."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("request", lambda request: asked.append(urlsplit(request.url).hostname or ""))
    page.goto(lab.url)
    ready(page)
    yield page
    context.close()


def opened(page: Page, name: str) -> None:
    """Wait until this notebook is in front, has the keyboard, and its kernel is idle."""
    expect(page.locator(".lm-mod-current .lm-TabBar-tabLabel", has_text=name)).to_be_visible()
    page.wait_for_function(
        "document.activeElement.closest('.jp-NotebookPanel:not(.lm-mod-hidden)') !== null"
    )
    ready(page)
    page.wait_for_timeout(1500)  # Lab gives the keyboard back to a cell that has just run
    expect(page.locator(".lm-mod-current .lm-TabBar-tabLabel", has_text=name)).to_be_visible()


def ready(page: Page) -> None:
    """Wait until the notebook in front has an idle kernel."""
    expect(page.get_by_text(re.compile(r"\| Idle")).first).to_be_visible()
    page.wait_for_timeout(500)


def visible(page: Page, selector: str) -> Locator:
    """Elements of the notebook in front; other tabs' are hidden."""
    return page.locator(selector).locator("visible=true")


def events(folder: Path, kind: str) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / ".tpmlab" / "progress.sqlite3")) as store:
        return store.execute("SELECT subject, item FROM events WHERE kind = ?", (kind,)).fetchall()


def _the_lab_is_clean(window: Page, screenshots: Path) -> None:
    expect(window.get_by_role("heading", name="Start here")).to_be_visible()
    for word in ("Jupytext", "Formgrader", "Assignment List", "Course List", "Jupyter news"):
        assert window.get_by_text(word).count() == 0, word
    window.screenshot(path=screenshots / "1-start-here.png")


def _start_here_leads_to_the_lesson(window: Page, screenshots: Path) -> None:
    hands = Keyboard(window)
    link = visible(window, ".tpmlab a").filter(has_text="Which task may slip?")
    hands.run_until(link)
    window.screenshot(path=screenshots / "2-your-path.png")
    hands.tab_to(link)
    hands.press("Enter")
    opened(window, "02-critical-path.ipynb")
    expect(window.get_by_role("heading", name="Which task may slip?")).to_be_visible()


def _a_guess_is_recorded_and_opens_the_answer(window: Page, lab: Any, screenshots: Path) -> None:
    hands = Keyboard(window)
    guess = visible(window, "button").filter(has_text="Record my guess")
    hands.press("Control+Home")
    hands.run_until(guess)
    radio = visible(window, ".tpmlab input[type=radio]")
    hands.tab_to(radio.first)
    hands.press("Space")
    hands.tab_to(guess)
    hands.press("Enter")
    show = visible(window, "button").filter(has_text="Show the answer")
    hands.tab_to(show)
    hands.press("Enter")
    expect(window.get_by_text("You said").first).to_be_visible()
    expect(visible(window, ".jp-RenderedImage img").first).to_be_visible()
    window.screenshot(path=screenshots / "3-guess.png")
    assert events(lab.folder, "guess") == [("critical-path", "which-task")]


def _a_slider_moves_the_finish(window: Page, screenshots: Path) -> None:
    hands = Keyboard(window)
    explorer = visible(window, ".tpmlab .slider, .tpmlab .noUi-handle")
    hands.press("Escape")
    hands.run_until(explorer)
    picture = visible(window, ".tpmlab img").first
    before = picture.get_attribute("src")
    certify = visible(window, ".tpmlab .widget-slider").filter(has_text="certify")
    hands.tab_to(certify.locator(".noUi-handle"))
    hands.press("ArrowRight", times=3)
    expect(window.get_by_text("Finish: day 53").first).to_be_visible()
    assert picture.get_attribute("src") != before
    expect(picture).to_have_attribute("alt", re.compile("finish on day 53"))
    window.screenshot(path=screenshots / "4-explorer.png")


def _a_question_answers_back(window: Page, lab: Any, screenshots: Path) -> None:
    hands = Keyboard(window)
    hands.press("Escape")
    button = window.get_by_role("button", name="Answer", exact=True)
    question = visible(window, ".tpmlab-question").filter(has=button).first
    hands.run_until(question)
    hands.tab_to(question.locator("input").first)
    hands.press("Space")
    hands.tab_to(question.get_by_role("button", name="Answer", exact=True))
    hands.press("Enter")
    expect(visible(window, ".tpmlab-verdict").first).to_be_visible()
    window.screenshot(path=screenshots / "5-question.png")
    assert [subject for subject, _ in events(lab.folder, "answer")] == ["critical-path"]


def _the_exercise_is_checked(window: Page, lab: Any, screenshots: Path) -> None:
    hands = Keyboard(window)
    link = visible(window, ".jp-MarkdownOutput a").filter(has_text="The exercise")
    hands.press("Escape")
    hands.run_until(link)
    hands.tab_to(link)
    hands.press("Enter")
    opened(window, "critical-path.ipynb")
    expect(window.get_by_role("heading", name="Exercise: a portal")).to_be_visible()
    hands.press("Shift+Enter", times=2)  # the story, and the cell that imports tpmlab
    hands.type_into_cell("portal_finish = the day", "portal_finish = 23\nportal_path = ['review']")
    button = visible(window, "button").filter(has_text="Check my answers")
    hands.run_until(button)
    hands.tab_to(button)
    hands.press("Enter")
    expect(window.get_by_text("2 of 20 visible points").first).to_be_visible()
    expect(window.get_by_text("That is the longest single task.").first).to_be_visible()
    window.screenshot(path=screenshots / "6-checked.png")
    assert events(lab.folder, "check") == [("critical-path", "")]


def _nothing_left_this_machine(asked: list[str]) -> None:
    assert set(asked) <= {"127.0.0.1", "localhost", ""}


def test_a_first_hour(window: Page, lab: Any, screenshots: Path, asked: list[str]) -> None:
    """One story, so one test: each step goes on where the one before stopped."""
    _the_lab_is_clean(window, screenshots)
    _start_here_leads_to_the_lesson(window, screenshots)
    _a_guess_is_recorded_and_opens_the_answer(window, lab, screenshots)
    _a_slider_moves_the_finish(window, screenshots)
    _a_question_answers_back(window, lab, screenshots)
    _the_exercise_is_checked(window, lab, screenshots)
    _nothing_left_this_machine(asked)
