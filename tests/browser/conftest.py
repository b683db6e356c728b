"""A real JupyterLab, started as a learner starts it, and a page in a real Chromium."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

expect.set_options(timeout=60_000)  # a cold kernel on a busy machine takes its time

IDLE = re.compile(r"\| Idle")
READY = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+/\S+")


@dataclass(frozen=True)
class Lab:
    """A running lab: where it answers and where the learner's files are."""

    url: str
    folder: Path

    @property
    def server(self) -> str:
        """Address that the paths of the server's own interface follow."""
        return self.url.partition("lab/")[0]

    @property
    def _token(self) -> dict[str, str]:
        return {"Authorization": f"token {self.url.rpartition('token=')[2]}"}

    def open(self, page: Page, notebook: str) -> None:
        """Open a notebook in a set of tabs of its own, so that nothing else is open, and wait."""
        tabs = Path(notebook).stem
        page.goto(re.sub(r"/lab/tree/[^?]*", f"/lab/workspaces/{tabs}/tree/{notebook}", self.url))
        expect(page.get_by_text(IDLE).first).to_be_visible()

    def write(self, notebook: str, cells: list[str]) -> None:
        """Put a notebook with these cells of code into the learner's folder."""
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(book, self.folder / notebook)

    def use_theme(self, page: Page, theme: str) -> None:
        """Show every page from now on in "Light" or "Dark"."""
        answer = page.request.put(
            f"{self.server}lab/api/settings/@jupyterlab/apputils-extension:themes",
            headers=self._token,
            data={"raw": json.dumps({"theme": f"JupyterLab {theme}"})},
        )
        assert answer.ok, answer.text()


@pytest.fixture(scope="session")
def screenshots(repository: Path) -> Path:
    """Folder that keeps this run's screenshots (git-ignored)."""
    folder = repository / "test-results"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Lab]:
    """`tpmlab lab` in a fresh folder, without a browser of its own."""
    folder = tmp_path_factory.mktemp("learner") / "copy"
    command = [sys.executable, "-m", "tpmlab", "lab", str(folder), "--no-browser"]
    command += ["--port", str(_free_port())]
    log = folder.parent / "lab.log"
    with log.open("w") as sink:
        server = subprocess.Popen(
            command,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    try:
        yield Lab(_wait_for_url(server, log), folder)
    finally:
        _stop(server)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask once; a server that still waits for a busy kernel is not what is tested here."""
    server.terminate()
    try:
        server.wait(timeout=60)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_url(server: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        found = READY.search(log.read_text())
        if found:
            return found.group(0)
        if server.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"tpmlab lab did not come up:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Headless Chromium that talks to nobody but this machine."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Windows that share a cache, as a learner's do: Lab is loaded once, not for every test."""
    shared = browser.new_context()
    shared.set_default_timeout(60_000)
    yield shared
    shared.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window as wide as a laptop's, and as tall as the module's HEIGHT says."""
    opened = context.new_page()
    height = getattr(request.module, "HEIGHT", 900)
    opened.set_viewport_size({"width": 1280, "height": height})
    yield opened
    opened.close()
