"""docs/speed.md: every benchmark has its section, and every section what its entry measures."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "speed.md"


@pytest.fixture
def entries(monkeypatch):
    """The benchmarks by name; they stand beside the package, not in it.

    Those that run on request only need no section, but the one they have must be theirs.
    """
    monkeypatch.syspath_prepend(REPOSITORY)
    command = import_module("benchmarks.__main__")
    shown = tasks_by_section(PAGE.read_text(encoding="utf-8"))
    names = [*command.ENTRIES, *(name for name in command.ON_REQUEST if name in shown)]
    return {name: import_module(f"benchmarks.{name}") for name in names}


def tasks_by_section(text):
    """First cell of each row of each section's table."""
    sections = text.split("\n## ")[1:]
    tables = {}
    for section in sections:
        cells = [line.split("|")[1].strip() for line in section.splitlines() if line[:1] == "|"]
        tables[section.split("\n", 1)[0]] = cells[2:]
    return tables


def test_the_page_has_every_entry_and_what_it_measures(entries):
    tables = tasks_by_section(PAGE.read_text(encoding="utf-8"))
    for name, entry in entries.items():
        assert list(dict.fromkeys(tables[name])) == list(entry.TASKS), name


def test_a_section_says_when_where_and_how_it_was_measured(entries):
    text = PAGE.read_text(encoding="utf-8")
    assert "python -m benchmarks --write docs/speed.md" in text
    for section in text.split("\n## ")[1:]:
        name = section.split("\n", 1)[0]
        assert f"by `python -m benchmarks {name}`" in section
        assert " cores (" in section
        assert "Python 3." in section
    for name in entries:
        assert f"| `{name}` |" in (REPOSITORY / "benchmarks" / "README.md").read_text("utf-8")


def test_writing_one_entry_leaves_the_others_as_they_are(entries, tmp_path):
    written = import_module("benchmarks.page").written
    row = import_module("benchmarks.rows").Row
    page = tmp_path / "speed.md"
    for name in ("cpm", "flow"):
        rows = [row(task, [2.0, 2.0], [8.0], "a loop", 3.0, 5.0) for task in entries[name].TASKS]
        page.write_text(written(page, entries[name], rows), encoding="utf-8")
    before = page.read_text(encoding="utf-8")
    assert "| weeks for 30 items | 2 ms (2) | 8 ms | 4 x | 3 ms: yes; 5 x: NO | a loop |" in before
    rows = [row("weeks for 30 items", [4.0])]
    page.write_text(written(page, entries["flow"], rows), encoding="utf-8")
    after = page.read_text(encoding="utf-8")
    assert after.split("\n## ")[1] == before.split("\n## ")[1]
    assert "| weeks for 30 items | 4 ms |  |  |  |  |" in after
    assert after.count("## flow") == 1
