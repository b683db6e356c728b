"""Names of controls, as far as a reader can see them."""

from __future__ import annotations

from playwright.sync_api import Page

__all__ = ["cut_labels"]


def cut_labels(page: Page) -> list[str]:
    """Names of our controls that end in three dots, for the rest of them finds no room."""
    cut: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.tpmlab .widget-label')]
            .filter((each) => each.offsetParent && each.scrollWidth > each.clientWidth)
            .map((each) => each.textContent)"""
    )
    return cut
