"""Every scenario played to its end and debriefed in a real JupyterLab, by mouse and keyboard."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from control_labels import cut_labels
from playwright.sync_api import Page, expect

from tpmlab.scenarios import names

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEIGHT = 3000
DESK = ".tpmlab-cockpit"
MIDDLE, UNDONE = 8, 5  # weeks: looked at, undone
# one theme each; test_cockpit_by_keyboard.py sees every tab in both
THEMES = dict(zip(names(), ["Light", "Dark"] * 3, strict=True))


class Player:
    """A mouse, a keyboard, and a note of every error that the page reports."""

    def __init__(self, page: Page, axe_source: str, folder: Path, name: str) -> None:
        self.page, self.desk, self.name = page, page.locator(DESK), name
        self._axe, self._folder = axe_source, folder
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def look(self, moment: str) -> None:
        self.page.wait_for_timeout(700)  # alt texts are set a moment after a picture is drawn
        expect(self.page.locator(f"{DESK} img:not([alt])")).to_have_count(0)
        assert cut_labels(self.page) == []
        self.page.evaluate(self._axe)
        found = self.page.evaluate("(part) => axe.run(part, {resultTypes: ['violations']})", DESK)
        assert [rule["id"] for rule in found["violations"]] == [], moment
        self.desk.screenshot(path=self._folder / f"play-{self.name}-{moment}.png")

    def open(self, tab: str) -> None:
        self.page.locator(f"{DESK} [role=tab]", has_text=re.compile(rf"^{tab}")).click()

    def shows(self, text: str) -> None:
        expect(self.desk).to_contain_text(text)

    def waits(self, tab: str) -> bool:
        return self.page.locator(f"{DESK} [role=tab]", has_text=tab).count() > 0

    def over(self) -> bool:
        return self.desk.get_by_text("The project is over.", exact=True).is_visible()

    def advance(self, week: int) -> None:
        button = self.page.get_by_role("button", name="Advance a week")
        button.focus()
        self.page.keyboard.press("Enter")
        self.shows(f"Week {week} is over.")

    def test_a_little(self) -> None:
        self.open("Orders")
        self.page.get_by_role("slider", name="Testing, % of time").focus()
        for _ in range(6):
            self.page.keyboard.press("ArrowRight")
        self.shows("test 12% of the time: about")
        self.look("orders")

    def answer(self, turn: int) -> None:
        self.open("Inbox")
        answers = self.page.locator(f"{DESK} select:visible")
        for place in range(answers.count()):
            field = answers.nth(place)
            says = ("yes", "trade for time", "no")[(turn + place) % 3]
            offered = field.locator("option").all_inner_texts()
            label = next((o for o in offered if o.startswith(says)), offered[1])
            field.select_option(label=label)
        self.shows(" to ")

    def report(self, *, in_full: bool) -> None:
        self.open("Report")
        if in_full:
            self.page.get_by_label("What changed").fill("The plan is one report older.")
            self.page.get_by_label("Who acts next").select_option(index=1)
            self.page.get_by_label("What they do").fill("walks through the longest path")
            self.page.keyboard.press("Tab")  # a line of text is taken over when it is left
            self.shows("Completeness 100%.")
        box = self.page.get_by_label("Send it with this week's orders")
        box.focus()
        self.page.keyboard.press("Space")
        self.shows("send the status report")


@pytest.fixture(params=names())
def player(request: Any, page: Page, lab: Any, axe_source: str, screenshots: Path) -> Player:
    """The cockpit of one scenario, started in a notebook with nothing else in it."""
    name = request.param
    cells = ["import tpmlab as tpm", f'tpm.widgets.cockpit("{name}", seed=2)']
    lab.write(f"play-{name}.ipynb", cells)
    lab.use_theme(page, THEMES[name])
    lab.open(page, f"play-{name}.ipynb")
    page.locator(".jp-CodeCell .cm-content").first.focus()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"{DESK} img[title]")).to_have_count(3)
    return Player(page, axe_source, screenshots, name)


def test_a_scenario_is_played_to_its_end(player: Player, lab: Any) -> None:
    player.look("start")
    player.test_a_little()
    week = letters = reports = undone = 0
    while not player.over():
        if player.waits("Inbox ("):
            player.answer(letters)
            letters += 1
            if letters == 1:
                player.look("inbox")
        if player.waits("Report (due)"):
            player.report(in_full=not reports)
            reports += 1
            if reports == 1:
                player.look("report")
        if week == MIDDLE:
            player.open("Board")
            player.look("middle")
        player.advance(week)
        week += 1
        if week == UNDONE and not undone:
            player.page.get_by_role("button", name="Undo a week").click()
            player.shows(f"now at the start of week {UNDONE - 1}, on line 2")
            week, undone = week - 1, 1
    player.shows("Par is")
    player.look("end")
    player.page.get_by_role("button", name="Which choices mattered?").click()
    expect(player.page.get_by_role("button", name="Keep as a page")).to_be_visible()
    player.look("debrief")
    assert min(letters, reports, undone) >= 1
    assert player.errors == []
    save = lab.folder / "simulator-saves" / f"{player.name}-autosave.json"
    lines = json.loads(save.read_text())["lines"]
    assert [line["number"] for line in lines] == [1, 2]
