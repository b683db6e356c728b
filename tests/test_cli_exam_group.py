"""`tpmlab exam pack` and `tally` as people type them, where no browser prints."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from tpmlab.cli_exam import app
from tpmlab.exam.group import printing
from tpmlab.exam.group.record import GroupError


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run in an empty folder, on a computer without a browser that prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(printing, "_PLACES", ())
    return lambda *words: CliRunner().invoke(app, words)


def test_a_week_from_pack_to_tally(run, tmp_path):
    made = run(
        "pack", "--week", "1", "--members", "NB,CC,CF", "--minutes", "45", "--paper", "letter"
    )
    assert made.exit_code == 0
    assert "3 members: 3 items to warm up, 3 to discuss, 5 to take home" in made.output
    assert "No PDF: Chromium, Chrome or Edge was not found." in made.output
    assert "size: letter" in (tmp_path / "study-group/week-01/members.html").read_text()
    votes = tmp_path / "study-group/week-01/votes.csv"
    rows = votes.read_text().replace(",,\n", ",A,\n")
    votes.write_text(rows.replace("NB,W1-4,A,", "NB,W1-4,A,B"))
    told = run("tally", str(votes))
    assert told.exit_code == 0
    assert "1 item had a second vote" in told.output
    assert "The page with the heat map:" in told.output


def test_a_week_without_a_tally_is_told(run):
    assert "not tallied" not in run("pack", "--week", "1").output
    told = run("pack", "--week", "2").output
    assert "Week 1 was not tallied, so this pack doesn't know what was hard there" in told


def test_a_browser_that_fails_leaves_the_pages(run, tmp_path):
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\nexit 3\n")
    browser.chmod(0o755)
    told = run("pack", "--week", "1")
    assert isinstance(told.exception, GroupError)
    assert "did not print" in str(told.exception)
    assert "open the page in a browser and print it there" in str(told.exception)
    week = tmp_path / "study-group" / "week-01"
    assert sorted(path.name for path in week.iterdir()) == [
        *("leader.html", "members.html", "pack.ipynb", "votes.csv"),
    ]


def test_bad_cells_are_told_one_by_one(run, tmp_path):
    run("pack", "--week", "1", "--members", "NB,CC")
    votes = tmp_path / "study-group/week-01/votes.csv"
    votes.write_text(votes.read_text().replace("NB,W1-1,,", "NB,W1-1,X,Y"))
    told = run("tally", str(votes))
    assert told.exit_code == 1
    assert "row 2, column 'first vote': 'X' is none of" in told.output
    assert "row 2, column 'second vote': 'Y' is none of" in told.output


@pytest.mark.parametrize("minutes", ["24", "181"])
def test_a_meeting_has_a_sensible_length(run, minutes):
    told = run("pack", "--week", "1", "--minutes", minutes)
    assert "A meeting lasts 25 to 180 minutes" in str(told.exception)


def test_help_teaches(run):
    assert "tpmlab exam tally study-group/week-01/votes.csv" in run("pack", "--help").output
