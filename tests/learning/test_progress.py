from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tpmlab.learning import progress as module
from tpmlab.learning.progress import Progress, current
from tpmlab.learning.store import Event, ProgressError, Store
from tpmlab.learning.transfer import export, reset


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / ".tpmlab").mkdir()
    (tmp_path / ".tpmlab/manifest.json").write_text("{}")
    return tmp_path


def file_of(workspace: Path) -> Path:
    return workspace / ".tpmlab/progress.sqlite3"


def learn(progress: Progress) -> None:
    progress.lesson_opened("critical-path")
    progress.guess("critical-path", "which-task", [1])
    progress.answer("critical-path", "read-float", [0, 2], correct=False)
    progress.check_run("critical-path", 3, 10, {"Part 1": "passed", "Part 2": "unanswered"})


def test_what_was_done_is_told_back_by_another_process(workspace):
    learn(Progress(workspace))
    summary = Progress(workspace).summary()
    lesson = summary.lessons["critical-path"]
    assert lesson.guesses == {"which-task": [1]}
    assert lesson.answers == {"read-float": False}
    assert summary.checks["critical-path"].earned == 3
    assert summary.checks["critical-path"].parts["Part 2"] == "unanswered"
    assert summary.recent == ["assignment:critical-path", "lesson:critical-path"]


def test_the_latest_answer_counts_and_the_first_guess(workspace):
    progress = Progress(workspace)
    progress.guess("a", "which", [1])
    progress.guess("a", "which", [2])
    progress.answer("a", "float", [1], correct=True)
    progress.answer("a", "float", [2], correct=False)
    lesson = progress.summary().lessons["a"]
    assert lesson.guesses == {"which": [1]}
    assert lesson.answers == {"float": False}


def test_the_best_check_is_remembered(workspace):
    progress = Progress(workspace)
    for earned in (2, 9, 4):
        progress.check_run("a", earned, 10, {})
    check = progress.summary().checks["a"]
    assert (check.earned, check.best) == (4, 9)


