"""A real JupyterLab, started as a learner starts it, and a page in a real Chromium."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=60_000)  # a cold kernel on a busy machine takes its time

READY = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+/\S+")


@dataclass(frozen=True)
class Lab:
    """A running lab: where it answers and where the learner's files are."""

    url: str
    folder: Path


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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window as wide as a laptop's, in which every request is noted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
