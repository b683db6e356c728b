"""A study group's pages in a real Chromium: accessible in light and dark, whole on paper."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from group_votes import fill_votes
from playwright.sync_api import Browser
from typer.testing import CliRunner

from tpmlab.cli import app
from tpmlab.exam.group.folder import make_pack, tally_file
from tpmlab.exam.group.item_page import asked_html, key_html
from tpmlab.exam.group.page import page as whole_page
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.exhibit import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

A4 = {"width": 680, "height": 1002}  # pixels between the margins, 96 to the inch


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("group")
    pack = make_pack(folder, 1, today=date(2027, 1, 11), members=["A<b>B", "Noor Bakker", "CF"])
    fill_votes(
        pack.folder / "votes.csv", pack.week.voted, lambda name, who: ("AB"[len(who) % 2], "")
    )
    return [*pack.pages, tally_file(pack.folder / "votes.csv").page]


@pytest.fixture(scope="module")
def every_item(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every item of the bank on a page, with its key: each exhibit is drawn."""
    bank = load_bank("pmp-2026")
    assert len({item.exhibit.kind for item in bank.items if item.exhibit}) > len(KINDS) / 2
    sheets = (
        f'<section class="sheet" data-asked="1">{asked_html(item, f"Item {n}")}</section>'
        f'<section class="sheet">{key_html(item, f"Item {n}, key")}</section>'
        for n, item in enumerate(bank.items)
    )
    path = tmp_path_factory.mktemp("items") / "items.html"
    path.write_text(whole_page("Every item", sheets), encoding="utf-8")
    return path


def violations(page: Any, axe_source: str) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    page.evaluate(axe_source)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(
    browser: Browser, axe_source: str, pages: list[Path], every_item: Path, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (*pages, every_item):
        page.goto(path.as_uri())
        assert violations(page, axe_source) == [], path.name
    assert all(url.startswith(("file:", "data:")) for url in asked)
    context.close()


def test_nothing_is_clipped_on_paper(browser: Browser, every_item: Path) -> None:
    context = browser.new_context(viewport=A4)
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(every_item.as_uri())
    wide = page.evaluate(
        """() => [...document.querySelectorAll('img, table, li, p')]
        .filter((one) => one.getBoundingClientRect().right > document.body.clientWidth + 1
                      || one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
        .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert wide == []
    high = page.evaluate(
        """() => [...document.querySelectorAll('[data-asked]')]
        .map((one) => [one.getBoundingClientRect().height, one.querySelector('h2').innerText])"""
    )
    assert [name for pixels, name in high if pixels > A4["height"]] == [], "one page an item"
    context.close()


def test_the_pack_is_printed(tmp_path: Path, chromium: str) -> None:
    made = CliRunner().invoke(app, ["exam", "pack", "--week", "1", "--out", str(tmp_path / "g")])
    assert made.exit_code == 0, made.output
    for name, pages in (("members", range(9, 10)), ("leader", range(16, 21))):
        pdf = tmp_path / "g" / "week-01" / f"{name}.pdf"
        assert str(pdf) in made.output
        data = pdf.read_bytes()
        assert data.startswith(b"%PDF-")
        assert len(re.findall(rb"/Type /Page\b(?!s)", data)) in pages
    assert not list((tmp_path / "g" / "week-01").glob(".tpmlab*"))