def test_without_a_workspace_nothing_is_recorded_and_nothing_said(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    learn(current())
    assert current().summary().lessons == {}
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_a_folder_deep_in_the_workspace_finds_its_record(workspace, monkeypatch):
    deep = workspace / "notebooks/05-planning"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    current().lesson_opened("critical-path")
    assert "critical-path" in Progress(workspace).summary().lessons


def test_two_kernels_at_once_lose_nothing(workspace):
    script = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from tpmlab.learning.progress import Progress
        progress = Progress(Path({str(workspace)!r}))
        for number in range(50):
            progress.answer(sys.argv[1], f"item-{{number}}", [0], True)
    """)
    with ThreadPoolExecutor() as pool:
        names = ("one", "two")
        list(
            pool.map(lambda n: subprocess.run([sys.executable, "-c", script, n], check=True), names)
        )
    lessons = Progress(workspace).summary().lessons
    assert len(lessons["one"].answers) == len(lessons["two"].answers) == 50


def test_threads_of_one_kernel_lose_nothing(workspace):
    progress = Progress(workspace)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: progress.answer("a", f"item-{n}", [0], True), range(100)))
    assert len(Progress(workspace).summary().lessons["a"].answers) == 100


def test_events_are_never_changed_or_deleted(workspace):
    learn(Progress(workspace))
    connection = sqlite3.connect(file_of(workspace))
    for statement in ("DELETE FROM events", "UPDATE events SET kind = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def _valid_but_other(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE recipes (name); PRAGMA user_version = 1;")
    connection.close()


def _torn(path: Path) -> None:
    progress = Progress(path.parents[1])
    for number in range(500):
        progress.answer("a", f"item-{number}", [0], True)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\0" * 4096)


@pytest.mark.parametrize(
    "damage",
    [lambda p: p.write_bytes(b"no database at all, " * 100), _valid_but_other, _torn],
    ids=["not a database", "another program's", "torn"],
)
def test_a_damaged_file_is_set_aside_and_said_once(workspace, capfd, damage):
    damage(file_of(workspace))
    damaged = file_of(workspace).read_bytes()
    progress = Progress(workspace)
    progress.lesson_opened("critical-path")
    progress.lesson_opened("start-here")
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert "was damaged; it is kept as progress.corrupt-" in said
    (aside,) = workspace.glob(".tpmlab/progress.corrupt-*.sqlite3")
    assert aside.read_bytes() == damaged
    assert set(Progress(workspace).summary().lessons) == {"critical-path", "start-here"}


def test_a_file_of_a_newer_tpmlab_is_left_alone(workspace, capfd):
    learn(Progress(workspace))
    connection = sqlite3.connect(file_of(workspace))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = file_of(workspace).read_bytes()
    with pytest.raises(
        ProgressError, match=r"newer tpmlab .* upgrade tpmlab; the file is untouched"
    ):
        Store(file_of(workspace)).events()
    progress = Progress(workspace)
    learn(progress)
    assert progress.summary().lessons["critical-path"].guesses == {"which-task": [1]}
    assert capfd.readouterr().err.count("upgrade tpmlab") == 1
    assert file_of(workspace).read_bytes() == before


def test_a_folder_that_may_not_be_written_stops_no_lesson(unprivileged, capfd):
    own = unprivileged / ".tpmlab"
    own.mkdir()
    progress = Progress(unprivileged)
    own.chmod(0o555)
    learn(progress)
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert "can't be saved" in said
    assert progress.summary().lessons["critical-path"].answers == {"read-float": False}
    own.chmod(0o755)
    progress.lesson_opened("critical-path")
    assert len(Progress(unprivileged).events()) == 5, "what was kept in memory was not saved"


def test_a_full_disk_stops_no_lesson_and_keeps_what_was_saved(workspace):
    learn(Progress(workspace))
    script = f"""
        import resource
        from pathlib import Path
        from tpmlab.learning.progress import Progress
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        progress = Progress(Path({str(workspace)!r}))
        progress.answer("critical-path", "another", [0], True)
        progress.answer("critical-path", "a-third", [0], True)
        print(len(progress.summary().lessons["critical-path"].answers))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "3\n"
    assert done.stderr.count("\n") == 1
    assert len(Progress(workspace).events()) == 4


def test_a_locked_file_is_waited_for_then_kept_in_memory(workspace, capfd):
    learn(Progress(workspace))
    progress = Progress(workspace)
    progress._store = Store(file_of(workspace), patience=0.05)
    other = sqlite3.connect(file_of(workspace), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    progress.answer("critical-path", "another", [0], True)
    assert "locked" in capfd.readouterr().err
    other.execute("ROLLBACK")
    other.close()
    progress.lesson_opened("start-here")
    assert Progress(workspace).summary().lessons["critical-path"].answers["another"]


def test_json_and_csv_hold_every_event(workspace, tmp_path):
    learn(Progress(workspace))
    events = Progress(workspace).events()
    export(events, tmp_path / "all.json")
    export(events, tmp_path / "all.CSV")
    rows = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert [row["kind"] for row in rows] == ["opened", "guess", "answer", "check"]
    with (tmp_path / "all.CSV").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert [json.loads(row["data"]) for row in table] == [row["data"] for row in rows]


def test_export_refuses_what_it_cannot_write(tmp_path):
    with pytest.raises(ProgressError, match=r"'all.xlsx' ends neither in .json nor in .csv"):
        export([Event("opened", "a")], tmp_path / "all.xlsx")
    with pytest.raises(ProgressError, match="can't be written"):
        export([], tmp_path / "nowhere" / "all.csv")


def test_reset_keeps_the_old_file(workspace):
    learn(Progress(workspace))
    kept = reset(workspace)
    assert kept is not None
    assert len(Store(kept).events()) == 4
    assert Progress(workspace).summary().lessons == {}
    assert reset(workspace) is None


def test_one_record_serves_a_kernel(workspace, monkeypatch):
    monkeypatch.chdir(workspace)
    assert module.current() is module.current()
