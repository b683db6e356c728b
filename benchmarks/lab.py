"""A real JupyterLab in a folder of its own, and a Chromium page that shows a notebook of it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from playwright.sync_api import Page, ViewportSize, sync_playwright

__all__ = ["notebook_page", "run_cell"]


@contextmanager
def notebook_page(cells: Sequence[str], width: int = 1280) -> Iterator[Page]:
    """Open a notebook with these code cells in JupyterLab, none of them run yet."""
    with TemporaryDirectory(prefix="tpmlab-bench-") as folder:
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(book, Path(folder, "bench.ipynb"))
        with _server(Path(folder)) as url, sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
                args=["--no-sandbox", "--disable-background-networking"],
            )
            page = browser.new_page(viewport=ViewportSize(width=width, height=1400))
            page.goto(url)
            page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
            page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
            yield page
            browser.close()


def run_cell(page: Page, number: int) -> None:
    """Run one cell and wait until the kernel is idle again."""
    page.locator(".jp-CodeCell").nth(number).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    prompt = page.locator(".jp-CodeCell").nth(number).locator(".jp-InputPrompt")
    prompt.filter(has_text=f"[{number + 1}]:").wait_for(timeout=60_000)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Start JupyterLab on the loopback interface with settings of its own; yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    home = folder / ".jupyter"
    news = home / "settings" / "@jupyterlab" / "apputils-extension"
    news.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (news / "notification.jupyterlab-settings").write_text(json.dumps(quiet), encoding="utf-8")
    env: dict[str, Any] = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1"]
    command += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    # as 'tpmlab lab' has it; ours and the peer run in the same server
    prompt = "tpmlab.lab.connection.PromptConnection"
    command += [f"--ServerApp.kernel_websocket_connection_class={prompt}"]
    if os.name == "posix":
        command += ["--KernelManager.transport=ipc"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/api", server)
        yield f"http://127.0.0.1:{port}/lab/tree/bench.ipynb?token={token}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            if server.poll() is not None:
                raise RuntimeError("JupyterLab ended before it answered.") from None
            time.sleep(0.1)
    raise RuntimeError("JupyterLab did not answer within 30 seconds.")
