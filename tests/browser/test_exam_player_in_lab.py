"""Practice and a mock exam in a real JupyterLab, with the keyboard alone."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from keyboard import Keyboard
from playwright.sync_api import Locator, Page, expect

from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.model import Item
from tpmlab.exam.playing.session_list import list_sessions
from tpmlab.exam.playing.store import SessionOpenError, open_session

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEIGHT = 1800

START = """\
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.playing.sheet import Section, Sheet
from tpmlab.widgets.exam_cells import play
bank = load_bank("pmp-2026")
names = {names}
play(Sheet("pmp-2026", "{mode}", {sections}, {minutes}, "{title}"), bank)"""
IMPATIENT = """\
import tpmlab.widgets.exam_player as player
player.PATIENCE = 8.0
"""
KILL = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
TYPES = ("single", "multiple", "matching", "ordering", "hotspot", "pull-down", "numeric")


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """One item of each type, the first of the bank."""
    bank = load_bank("pmp-2026")
    return [next(item for item in bank.items if item.type == kind) for kind in TYPES]


def cell(items: list[Item], mode: str, sections: str, minutes: str, title: str) -> str:
    names = tuple(item.id for item in items)
    return START.format(names=names, mode=mode, sections=sections, minutes=minutes, title=title)


def run(page: Page, number: int) -> None:
    """Run a cell by its number."""
    page.locator(".jp-CodeCell .cm-content").nth(number).click()
    page.keyboard.press("Control+Enter")


class Player:
    """The player as the keyboard meets it."""

    def __init__(self, page: Page, axe_source: str, screenshots: Path) -> None:
        self.page, self.hands = page, Keyboard(page)
        self._axe, self._folder = axe_source, screenshots
        self.box = page.locator(".tpmlab-player").locator("visible=true")

    def button(self, words: str) -> Locator:
        return self.box.get_by_role("button", name=re.compile(f"^{re.escape(words)}"))

    def press(self, words: str, *, back: bool = False, then: str = "") -> None:
        """Press a button, and wait for the keyboard to be led to the next page's first one."""
        expect(self.button(words)).to_be_visible()
        self.hands.tab_to(self.button(words), back=back)
        self.hands.press("Enter")
        if then:
            expect(self.button(then)).to_be_focused()

    def item(self, number: int) -> None:
        """Wait for an item, and for the keyboard to stand before it."""
        expect(self.box.get_by_text(f"Item {number} of")).to_be_visible()
        if number > 1:
            expect(self.button("Flag this item")).to_be_focused()

    def answer(self, item: Item) -> None:
        """Give the right answer by keys alone."""
        right = item.right_answer()
        if item.type in ("single", "numeric", "hotspot"):
            self.radio(right[0])
        elif item.type == "multiple":
            boxes = self.box.get_by_role("checkbox")
            for n in right:
                self.hands.tab_to(boxes.nth(n))
                self.hands.press("Space")
        elif item.type == "ordering":
            self.order(list(item.offered))  # type: ignore[attr-defined]
        else:
            for n, choice in enumerate(right):
                self.hands.tab_to(self.box.get_by_role("combobox").nth(n))
                self.hands.press("ArrowDown", choice + 1)

    def radio(self, number: int) -> None:
        """Choose by arrows in the first group of radio buttons."""
        radios = self.box.get_by_role("radio")
        self.hands.tab_to(radios.first)
        self.hands.press("Space")
        self.hands.press("ArrowDown", number)
        expect(radios.nth(number)).to_be_checked()

    def order(self, now: list[int]) -> None:
        """Put steps in order: pick the step that belongs next, move it up to its place."""
        radios = self.box.get_by_role("radio")
        for place in range(len(now)):
            here = now.index(place)
            checked = self.box.locator("input[type=radio]:checked")
            self.hands.tab_to(checked, back=place > 0)
            at = radios.evaluate_all("(all) => all.findIndex((one) => one.checked)")
            self.hands.press("ArrowDown" if here > at else "ArrowUp", abs(here - at))
            expect(radios.nth(here)).to_be_checked()
            if here > place:
                step = radios.nth(here).locator("xpath=..").inner_text().split(". ", 1)[1]
                # arrows in a row reach the kernel after a click that follows at once
                expect(self.button("Move up")).to_have_attribute("title", f"Move up: {step}")
                self.hands.tab_to(self.button("Move up"))
                for step in range(here, place, -1):
                    self.hands.press("Enter")
                    expect(radios.nth(step - 1)).to_be_checked()
            now.insert(place, now.pop(here))

    def sure(self, words: str = "sure") -> None:
        self.hands.tab_to(self.box.get_by_role("button", name=words, exact=True))
        self.hands.press("Enter")

    def shot(self, name: str) -> None:
        self.page.screenshot(path=self._folder / f"exam-{name}.png")

    def is_accessible(self) -> None:
        self.page.evaluate(self._axe)
        found = self.page.evaluate("axe.run('.tpmlab-player', {resultTypes: ['violations']})")
        assert [
            (rule["id"], json.dumps(node["html"][:200]))
            for rule in found["violations"]
            for node in rule["nodes"]
        ] == []


@pytest.fixture
def player(page: Page, axe_source: str, screenshots: Path) -> Player:
    return Player(page, axe_source, screenshots)


@pytest.fixture(params=["Light", "Dark"])
def theme(request: pytest.FixtureRequest, page: Page, lab: Any) -> str:
    lab.use_theme(page, request.param)
    return str(request.param)


