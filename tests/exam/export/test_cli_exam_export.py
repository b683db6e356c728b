"""`tpmlab exam export` and `import` as people type them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from lxml import etree
from own_rows import ROW, sheet
from typer.testing import CliRunner

from tpmlab.cli import app
from tpmlab.exam.export.formats import FORMATS
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.playing.form_model import load_form

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `tpmlab exam` in a workspace."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".tpmlab").mkdir()
    (tmp_path / ".tpmlab/manifest.json").write_text("{}")
    return lambda *words: CliRunner().invoke(app, ["exam", *words])


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_a_task_of_the_bank_goes_out_as_csv(run: Run, tmp_path: Path) -> None:
    said = run("export", "csv", "people.csv", "--task", "people")
    assert said.exit_code == 0, said.output
    found = rows(tmp_path / "people.csv")
    wanted = [item.id for item in load_bank("pmp-2026").items
              if item.domain == "people" and item.type in ("single", "multiple", "numeric")]  # fmt: skip
    assert [row["id"] for row in found] == wanted
    assert f"{len(wanted)} items written." in said.output
    assert "Written to people.csv, for a spreadsheet" in said.output


@pytest.mark.slow
def test_a_form_goes_out_whole(run: Run, tmp_path: Path) -> None:
    said = run("export", "moodle", "form.xml", "--form", "mock-60", "--seed", "3")
    assert said.exit_code == 0, said.output
    quiz = etree.parse(str(tmp_path / "form.xml")).getroot()
    assert len(quiz.findall("question")) == load_form("mock-60").items + 1  # and its category
    assert quiz.findtext("question/category/text") == "$course$/top/tpmlab pmp-2026: mock-60"


def test_own_items_come_in_and_go_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(sheet(ROW), encoding="utf-8")
    said = run("import", "own.csv")
    assert said.exit_code == 0, said.output
    assert "1 item is in" in said.output
    assert "in place of an older one" in run("import", "own.csv").output
    assert run("export", "csv", "out.csv", "--mine").exit_code == 0
    (row,) = rows(tmp_path / "out.csv")
    assert {name: row[name] for name in ROW} == ROW


def test_skipped_rows_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(sheet(ROW, ROW | {"id": "b", "key": "f"}), encoding="utf-8")
    refused = run("import", "own.csv")
    assert refused.exit_code != 0
    assert not (tmp_path / "my-items").exists()
    said = run("import", "own.csv", "--skip-bad")
    assert said.exit_code == 0
    assert "Skipped: own.csv, line 3, key: the key 'f' is no option; use a, b, c." in said.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("word", "x.zip"), "There is no format 'word'; use one of anki, csv"),
        (("anki", "x.zip"), "x.zip should end in .apkg"),
        (("csv", "no/x.csv"), "no is no folder"),
        (("csv", "x.csv", "--task", "people.99"), "No item counts for 'people.99'"),
        (("csv", "x.csv", "--form", "mock-61"), "There is no form 'mock-61'"),
        (("csv", "x.csv", "--mine", "--form", "mock-60"), "A form is drawn from the bank"),
        (("csv", "x.csv", "--mine"), "There is no item to export"),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(
    words: tuple[str, ...], sentence: str, run: Run, tmp_path: Path
) -> None:
    said = run("export", *words)
    assert said.exit_code != 0
    assert sentence in str(said.exception)
    assert not list(tmp_path.glob("x.*"))


def test_the_page_has_a_column_for_each_format(repository: Path) -> None:
    page = (repository / "docs/exam.md").read_text(encoding="utf-8")
    head = next(line for line in page.splitlines() if line.startswith("| Type | `anki`"))
    assert re.findall(r"`(\w+)`", head) == list(FORMATS)
