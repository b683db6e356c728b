"""Items of each type played in Chromium by qti-components, with mouse and clicks as people do.

The player knows QTI 3.0; a QTI 2.1 package goes through its makers' converter first. It
loads the package's own files, takes the answer, runs the item's response
processing and says what it scored.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Locator, Page, Route, sync_playwright
from qti_convert import upgrade_package
from synthetic_bank import synthetic_bank

from tpmlab.exam.export.qti_package import qti21_package, qti30_package
from tpmlab.exam.items.model import Item
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem

pytestmark = pytest.mark.browser

HOST = "http://player.test/"
ITEMS = {item.type: item for item in synthetic_bank(20).items}
FRAME = (
    '<!doctype html><html lang="en"><title>Player</title><script type="module" src="/player.js">'
    '</script><qti-item><item-container item-url="/{path}"><template><style>{style}</style>'
    "</template></item-container></qti-item></html>"
)


def files_of(version: str) -> dict[str, bytes]:
    """Files of a QTI 3.0 package: ours, or our QTI 2.1 converted by the player's makers."""
    if version == "3.0":
        package = zipfile.ZipFile(io.BytesIO(qti30_package(ITEMS.values(), "A").data))
        return {name: package.read(name) for name in package.namelist()}
    converted = upgrade_package(qti21_package(ITEMS.values(), "A").data).files
    return {
        name: data.encode() if isinstance(data, str) else data for name, data in converted.items()
    }


@pytest.fixture(scope="module", params=["3.0", "2.1 converted"])
def page(request: pytest.FixtureRequest, chromium: str, qti_player: Path) -> Iterator[Page]:
    """A page whose addresses are files of the package; errors on it fail the test."""
    files = files_of(request.param)
    script = (qti_player / "cdn/index.js").read_text(encoding="utf-8")
    style = (qti_player / "dist/item.css").read_text(encoding="utf-8")

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path.startswith("play/"):
            html = FRAME.format(path=path.removeprefix("play/"), style=style)
            route.fulfill(body=html, content_type="text/html")
        elif path == "player.js":
            route.fulfill(body=script, content_type="text/javascript")
        elif path in files:
            kind = "image/png" if path.endswith(".png") else "text/xml"
            route.fulfill(body=files[path], content_type=kind)
        else:
            route.fulfill(status=404)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 900, "height": 800})
        errors: list[Any] = []
        page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - it wants to mark it
        page.route(f"{HOST}**", serve)
        yield page
        browser.close()
    assert errors == []


def open_item(page: Page, item: Item) -> Locator:
    page.goto(f"{HOST}play/items/item-{item.id}.xml")
    opened = page.locator("qti-assessment-item")
    opened.locator("qti-prompt, qti-inline-choice").first.wait_for(state="attached")
    return opened


def drag(page: Page, piece: Locator, target: Locator) -> None:
    start, end = piece.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(
        start["x"] + start["width"] / 2 + 8, start["y"] + start["height"] / 2 + 8, steps=4
    )
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=12)
    # A hand rests before it lets go: the player looks for the target between two movements.
    page.wait_for_timeout(300)
    page.mouse.move(end["x"] + end["width"] / 2 + 2, end["y"] + end["height"] / 2 + 1, steps=3)
    page.wait_for_timeout(300)
    page.mouse.up()


def wait_for_answer(page: Page, name: str, part: str, patience: float = 20_000) -> None:
    """Wait until the player has taken a part of the answer."""
    page.wait_for_function(
        """([name, part]) => {
            const inside = root => root.querySelector('qti-assessment-item')
                ?? [...root.querySelectorAll('*')].filter(e => e.shadowRoot)
                    .map(e => inside(e.shadowRoot)).find(Boolean);
            const {value} = inside(document).variables.find(each => each.identifier === name);
            return [value].flat().includes(part);
        }""",
        arg=[name, part],
        timeout=patience,
    )


def put(page: Page, piece: Locator, target: Locator, taken: str) -> None:
    """Drag until it is taken: on a busy machine the player now and then misses a movement."""
    for _ in range(4):
        drag(page, piece, target)
        with contextlib.suppress(Error):
            wait_for_answer(page, "RESPONSE", taken, 3000)
            return
    pytest.fail(f"the player never took {taken}")


def answer(page: Page, opened: Locator, item: Item, given: tuple[int, ...]) -> None:
    for place, number in enumerate(given):
        if isinstance(item, MatchingItem):
            piece = opened.locator(f"qti-simple-associable-choice[identifier=P{place + 1}]").first
            target = opened.locator(f"qti-simple-associable-choice[identifier=C{number + 1}]")
            put(page, piece, target, f"P{place + 1} C{number + 1}")
        elif isinstance(item, OrderingItem):
            piece = opened.locator(f"qti-simple-choice[identifier=C{number + 1}]").first
            put(page, piece, opened.locator("drop-list").nth(place), f"C{number + 1}")
        elif isinstance(item, PullDownItem):
            gap = opened.locator("qti-inline-choice-interaction").nth(place)
            gap.get_by_role("button").first.click()
            gap.locator(f"qti-inline-choice[identifier=C{number + 1}]").click()
            wait_for_answer(page, f"GAP{place + 1}", f"C{number + 1}")
        else:
            tag = "hotspot-choice" if item.type == "hotspot" else "simple-choice"
            opened.locator(f"qti-{tag}[identifier=C{number + 1}]").click()
            wait_for_answer(page, "RESPONSE", f"C{number + 1}")


def score(opened: Locator) -> float:
    return float(
        opened.evaluate("item => (item.processResponse(), item.getOutcome('SCORE').value)")
    )


def wrong_answer(item: Item) -> tuple[int, ...]:
    right = item.right_answer()
    if isinstance(item, OrderingItem):
        return (right[1], right[0], *right[2:])
    if item.type == "multiple":
        other = next(n for n in range(5) if n not in right)
        return (*right[:-1], other)
    return ((right[0] + 1) % 3, *right[1:])


@pytest.mark.parametrize("kind", ITEMS)
def test_the_banks_key_scores_one(kind: str, page: Page) -> None:
    item = ITEMS[kind]
    opened = open_item(page, item)
    answer(page, opened, item, item.right_answer())
    assert score(opened) == 1


@pytest.mark.parametrize("kind", ITEMS)
def test_an_answer_that_the_bank_calls_wrong_scores_nothing(kind: str, page: Page) -> None:
    item = ITEMS[kind]
    given = wrong_answer(item)
    assert not item.is_right(given)
    opened = open_item(page, item)
    answer(page, opened, item, given)
    assert score(opened) == 0


def test_the_reason_of_a_choice_shows_once_it_is_made(page: Page) -> None:
    item = ITEMS["single"]
    opened = open_item(page, item)
    reason = opened.locator("qti-feedback-inline[identifier=C1]")
    assert not reason.is_visible()
    answer(page, opened, item, (0,))
    opened.evaluate("item => item.processResponse()")
    reason.wait_for(state="visible")
    assert "Reason 0" in reason.inner_text()


def test_the_picture_loads_from_the_package(page: Page) -> None:
    image = open_item(page, ITEMS["hotspot"]).locator("img")
    image.wait_for()
    assert image.evaluate("async image => (await image.decode(), image.naturalWidth)") == 700
