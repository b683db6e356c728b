"""Hands that never touch a mouse, for tests in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect


class Keyboard:
    """Hands that never touch a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def run_until(self, sign: Locator) -> None:
        """Run cell after cell (Shift+Enter) until something appears."""
        running = self.page.locator(".jp-InputPrompt").filter(has_text="[*]")
        for _ in range(40):
            self.press("Shift+Enter")
            self.page.wait_for_timeout(300)
            expect(running).to_have_count(0)
            self.page.wait_for_timeout(200)  # a widget is drawn after its cell has run
            if sign.first.is_visible():
                break
        expect(sign.first).to_be_visible()
        self.page.wait_for_timeout(500)
        self.press("Escape")  # out of a cell's editor, where Tab indents

    def type_into_cell(self, source: str, text: str) -> None:
        """Walk down to the cell with this source, replace it and run it."""
        active = self.page.locator(".jp-Notebook .jp-Cell.jp-mod-active").locator("visible=true")
        self.press("Escape")
        for _ in range(60):
            if source in active.inner_text():
                break
            self.press("ArrowDown")
        self.press("Enter")
        self.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.press("Shift+Enter")

    def tab_to(self, target: Locator, *, back: bool = False) -> None:
        """Move the focus on (Tab) until it stands on the target."""
        for _ in range(150):
            if target.evaluate_all("(all) => all.includes(document.activeElement)"):
                return
            self.press("Shift+Tab" if back else "Tab")
        pytest.fail(f"no number of tabs reaches {target}")
