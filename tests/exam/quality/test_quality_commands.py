"""`tpmlab exam quality`, `solve-sheet` and `solve-compare` as people type them."""

from __future__ import annotations

import json

import pytest
import yaml
from typer.testing import CliRunner

from tpmlab.cli import app
from tpmlab.content import root

pytestmark = pytest.mark.slow


def run(*words: str):
    return CliRunner().invoke(app, ["exam", *words], env={"COLUMNS": "200"})


@pytest.fixture
def own_bank(tmp_path, monkeypatch, clean):
    """A copy of the content whose bank for pmp-2026 is the clean one; gives its folder."""
    here = root()
    base = tmp_path / "copy"
    items = base / "content/exam/items/pmp-2026"
    items.mkdir(parents=True)
    (base / "pyproject.toml").touch()
    for name in ("outlines", "targets", "misconceptions.yaml", "foreign_cues.yaml"):
        (base / "content/exam" / name).symlink_to(here / "content/exam" / name)
    (base / "content/exam/items/lessons").symlink_to(here / "content/exam/items/lessons")
    for name in ("curriculum.yaml", "sources.yaml"):
        (base / "content" / name).symlink_to(here / "content" / name)
    for document in clean:
        text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
        (items / f"{document['id']}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("TPMLAB_ROOT", str(base))
    return items


def test_the_table_says_what_to_do_and_fails(own_bank):
    """The clean bank has everything but an item for each misconception of the real catalogue."""
    found = run("quality")
    assert found.exit_code == 1
    assert "✗ FAIL" in found.output
    assert "Make a distractor of each belief listed" in found.output
    assert "1 fail" in found.output.splitlines()[-1]


def test_a_domain_passes_without_the_plan_of_the_whole(own_bank):
    found = run("quality", "--domain", "process")
    assert found.exit_code == 0, found.output
    assert "53 items" in found.output
    assert "domain-process" not in found.output


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_judged(own_bank):
    (own_bank / "broken.yaml").write_text("id: broken\ntype: single\n", encoding="utf-8")
    found = run("quality", "--domain", "process")
    assert found.exit_code == 1
    assert "not read:" in found.output
    assert "broken.yaml, line" in found.output
    assert "1 files not read" in found.output


def test_json_for_programs(own_bank):
    found = run("quality", "--json")
    gates = {gate["name"]: gate for gate in json.loads(found.output)["gates"]}
    assert gates["blind"]["verdict"] == "pass"
    assert len(gates["blind"]["interval"]) == 2
    assert gates["misconceptions-used"]["blame"][0]["item"]


def test_a_page_beside_the_table(own_bank, tmp_path):
    page = tmp_path / "report.html"
    run("quality", "--html", str(page))
    text = page.read_text(encoding="utf-8")
    assert text.count("<img") == 4
    assert "<script" not in text
    assert "Independent study material" in text


def test_an_unknown_domain_or_outline(own_bank):
    for words, message in (
        (("--domain", "peple"), "has no domain 'peple'; use people, process, business"),
        (("--outline", "pmp"), "There is no outline 'pmp'"),
        (("--outline", "capm"), "'capm' has no targets"),
    ):
        found = run("quality", *words)
        assert message in str(found.exception)


def test_a_sheet_is_solved_and_compared(own_bank, tmp_path):
    answers = tmp_path / "people.csv"
    found = run("solve-sheet", "--domain", "people", "--answers", str(answers))
    assert found.exit_code == 0, found.output
    assert found.output.count("What should Mei do") == 43
    lines = answers.read_text().splitlines()
    answers.write_text("\n".join(lines[:1] + [_answered(line) for line in lines[1:]]))
    found = run("solve-compare", str(answers))
    assert found.exit_code == 1
    assert "all " in found.output
    assert "of 43" in found.output
    assert "95 % interval" in found.output
    assert "Disagreements: rewrite or drop" in found.output
    assert run("solve-compare", str(answers), "--least", "0").exit_code == 0


def _answered(line: str) -> str:
    code, kind, *_ = line.split(",")
    letters = {"multiple": "AB", "matching": "ABC", "ordering": "ABCD", "pull-down": "AB"}
    return f"{code},{kind},{letters.get(kind, 'A')},the stem,"


def test_answers_are_never_overwritten(own_bank, tmp_path):
    answers = tmp_path / "people.csv"
    answers.write_text("my work")
    found = run("solve-sheet", "--answers", str(answers))
    assert "may hold answers; give another name" in str(found.exception)
    assert answers.read_text() == "my work"


def test_a_few_items_by_name(own_bank):
    found = run("solve-sheet", "--item", "single-60", "--item", "single-61")
    assert found.output.count("(single)") == 2
    assert "has no item 'singl'" in str(run("solve-sheet", "--item", "singl").exception)