def test_a_practice_of_all_types(
    page: Page, lab: Any, theme: str, items: list[Item], player: Player
) -> None:
    if (
        theme == "Dark"
    ):  # what is drawn, what is put in order, a case of lists: once through is enough
        items = [item for item in items if item.type in ("hotspot", "ordering", "pull-down")]
    book, end = f"practice-{theme}.ipynb", theme.lower()
    lab.write(book, [cell(items, "study", "(Section(names),)", "None", f"Practice {theme}")])
    lab.open(page, book)
    run(page, 0)
    for number, item in enumerate(items, 1):
        player.item(number)
        if number == 1:
            page.keyboard.press("Escape")
        player.is_accessible()
        player.answer(item)
        player.sure("think so" if number % 2 else "sure")
        player.shot(f"{item.type}-{end}")
        player.press("Check my answer")
        expect(player.box.get_by_text("✓ Right.")).to_be_visible()
        player.shot(f"{item.type}-judged-{end}")
        player.is_accessible()
        player.press("To all items" if number == len(items) else "Next item")
    expect(player.button(f"Item {len(items)}: judged")).to_be_focused()
    player.is_accessible()
    player.press("End the practice", then="Go back to the items")
    player.press("Yes, end it")
    expect(
        player.box.get_by_role("heading", name=f"{len(items)} of {len(items)} right")
    ).to_be_visible()
    player.is_accessible()
    player.shot(f"results-{end}")


def test_a_mock_with_a_break_lives_through_a_killed_kernel(
    page: Page, lab: Any, items: list[Item], player: Player
) -> None:
    sections = "(Section(names[:2], 5.0), Section(names[2:]))"
    chosen = [items[0], items[4], items[1], items[6]]
    lab.write("mock.ipynb", [cell(chosen, "exam", sections, "30.0", "Small mock"), KILL])
    lab.use_theme(page, "Light")
    lab.open(page, "mock.ipynb")
    run(page, 0)
    _begin(player, page.get_by_role("button", name="Begin"))
    _strike_flag_and_answer(player, chosen[0])
    player.shot("mock-light")

    run(page, 1)
    page.locator(".jp-Dialog").get_by_role("button", name="Ok").click()
    expect(page.get_by_text(re.compile(r"\| Idle")).first).to_be_visible()
    run(page, 0)
    again = page.get_by_role("button", name=re.compile("^Go on with Small mock"))
    expect(again).to_contain_text("1 of 4 answered")
    _begin(player, again)
    expect(player.button("Remove the flag")).to_be_visible()
    expect(player.button("Restore A")).to_be_visible()
    expect(player.box.get_by_role("radio").nth(chosen[0].right_answer()[0])).to_be_checked()

    player.press("Next item")
    player.item(2)
    player.answer(chosen[1])
    _to_the_break_and_on(player)
    player.answer(chosen[2])
    player.press("Next item")
    player.item(4)
    player.press("To all items", then="Item 4")
    player.press("Submit the exam", then="Go back to the items")
    player.press("Yes, end it")
    expect(player.box.get_by_role("heading", name="3 of 4 right")).to_be_visible()
    expect(player.box.get_by_text("Item 4: not answered")).to_be_visible()
    player.is_accessible()


def _begin(player: Player, button: Locator) -> None:
    expect(button).to_be_visible()
    player.hands.press("Escape")
    player.hands.tab_to(button)
    player.hands.press("Enter")
    player.item(1)


def _strike_flag_and_answer(player: Player, item: Item) -> None:
    player.hands.tab_to(player.button("Strike out A"))
    player.hands.press("Enter")
    expect(player.button("Restore A")).to_be_visible()  # the options were drawn anew
    player.hands.tab_to(player.button("Flag this item"), back=True)
    player.hands.press("Enter")
    expect(player.button("Remove the flag")).to_be_visible()
    player.answer(item)
    expect(player.box.get_by_text("1 of 4 answered")).to_be_visible()


def _to_the_break_and_on(player: Player) -> None:
    player.press("To all items", then="Item 2")
    expect(player.button("Item 1: answered, flagged")).to_be_visible()
    player.is_accessible()
    player.press("End this section", then="Go back to the items")
    expect(player.box.get_by_text("There is no way back")).to_be_visible()
    player.press("Yes, end it", then="End the break now")
    expect(player.box.get_by_text("Break. The section before it is closed")).to_be_visible()
    player.is_accessible()
    player.shot("break-light")
    player.press("End the break now")
    player.item(3)
    expect(player.button("Previous item")).to_be_disabled()


def test_a_closed_tab_stops_the_clock_and_lets_the_session_go(
    page: Page, lab: Any, items: list[Item], player: Player
) -> None:
    bank = load_bank("pmp-2026")
    one = cell(items[:1], "study", "(Section(names),)", "None", "Tab")
    lab.write("tab.ipynb", [IMPATIENT + one])
    lab.open(page, "tab.ipynb")
    run(page, 0)
    player.item(1)
    (row,) = [row for row in list_sessions(lab.folder) if row.sheet.title == "Tab"]
    page.wait_for_timeout(12_000)  # longer than the patience: this page is there
    expect(player.button("Flag this item")).to_be_visible()
    with pytest.raises(SessionOpenError, match="open in another player"):
        open_session(lab.folder, row.id, bank.by_id)
    page.goto("about:blank")
    for _ in range(60):
        page.wait_for_timeout(2_000)
        with suppress(SessionOpenError), open_session(lab.folder, row.id, bank.by_id) as sitting:
            used = sitting.session.state.used
            break
    else:
        pytest.fail("the session is still held by a page that is closed")
    assert used > 0
