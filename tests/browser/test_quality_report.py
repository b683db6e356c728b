"""The page of `tpmlab exam quality --html`: readable by everybody, complete without a network."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser
from typer.testing import CliRunner

from tpmlab.cli import app

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("quality") / "report.html"
    CliRunner().invoke(app, ["exam", "quality", "--html", str(path)])
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_is_accessible(report, browser: Browser, axe_source, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    page.evaluate(axe_source)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert [
        (rule["id"], json.dumps(rule["nodes"][0]["html"])) for rule in found["violations"]
    ] == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_each_picture_says_what_it_shows(report, browser: Browser):
    page = browser.new_page()
    page.goto(report.as_uri())
    alts = page.eval_on_selector_all("img", "images => images.map(image => image.alt)")
    assert [alt.partition(":")[0] for alt in alts] == [
        "Length of the key among its options",
        "Place of the key",
        "Words that lean to keys",
        "Words that lean to distractors",
    ]
    rows = page.locator("table.heat tbody tr").count()
    assert rows == 26
    page.close()
