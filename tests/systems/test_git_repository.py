"""A real repository: the same commits everywhere, nobody's settings touched, gone at the end."""

from __future__ import annotations

import os

import pandas as pd
import pytest

from tpmlab.systems import Repository, SystemsError, billing_repository, delivery_measures


@pytest.fixture
def billing():
    with billing_repository() as made:
        yield made


def test_commits_are_the_same_whoever_runs_them(billing, monkeypatch, tmp_path):
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = Somebody\n[core]\nautocrlf = true\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    with billing_repository() as again:
        assert again.run("git rev-parse v0.9.3") == billing.run("git rev-parse v0.9.3")
        assert "Somebody" not in again.run("git log")


def test_the_third_release_is_wrong_for_many_lines_and_its_own_check_is_green(billing):
    billing.write("try_many.py", "from invoice import total\nprint(total([(1, 3333)] * 61))")
    said = {}
    for version in ("v0.9.2", "v0.9.3"):
        billing.run(f"git checkout --quiet {version}")
        assert billing.python("check_invoice.py") == (True, "1 check passed")
        said[version] = billing.python("try_many.py")[1]
    assert said == {"v0.9.2": "2033", "v0.9.3": "2013"}


def test_two_changes_to_one_line_stop_a_merge_and_a_revert_keeps_both_commits(billing):
    bad = billing.run("git log -1 --format=%h -- invoice.py")
    billing.run("git switch --quiet -c discount")
    billing.write("invoice.py", billing.read("invoice.py").replace("in lines)", "in lines) - 1"))
    billing.commit("Discount", "Callum Fraser", "2027-03-03T14:50")
    billing.run("git switch --quiet main")
    billing.run(f"git revert --no-edit {bad}")
    assert "CONFLICT" in billing.run("git merge discount")
    assert "<<<<<<<" in billing.read("invoice.py")
    log = billing.run("git log --format=%s main").splitlines()
    assert 'Revert "Round each line, as the screen does"' in log
    assert "Round each line, as the screen does" in log


def test_the_folder_goes_with_the_block():
    with Repository() as repository:
        folder = repository.folder
        repository.write("a/b.txt", "text")
        assert repository.read("a/b.txt") == "text"
    assert not folder.exists()


def test_refusals_are_shown_and_other_programs_are_not_run(billing):
    assert "fatal" in billing.run("git checkout no-such-branch") or "error" in billing.run(
        "git checkout no-such-branch"
    )
    with pytest.raises(SystemsError, match="begin with 'git'"):
        billing.run("rm -r .")
    with pytest.raises(SystemsError, match=r"no file 'none\.py'"):
        billing.read("none.py")


def test_a_machine_without_git_is_told_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemsError, match="needs git, which isn't installed"):
        Repository()


@pytest.mark.skipif(os.name == "nt", reason="needs a script that runs by its first line")
def test_a_git_that_does_not_start_is_quoted(monkeypatch, tmp_path):
    stub = tmp_path / "git"
    stub.write_text("#!/bin/sh\necho 'no developer tools' >&2\nexit 1\n", encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(SystemsError, match="it says 'no developer tools'"):
        Repository()


def test_a_closed_repository_says_so():
    repository = Repository()
    repository.close()
    with pytest.raises(SystemsError, match="has been closed"):
        repository.run("git log")


def test_measures_of_a_quiet_month_and_of_none():
    table = pd.DataFrame(
        {
            "deployed": ["2027-01-05"] * 4,
            "lead_hours": [1, 2, 30, 400],
            "failed": [0, 0, 0, 0],
            "recovery_hours": [None] * 4,
        }
    )
    measures = delivery_measures(table, weeks=4)
    assert measures["median lead time, h"] == 16
    assert measures["failed, %"] == 0
    assert pd.isna(measures["median recovery, h"])
    with pytest.raises(SystemsError, match="missing: any row"):
        delivery_measures(table.head(0), weeks=4)
    with pytest.raises(SystemsError, match="missing: failed"):
        delivery_measures(table.drop(columns="failed"), weeks=4)
    with pytest.raises(SystemsError, match="above 0"):
        delivery_measures(table, weeks=0)
