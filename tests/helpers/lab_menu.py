"""JupyterLab's menu, used as a learner does with everything open."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def change_theme(page: Page, theme: str) -> None:
    """Go to "Light" or "Dark"."""
    page.locator(".lm-MenuBar-itemLabel").get_by_text("Settings", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Theme", exact=True).hover()
    page.locator(".lm-Menu-itemLabel").get_by_text(f"JupyterLab {theme}", exact=True).click()
    expect(page.locator(f'body[data-jp-theme-name="JupyterLab {theme}"]')).to_have_count(1)
