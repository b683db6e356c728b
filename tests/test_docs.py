"""What README and docs point at is there, and the commands they name exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_local_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(
        r"\]\((?!https?:|#|lesson:|assignment:|term:|source:|dataset:)([^)#\s]+)", page.read_text()
    )
    local = [target for target in targets if "…" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_say_what_they_show(page: Path) -> None:
    assert not re.search(r"!\[\s*\]\(", page.read_text())


def test_make_targets_that_the_docs_name_exist() -> None:
    named = set(
        re.findall(
            r"`make ([a-z-]+)`|^make ([a-z-]+)", "\n".join(p.read_text() for p in PAGES), re.M
        )
    )
    makefile = (ROOT / "Makefile").read_text()
    for target in (a or b for a, b in named):
        assert re.search(rf"^{target}:", makefile, re.M), target


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "lab",
        "progress",
        "check",
        "simulate",
        "app cockpit",
        "exam outlines",
        "exam eligibility",
        "exam practice",
        "exam quality",
        "exam solve-compare",
        "exam solve-sheet",
        "exam mock",
        "exam resume",
        "author",
        "progress export",
        "author new lesson",
    ],
)
def test_commands_that_the_docs_name_explain_themselves(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tpmlab", *command.split(), "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Usage: " in done.stdout
