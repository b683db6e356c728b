"""Print a page to PDF with a Chromium that is on the computer; nothing goes over the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tpmlab.exam.group.record import GroupError
from tpmlab.files import write_atomically

__all__ = ["find_chromium", "print_pdf"]

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge"),
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_SECONDS = 120


def find_chromium() -> str | None:
    """Find Chromium, Chrome or Edge; None where there is none."""
    found = (shutil.which(name) for name in _NAMES)
    places = (place for place in _PLACES if Path(place).is_file())
    return next((path for path in found if path), None) or next(places, None)


def print_pdf(page: Path, pdf: Path, browser: str) -> None:
    """Print an HTML file.

    Parameters
    ----------
    page, pdf : pathlib.Path
        What is printed, and where to; a file there is replaced as a whole.
    browser : str
        From :func:`find_chromium`.

    Raises
    ------
    GroupError
        If the browser doesn't print; the page itself can still be printed by hand.
    """
    # A browser may still write its profile while the folder is cleared; the system's own one
    # for temporary files is the place for what is left then.
    with TemporaryDirectory(prefix="tpmlab-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "page.pdf"
        command = [browser, "--headless", "--disable-gpu", "--no-first-run",
                   "--disable-background-networking", "--no-pdf-header-footer",
                   f"--user-data-dir={Path(folder) / 'profile'}",
                   f"--print-to-pdf={made}"]  # fmt: skip
        if sys.platform == "linux" and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses its sandbox to root
        try:
            subprocess.run(  # noqa: S603 - a browser that was looked up, with our own page
                [*command, page.resolve().as_uri()],
                check=True,
                capture_output=True,
                timeout=_SECONDS,
            )
            data = made.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise GroupError(
                f"{browser} did not print {page} ({type(error).__name__}): open the page in a "
                "browser and print it there."
            ) from None
    write_atomically(pdf, data)
