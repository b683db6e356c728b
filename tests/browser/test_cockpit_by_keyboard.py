"""The tutorial project played to its end in a real JupyterLab, with the keyboard alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from control_labels import cut_labels
from lab_menu import change_theme
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEIGHT = 2400
DESK = ".tpmlab-cockpit"


@pytest.fixture
def page_with_desk(page: Page, lab: Any) -> Page:
    """A notebook whose only output is the cockpit, with nothing else open."""
    cells = ["import tpmlab as tpm", 'tpm.widgets.cockpit("tutorial", seed=3)']
    lab.write("cockpit.ipynb", cells)
    lab.open(page, "cockpit.ipynb")
    page.locator(".jp-CodeCell .cm-content").first.focus()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"{DESK} img[title]")).to_have_count(3)
    return page


def tab_to(page: Page, target: Locator, *, back: bool = False) -> None:
    """Move the focus on (Tab) until it stands on the target."""
    for _ in range(120):
        if target.evaluate_all("(all) => all.includes(document.activeElement)"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    pytest.fail(f"no number of tabs reaches {target}")


def open_tab(page: Page, name: str, *, back: bool = True) -> None:
    """Walk to the bar of tabs and, by arrow keys, along it."""
    names = ["Board", "Inbox", "Orders", "Report", "History", "Score"]
    entry = page.locator(f'{DESK} [role=tab][tabindex="0"]')
    tab_to(page, entry, back=back)
    here = names.index(re.sub(r" \(.*", "", entry.inner_text()))
    steps = names.index(name) - here
    for _ in range(abs(steps)):
        page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")
    page.keyboard.press("Enter")
    chosen = page.locator(f'{DESK} [role=tab][aria-selected="true"]')
    expect(chosen).to_have_text(re.compile(rf"^{name}"))


def advance(page: Page, week: int) -> None:
    """Play a week from wherever the focus is."""
    tab_to(page, page.get_by_role("button", name="Advance a week"), back=True)
    page.keyboard.press("Enter")
    expect(page.locator(DESK)).to_contain_text(f"Week {week} is over.")


def violations(page: Page, axe_source: str) -> list[str]:
    page.evaluate(axe_source)
    found = page.evaluate("(part) => axe.run(part, {resultTypes: ['violations']})", DESK)
    return [f"{r['id']}: {n['html'][:200]}" for r in found["violations"] for n in r["nodes"]]


class Player:
    """Hands on the keyboard, and a check of every screen on the way."""

    def __init__(self, page: Page, axe_source: str, screenshots: Path) -> None:
        self.page, self.desk = page, page.locator(DESK)
        self._axe, self._folder, self._theme = axe_source, screenshots, "Light"

    def look(self, name: str) -> None:
        self.page.wait_for_timeout(700)  # alt texts are set a moment after a picture is drawn
        expect(self.page.locator(f"{DESK} img:not([alt])")).to_have_count(0)
        assert cut_labels(self.page) == []
        assert violations(self.page, self._axe) == [], name
        self.desk.screenshot(path=self._folder / f"cockpit-{name}-{self._theme.lower()}.png")

    def look_in_the_dark(self) -> None:
        """See each tab again in the other theme."""
        self._theme = "Dark"
        change_theme(self.page, self._theme)
        for tab in ("Board", "Inbox", "Orders", "Report", "History", "Score"):
            self.page.locator(f"{DESK} [role=tab]", has_text=re.compile(rf"^{tab}")).click()
            self.look(tab.lower())

    def open(self, name: str, *, back: bool = True) -> None:
        open_tab(self.page, name, back=back)

    def shows(self, text: str) -> None:
        expect(self.desk).to_contain_text(text)

    def has(self, tab: str) -> bool:
        return self.page.locator(f"{DESK} [role=tab]", has_text=tab).count() > 0

    def choose(self, label: str, start: str) -> None:
        """Choose a list's entry by its first letters."""
        tab_to(self.page, self.page.get_by_label(label).first)
        self.page.keyboard.type(start)

    def order(self) -> None:
        self.open("Orders")
        tab_to(self.page, self.page.get_by_role("slider", name="Testing, % of time"))
        for _ in range(5):
            self.page.keyboard.press("ArrowRight")
        self.shows("test 10% of the time: about")
        self.choose("Invoice rules", "cut")
        self.shows("Refused: 'rules' must ship")
        self.page.keyboard.press("Home")
        expect(self.desk).not_to_contain_text("Refused")

    def report(self) -> None:
        self.open("Report")
        tab_to(self.page, self.page.get_by_label("What changed"))
        self.page.keyboard.type("The sample data was wrong.")
        self.choose("Who acts next", "Callum")
        tab_to(self.page, self.page.get_by_label("What they do"))
        self.page.keyboard.type("asks for a new export")
        tab_to(self.page, self.page.get_by_label("Send it with this week's orders"))
        self.page.keyboard.press("Space")
        self.shows("Completeness 100%.")


def test_a_project_is_run_to_its_end_by_keyboard(
    page_with_desk: Page, lab: Any, axe_source: str, screenshots: Path
) -> None:
    page = page_with_desk
    player = Player(page, axe_source, screenshots)
    page.wait_for_timeout(1500)  # alt texts are set a moment after a picture is drawn
    expect(page.locator(f"{DESK} img:not([alt])")).to_have_count(0)
    page.keyboard.press("Escape")
    tab_to(page, page.get_by_role("button", name="Advance a week"))
    tab_to(page, page.locator(f'{DESK} [role=tab][aria-selected="true"]'))
    player.look("board")
    player.order()
    player.look("orders")
    advance(page, 0)
    expect(page.locator(f"{DESK} [aria-live]")).to_contain_text("Week 0 is over.")

    week, letters, reports = 1, 0, 0
    while not player.desk.get_by_text("The project is over.", exact=True).is_visible():
        if player.has("Inbox ("):
            player.open("Inbox")
            player.choose("Answer: ", "no" if letters else "yes")
            player.shows("no to" if letters else "nothing moves for it")
            player.look(f"inbox-{week}")
            letters += 1
        if due := player.has("Report (due)"):
            player.report()
            player.look("report")
            reports += 1
        advance(page, week)
        if due:
            player.shows("completeness 100%")
        week += 1
        page.wait_for_timeout(300)
    assert min(letters, reports) >= 1
    player.shows("Par is")
    player.look("score")
    tab_to(page, page.get_by_role("button", name="Which choices mattered?"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Keep as a page")).to_be_visible()
    player.look("debrief")
    tab_to(page, page.get_by_role("button", name="Keep as a page"))
    page.keyboard.press("Enter")
    player.shows("The debrief is kept in simulator-saves/tutorial-debrief-seed-3.html.")

    tab_to(page, page.get_by_role("button", name="Undo a week"), back=True)
    page.keyboard.press("Enter")
    player.shows("on line 2")
    player.open("History", back=False)
    player.look("history")
    save = lab.folder / "simulator-saves" / "tutorial-autosave.json"
    assert json.loads(save.read_text())["tpmlab_game"] == 1
    assert page.locator(".jp-CodeCell").count() == 2, "no key reached the notebook"
    player.look_in_the_dark()
