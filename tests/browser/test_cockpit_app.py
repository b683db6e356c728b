"""`tpmlab app cockpit` as for a classroom projector: the cockpit in a page without code."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = ".tpmlab-cockpit"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The app as a teacher starts it, in a folder of its own."""
    pytest.importorskip("voila")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tpmlab", "app", "cockpit", "--scenario", "tutorial"]
    command += ["--seed", "3", "--port", str(port), "--no-browser"]
    log = tmp_path / "app.log"
    with log.open("w") as sink:
        server = subprocess.Popen(
            command, stdout=sink, stderr=sink, cwd=tmp_path, env={**os.environ, "LANG": "C.UTF-8"}
        )
    try:
        yield _when_it_answers(f"http://127.0.0.1:{port}/", server, log)
    finally:
        server.terminate()
        try:
            server.wait(timeout=60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _when_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        try:
            # the page itself starts a kernel; a file of the server's does not
            with urllib.request.urlopen(f"{address}voila/static/voila.js", timeout=5):
                return address
        except urllib.error.HTTPError:
            return address
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    pytest.fail(f"tpmlab app did not come up:\n{log.read_text()}")


def test_the_app_shows_the_cockpit_alone_and_plays_a_week(
    browser: Browser, address: str, axe_source: str, screenshots: Path, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 1800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    expect(page.locator(f"{DESK} img[title]")).to_have_count(3)
    assert page.locator(".jp-InputArea-editor:visible, .cm-editor:visible").count() == 0
    assert "import tpmlab" not in page.locator("body").inner_text()
    page.get_by_role("button", name="Advance a week").click()
    expect(page.locator(DESK)).to_contain_text("Week 0 is over.")
    page.wait_for_timeout(1500)  # alt texts are set a moment after a picture is drawn
    expect(page.locator("img:not([alt])")).to_have_count(0)
    page.evaluate(axe_source)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    seen = [f"{r['id']}: {n['html'][:160]}" for r in found["violations"] for n in r["nodes"]]
    assert seen == []
    page.screenshot(path=screenshots / "app-cockpit.png", full_page=True)
    assert errors == []
    assert (tmp_path / "simulator-saves" / "tutorial-autosave.json").is_file()
    context.close()
