"""`tpmlab exam` as people type it: tables, pages, and files with mistakes in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tpmlab.cli import app
from tpmlab.exam.outlines.loading import NOTICE, load_outlines

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = """\
exam: pmp-2026
education: bachelor
training_hours: 35
projects:
  - {name: Payment gateway move, start: 2022-03, end: 2023-01}
  - {name: Portal, start: 2022-11, end: 2023-06}
  - {name: Data platform, start: 2024-12}
"""
PDUS = """\
exam: pmp-2026
cycle_start: 2025-03-14
earned:
  - {day: 2025-06-01, kind: power-skills, pdus: 1.5, what: talk on conflict}
  - {day: 2026-05-01, kind: working, pdus: 12}
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `tpmlab exam` in a folder with both files; the words it printed, line breaks gone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "projects.yaml").write_text(PROJECTS)
    (tmp_path / "pdus.yaml").write_text(PDUS)

    def run(*arguments, fails=False):
        done = CliRunner().invoke(app, ["exam", *arguments])
        assert bool(done.exit_code) == fails, done.output
        return str(done.exception) if fails else " ".join(done.output.split())

    return run


def test_all_outlines_stand_in_the_table(run):
    said = run("outlines", "--on", "2026-11-23")
    for outline in load_outlines().values():
        assert outline.id in said
    assert said.index("project-plus-pk0-005") < said.index("pmp-2021")  # retired ones last
    assert said.endswith(NOTICE)


def test_a_narrow_screen_gets_blocks_without_a_cut_word(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")
    said = run("outlines")
    assert "…" not in said
    assert "CISSP" in said
    assert said.count("Prerequisites ") == len(load_outlines())


@pytest.mark.parametrize("name", sorted(load_outlines()))
def test_one_outline_shows_tasks_doubts_and_the_notice(run, name):
    outline, said = load_outlines()[name], run("outlines", name)
    for task in outline.tasks.values():
        assert f"{name}:{task.id} {task.label}" in said
    for page in outline.sources:
        assert page in said
    assert "Not verified: ask the issuer" in said
    assert said.endswith(NOTICE)


def test_the_comparison_names_weights_and_moves(run):
    said = run("compare", "pmp-2021", "pmp-2026")
    assert "Business Environment 8 % 26 % 4 → 8" in said
    assert "business.3 Run change control end to end process.10 moved" in said
    assert "Our own reading" in said
    said = run("compare", "itil-4-foundation", "itil-5-foundation")
    assert "Nobody has mapped the tasks" in said


def test_months_are_counted_under_each_reading(run):
    said = run("eligibility", "projects.yaml", "--on", "2026-12-23")
    assert said.count("40 of 36 months") == 3
    assert said.count("3 months of overlap counted once") == 3
    assert "Enough by eight-years, eight-years-with-gac, ten-years. Confirm with" in said
    said = run("eligibility", "projects.yaml", "--on", "2026-12-23", "--reading", "ten-years")
    assert "eight-years" not in said
    assert "published 2025-12, read 2026-11-22: https://pmi-nl.nl/" in said


def test_what_is_too_early_says_from_when(run):
    said = run("eligibility", "projects.yaml", "--on", "2026-05-01", "--reading", "eight-years")
    assert "33 of 36 months" in said
    assert "enough from 2026-08 on" in said
    assert "Not enough yet by eight-years." in said


def test_pdus_are_counted_by_year_and_kind(run):
    said = run("renewal", "pdus.yaml", "--on", "2026-12-01")
    assert "power-skills 1.5 0 0 1.5 at least 8" in said
    assert "working 0 12 0 12 at most 8" in said
    assert "50.5 to go, at least 33.5 of them in education" in said
    assert "Rule read 2026-11-23" in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("bachelor", "doctor", "projects.yaml, line 2: 'education' should be 'secondary'"),
        ("end: 2023-01", "end: 2021-01", "line 5: The project 'Payment gateway move' ends in"),
        ("end: 2023-01", "end: 2023-01-31", "line 5: '2023-01-31' is not a month; write one as"),
        ("start: 2024-12", "strt: 2024-12", "'projects.2.start' is missing; add it, or correct"),
        ("training_hours: 35", "training_hours: many", "'training_hours' should be a valid number"),
        ("training_hours: 35", "training_hours: -3", "greater than or equal to 0"),
        ("exam: pmp-2026", "exam: pmp-2025", "There is no outline 'pmp-2025'"),
        ("exam: pmp-2026", "exam: capm", "Months can't be counted for 'capm'"),
        ("exam: pmp-2026", "exam: pmp-2026\nexam: capm", "the key 'exam' stands twice"),
    ],
)
def test_a_mistake_among_projects_is_one_sentence(run, tmp_path, old, new, message):
    (tmp_path / "projects.yaml").write_text(PROJECTS.replace(old, new, 1))
    said = run("eligibility", "projects.yaml", fails=True)
    assert message in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("power-skills", "leadership", "line 4: 'leadership' is no kind of PDU; use ways-of"),
        ("pdus: 1.5", "pdus: 1.6", "line 4: 1.6 PDUs on 2025-06-01: give more than 0, in steps"),
        ("2025-03-14", "last spring", "pdus.yaml, line 2: 'cycle_start' should be a valid date"),
        ("exam: pmp-2026", "exam: cissp-2024", "'cissp-2024' is not renewed by PDUs: 120 CPEs"),
    ],
)
def test_a_mistake_among_pdus_is_one_sentence(run, tmp_path, old, new, message):
    (tmp_path / "pdus.yaml").write_text(PDUS.replace(old, new, 1))
    said = run("renewal", "pdus.yaml", fails=True)
    assert message in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["outlines", "pmp"], "There is no outline 'pmp'; closest are"),
        (["outlines", "--on", "soon"], "'soon' is not a day; write --on 2026-12-01."),
        (["compare", "pmp-2026", "pmp-2021"], "give 'pmp-2021' first and 'pmp-2026' second"),
        (["eligibility", "nowhere.yaml"], "nowhere.yaml does not exist"),
        (["eligibility", "."], ". is a folder; name the YAML file in it."),
        (["eligibility", "projects.yaml", "--reading", "x"], "has no reading 'x'; use eight-years"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_sentence(run, arguments, message):
    assert message in run(*arguments, fails=True)


def test_the_files_in_help_and_docs_can_be_used_as_they_stand(run, tmp_path):
    page = (ROOT / "docs/exam.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```yaml\n")[1:]]
    for command, block in zip(("eligibility", "renewal"), blocks, strict=True):
        (tmp_path / "mine.yaml").write_text(block)
        assert "Confirm with the issuer" in run(command, "mine.yaml")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "example"),
    [
        ("", "Count your months of leading projects"),
        ("outlines", "tpmlab exam outlines pmp-2026"),
        ("compare", "tpmlab exam compare pmp-2021 pmp-2026"),
        ("eligibility", "tpmlab exam eligibility my_projects.yaml"),
        ("renewal", "tpmlab exam renewal my_pdus.yaml"),
    ],
)
def test_help_of_each_command_teaches(command, example):
    done = subprocess.run(
        [sys.executable, "-m", "tpmlab", "exam", *command.split(), "--help"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert example in done.stdout
    assert done.stderr == ""
