from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tpmlab.learning.progress import Progress


def tpmlab(*arguments: str, folder: Path, answer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tpmlab", *arguments],
        cwd=folder,
        input=answer,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"},
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / ".tpmlab").mkdir()
    (tmp_path / ".tpmlab/manifest.json").write_text("{}")
    progress = Progress(tmp_path)
    progress.lesson_opened("start-here")
    progress.lesson_opened("critical-path")
    progress.check_run("critical-path", 4, 10, {"Part 1": "passed"})
    return tmp_path


def test_help_names_the_commands(tmp_path):
    done = tpmlab("--help", folder=tmp_path)
    assert done.returncode == 0
    for name in ("lab", "progress", "check", "simulate", "app", "exam", "author"):
        assert f"\n  {name} " in done.stdout


@pytest.mark.slow
def test_every_command_of_the_help_can_be_asked_for_its_own(tmp_path):
    for name in ("lab", "progress", "check", "simulate", "app", "exam", "author"):
        done = tpmlab(name, "--help", folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert f" {name} " in done.stdout.splitlines()[0] + " "


def test_version(tmp_path):
    done = tpmlab("--version", folder=tmp_path)
    assert done.stdout.startswith("tpmlab 0.")


@pytest.mark.parametrize(
    "wrong", [["learn"], ["--colour"], ["progress", "export"], ["lab", "--port", "x"]]
)
def test_wrong_use_exits_2_with_words_and_no_traceback(tmp_path, wrong):
    done = tpmlab(*wrong, folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Usage:" in done.stderr


def test_progress_prints_what_start_here_shows(workspace):
    deep = workspace / "notebooks" / "05-planning"
    deep.mkdir(parents=True)
    done = tpmlab("progress", folder=deep)
    assert (done.returncode, done.stderr) == (0, "")
    row = next(line for line in done.stdout.splitlines() if "Which task may slip?" in line)
    assert "begun" in row
    assert "4 of 10 points" in row
    assert "Continue where you stopped: Which task may slip?" in done.stdout
    assert "6 of 10 points in the exercise" in " ".join(done.stdout.split())


def test_progress_outside_a_workspace_is_one_sentence(tmp_path):
    done = tpmlab("progress", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not in a tpmlab workspace: change to the folder" in done.stderr
    assert done.stderr.count("\n") == 1


def test_progress_of_a_newer_tpmlab_is_one_sentence(workspace):
    connection = sqlite3.connect(workspace / ".tpmlab/progress.sqlite3")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for command in (["progress"], ["progress", "export", "all.json"]):
        done = tpmlab(*command, folder=workspace)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "upgrade tpmlab" in done.stderr


@pytest.mark.slow
def test_progress_that_is_locked_is_one_sentence(workspace):
    other = sqlite3.connect(workspace / ".tpmlab/progress.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    done = tpmlab("progress", folder=workspace)
    other.close()
    assert done.returncode == 1
    assert "can't be read (database is locked): close what else uses it" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_damaged_progress_file_is_said_and_the_table_still_printed(workspace):
    (workspace / ".tpmlab/progress.sqlite3").write_bytes(b"coffee" * 500)
    done = tpmlab("progress", folder=workspace)
    assert done.returncode == 0
    assert "is kept as progress.corrupt-" in done.stderr
    assert "Nothing is recorded yet" in done.stdout


def test_export_writes_every_event(workspace):
    done = tpmlab("progress", "export", "all.json", folder=workspace)
    assert done.stdout == "3 events written to all.json.\n"
    assert len(json.loads((workspace / "all.json").read_text())) == 3


def test_reset_asks_and_keeps_the_old_file(workspace):
    assert tpmlab("progress", "reset", folder=workspace, answer="n\n").returncode == 1
    assert len(Progress(workspace).events()) == 3
    done = tpmlab("progress", "reset", "--yes", folder=workspace)
    assert "the old file is kept as" in done.stdout
    assert Progress(workspace).events() == []
    assert len(list(workspace.glob(".tpmlab/progress.before-reset-*.sqlite3"))) == 1


def test_lab_refuses_the_clone_itself(repository):
    done = tpmlab("lab", ".", "--no-browser", folder=repository)
    assert done.returncode == 1
    assert "belongs to tpmlab's own files: choose another folder" in done.stderr
    assert not (repository / ".tpmlab").exists()


@pytest.mark.slow
def test_lab_says_which_port_is_in_use(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = tpmlab("lab", "mine", "--no-browser", "--port", str(port), folder=tmp_path)
    assert done.returncode == 1
    assert f"Port {port} is in use: choose another with --port, or leave it out." in done.stderr
    assert "Laid " in done.stdout
    assert (tmp_path / "mine" / "notebooks").is_dir()
