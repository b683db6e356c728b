"""Practice with one's own items: they alone are asked, and a session finds them again."""

from __future__ import annotations

from pathlib import Path

import pytest
from own_rows import ROW, sheet
from synthetic_bank import synthetic_bank

from tpmlab.errors import ContentError, TpmlabError
from tpmlab.exam.export.own_items import import_items
from tpmlab.exam.playing.own_practice import own_practice_sheet, with_own_items
from tpmlab.exam.playing.practice import practice_sheet

BANK = synthetic_bank(20)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    rows = [ROW, ROW | {"id": "my-second", "task": "people.1"}]
    (tmp_path / "own.csv").write_text(sheet(*rows))
    import_items(tmp_path / "own.csv", tmp_path)
    return tmp_path


def test_only_own_items_are_drawn_and_a_task_narrows_them(workspace: Path) -> None:
    asked = own_practice_sheet(workspace, "pmp-2026", 10, 1)
    assert set(asked.items) == {"my-first", "my-second"}
    assert asked.title == "My items"
    people = own_practice_sheet(workspace, "pmp-2026", 10, 1, task="people")
    assert people.items == ("my-second",)
    with pytest.raises(TpmlabError, match=r"No item counts for 'process\.1'; use a task"):
        own_practice_sheet(workspace, "pmp-2026", 10, 1, task="process.1")


def test_a_session_of_own_items_finds_them_behind_the_bank(workspace: Path) -> None:
    asked = own_practice_sheet(workspace, "pmp-2026", 10, 1)
    found = with_own_items(BANK, workspace, asked).by_id
    assert set(found) == BANK.by_id.keys() | {"my-first", "my-second"}
    assert with_own_items(BANK, None, asked) is BANK


def test_a_spoilt_own_file_stops_own_practice_and_no_other(workspace: Path) -> None:
    asked = own_practice_sheet(workspace, "pmp-2026", 10, 1)
    (workspace / "my-items/pmp-2026/my-first.yaml").write_text("id: [")
    with pytest.raises(ContentError, match=r"my-first\.yaml"):
        with_own_items(BANK, workspace, asked)
    assert with_own_items(BANK, workspace, practice_sheet(BANK.items, 5, 1)) is BANK


def test_an_own_item_never_stands_for_one_of_the_bank(workspace: Path) -> None:
    taken = BANK.items[0].model_copy(update={"id": "my-first"})
    bank = type(BANK)(BANK.outline, (*BANK.items, taken), BANK.cases)
    asked = own_practice_sheet(workspace, "pmp-2026", 10, 1)
    assert with_own_items(bank, workspace, asked).item("my-first") == taken
