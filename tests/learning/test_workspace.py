from __future__ import annotations

import json
import resource
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from tpmlab.learning.locking import LockedError, exclusive
from tpmlab.learning.workspace import WorkspaceError, lay, path_of

from .conftest import notebook

LESSON = "notebooks/05-planning/02-critical-path.ipynb"
NEW = "notebooks/05-planning/02-critical-path.new.ipynb"
RENUMBERED = "notebooks/06-plans/04-critical-path.ipynb"
V2 = notebook(["# Which task may slip?", "plan = 2"])
V3 = notebook(["# Which task may slip?", "plan = 3"])
EDITED = notebook(["# Which task may slip?", "plan = 'mine'"])


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and ".tpmlab" not in p.relative_to(folder).parts
    }


def backups_in(folder: Path) -> list[bytes]:
    return [p.read_bytes() for p in (folder / ".tpmlab/backups").rglob("*") if p.is_file()]


def test_first_lay_copies_every_file_and_says_how_many(shipping, home):
    assert lay(home, shipping.base).lines() == [
        "Laid 4 files: your own copy, to change as you like."
    ]
    assert files_in(home) == shipping.files


def test_solutions_and_hidden_files_are_never_laid(shipping, home):
    for path in ("solutions/critical-path/critical-path.ipynb", "notebooks/.secret"):
        (shipping.base / path).parent.mkdir(parents=True, exist_ok=True)
        (shipping.base / path).write_text("answer = 42")
    lay(home, shipping.base)
    assert set(files_in(home)) == set(shipping.files)


def test_second_lay_of_the_same_version_changes_nothing(shipping, home):
    lay(home, shipping.base)
    (home / LESSON).write_bytes(EDITED)
    before = files_in(home)
    assert lay(home, shipping.base).lines() == ["Your copy is up to date."]
    assert files_in(home) == before


def test_update_is_said_in_three_lines(shipping, home):
    lay(home, shipping.base)
    (home / LESSON).write_bytes(EDITED)
    start = "notebooks/00-start/01-start-here.ipynb"
    shipping.write(**{LESSON: V2, start: V2, "datasets/new/data.csv": b"1"})
    report = lay(home, shipping.base)
    one, two, three = report.lines()
    assert one == "Updated 1 file that you had not changed."
    assert (
        two == f"Kept 1 file of yours with the new version beside: {LESSON} (new version: {NEW})."
    )
    assert three == f"Added 1 file, moved 0 files; what was replaced is in {report.backups}."
    assert (home / LESSON).read_bytes() == EDITED
    assert (home / NEW).read_bytes() == (home / start).read_bytes() == V2


def test_outputs_and_metadata_are_not_the_learners_words(shipping, home):
    lay(home, shipping.base)
    ran = notebook(["# Which task may slip?", "plan = 1"], printed="a long night's output")
    document = json.loads(ran)
    document["metadata"]["kernelspec"] = {"name": "python3"}
    document["cells"][1]["source"] = ["plan", " = 1"]  # Jupyter may split lines anew
    ran = json.dumps(document, indent=3).encode()
    (home / LESSON).write_bytes(ran)
    shipping.write(**{LESSON: V2})
    assert lay(home, shipping.base).updated == [LESSON]
    assert (home / LESSON).read_bytes() == V2
    assert backups_in(home) == [ran]


def _attach(document):
    document["cells"][0]["attachments"] = {"photo.png": {"image/png": "aGk="}}


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d["cells"][1].update(source="plan = 7"),
        lambda d: d["cells"].append({**d["cells"][0], "id": "note", "source": "# my note"}),
        lambda d: d["cells"].pop(),
        lambda d: d["cells"].reverse(),
        _attach,
    ],
    ids=["changed", "added", "removed", "reordered", "picture pasted"],
)
def test_a_cell_changed_added_or_removed_is_kept(shipping, home, edit):
    lay(home, shipping.base)
    document = json.loads((home / LESSON).read_bytes())
    edit(document)
    mine = json.dumps(document).encode()
    (home / LESSON).write_bytes(mine)
    shipping.write(**{LESSON: V2})
    assert lay(home, shipping.base).kept == [(LESSON, NEW)]
    assert (home / LESSON).read_bytes() == mine


@pytest.mark.parametrize("broken", [b"", b"{", b'{"cells": 3}', b"\xff\xfe", b"[" * 100_000])
def test_a_notebook_that_cannot_be_read_counts_as_the_learners(shipping, home, broken):
    lay(home, shipping.base)
    (home / LESSON).write_bytes(broken)
    shipping.write(**{LESSON: V2})
    lay(home, shipping.base)
    assert (home / LESSON).read_bytes() == broken
    assert (home / NEW).read_bytes() == V2


def test_the_new_version_follows_later_updates_until_the_learner_writes_in_it(shipping, home):
    lay(home, shipping.base)
    (home / LESSON).write_bytes(EDITED)
    shipping.write(**{LESSON: V2})
    lay(home, shipping.base)
    shipping.write(**{LESSON: V3})
    lay(home, shipping.base)
    assert (home / NEW).read_bytes() == V3
    also_mine = notebook(["my thoughts on version 3"])
    (home / NEW).write_bytes(also_mine)
    shipping.write(**{LESSON: V2})
    other = NEW.replace(".new.", ".new-2.")
    assert lay(home, shipping.base).kept == [(LESSON, other)]
    assert (home / NEW).read_bytes() == also_mine
    assert (home / other).read_bytes() == V2


def test_deleting_the_old_file_makes_the_new_version_the_file(shipping, home):
    lay(home, shipping.base)
    (home / LESSON).write_bytes(EDITED)
    shipping.write(**{LESSON: V2})
    lay(home, shipping.base)
    (home / LESSON).unlink()
    assert path_of("lesson:critical-path", home).as_posix() == NEW
    lay(home, shipping.base)
    assert (home / LESSON).read_bytes() == V2
    assert not (home / NEW).exists()


def test_a_deleted_file_comes_back(shipping, home):
    lay(home, shipping.base)
    (home / LESSON).unlink()
    assert lay(home, shipping.base).added == [LESSON]


def renumber(shipping, data=None):
    shipping.write(LESSON, **{RENUMBERED: data or shipping.files[LESSON]})


def test_renumbering_moves_an_untouched_file_with_its_outputs(shipping, home):
    lay(home, shipping.base)
    ran = notebook(["# Which task may slip?", "plan = 1"], printed="16 days")
    (home / LESSON).write_bytes(ran)
    checkpoint = home / "notebooks/05-planning/.ipynb_checkpoints/02-critical-path-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    checkpoint.write_bytes(ran)
    renumber(shipping)
    assert lay(home, shipping.base).moved == [RENUMBERED]
    assert (home / RENUMBERED).read_bytes() == ran
    assert not (home / "notebooks/05-planning").exists()


def test_renumbering_leaves_a_touched_file_and_links_still_lead_to_a_file(shipping, home):
    lay(home, shipping.base)
    (home / LESSON).write_bytes(EDITED)
    renumber(shipping)
    assert lay(home, shipping.base).kept == [(LESSON, RENUMBERED)]
    assert (home / LESSON).read_bytes() == EDITED
    assert path_of("lesson:critical-path", home).as_posix() == LESSON
    assert (home / RENUMBERED).exists()
    assert lay(home, shipping.base).lines() == ["Your copy is up to date."]


def test_a_file_of_the_learner_where_we_ship_to_stays(shipping, home):
    lay(home, shipping.base)
    (home / RENUMBERED).parent.mkdir()
    (home / RENUMBERED).write_bytes(b"a shopping list")
    renumber(shipping, V2)
    lay(home, shipping.base)
    assert (home / RENUMBERED).read_bytes() == b"a shopping list"
    moved = home / RENUMBERED.replace(".ipynb", ".new.ipynb")
    assert moved.read_bytes() == V2
    assert not lay(home, shipping.base).changed


def test_a_lesson_no_longer_shipped_is_put_away_unless_touched(shipping, home):
    lay(home, shipping.base)
    exercise = "exercises/critical-path/critical-path.ipynb"
    (home / exercise).write_bytes(EDITED)
    shipping.write(LESSON, exercise)
    assert lay(home, shipping.base).retired == [LESSON]
    assert not (home / LESSON).exists()
    assert (home / exercise).read_bytes() == EDITED


def test_a_damaged_manifest_makes_every_edit_the_learners(shipping, home):
    lay(home, shipping.base)
    (home / LESSON).write_bytes(EDITED)
    (home / ".tpmlab/manifest.json").write_text(
        '{"format": 1, "files": {"lesson:x": {"path": "../x"}}}'
    )
    shipping.write(**{LESSON: V2})
    lay(home, shipping.base)
    assert (home / LESSON).read_bytes() == EDITED
    assert (home / NEW).read_bytes() == V2


def test_an_interrupted_update_is_finished_by_the_next_even_newer_one(shipping, home):
    lay(home, shipping.base)
    start = "notebooks/00-start/01-start-here.ipynb"
    shipping.write(**{start: V2, LESSON: notebook(["x" * 100_000])})
    run_limited(home, shipping.base, limit=50_000)
    assert (home / start).read_bytes() == V2  # done before the large one did not fit
    assert (home / LESSON).read_bytes() != shipping.files[LESSON]
    shipping.write(**{start: V3, LESSON: V3})
    assert not lay(home, shipping.base).kept
    assert files_in(home) == shipping.files


def run_limited(home, base, limit):
    script = f"""
        import resource
        from pathlib import Path
        from tpmlab.errors import TpmlabError
        from tpmlab.learning.workspace import lay
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
        try:
            lay(Path({str(home)!r}), Path({str(base)!r}))
        except TpmlabError as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs file limits")
def test_a_full_disk_is_one_sentence_and_loses_nothing(shipping, home):
    lay(home, shipping.base)
    (home / LESSON).write_bytes(EDITED)
    before = files_in(home)
    shipping.write(**{LESSON: V2, "datasets/large/data.csv": b"1" * 100_000})
    said = run_limited(home, shipping.base, limit=50_000)
    assert "the disk is full: make room and run the command again" in said
    assert said.count("\n") == 1
    assert before.items() <= files_in(home).items()
    lay(home, shipping.base)
    assert (home / "datasets/large/data.csv").stat().st_size == 100_000


def test_a_folder_that_may_not_be_written_is_one_sentence(unprivileged):
    base = unprivileged / "base" / "notebooks"
    base.mkdir(parents=True)
    (base / "a.ipynb").write_bytes(V2)
    home = unprivileged / "home"
    home.mkdir(mode=0o555)
    with pytest.raises(
        WorkspaceError, match=r"may not be written.*nothing of yours was changed\.$"
    ):
        lay(home, base.parent)


def test_a_file_where_a_folder_belongs_is_one_sentence(shipping, home):
    home.mkdir()
    (home / "exercises").write_text("my notes")
    with pytest.raises(WorkspaceError, match="exercises is a file, and a folder is needed there"):
        lay(home, shipping.base)
    assert files_in(home) == {"exercises": b"my notes"}


def test_a_folder_that_is_a_link_elsewhere_is_refused(shipping, home, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    home.mkdir()
    (home / "notebooks").symlink_to(elsewhere)
    with pytest.raises(WorkspaceError, match="leads out of the workspace"):
        lay(home, shipping.base)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("inside", ["", "notebooks", "exercises/critical-path", "content/lessons"])
def test_the_repository_itself_is_refused(shipping, inside):
    (shipping.base / "content").mkdir()
    (shipping.base / "content/curriculum.yaml").write_text("modules: []")
    with pytest.raises(WorkspaceError, match="belongs to tpmlab's own files"):
        lay(shipping.base / inside, shipping.base)
    assert lay(shipping.base / "tpmlab-workspace", shipping.base).first


def test_nothing_to_ship_is_an_error_not_a_clean_up(shipping, home, tmp_path):
    lay(home, shipping.base)
    (tmp_path / "empty").mkdir()
    with pytest.raises(WorkspaceError, match="holds no notebooks"):
        lay(home, tmp_path / "empty")
    assert files_in(home) == shipping.files


def test_a_manifest_of_a_newer_tpmlab_is_left_alone(shipping, home):
    lay(home, shipping.base)
    manifest = home / ".tpmlab/manifest.json"
    manifest.write_text('{"format": 99, "files": []}')
    with pytest.raises(WorkspaceError, match="written by a newer tpmlab: upgrade"):
        lay(home, shipping.base)
    assert manifest.read_text() == '{"format": 99, "files": []}'


def test_two_updates_at_once_wait_for_each_other(shipping, home):
    threads = [threading.Thread(target=lay, args=(home, shipping.base)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files_in(home) == shipping.files


def test_a_busy_lock_is_one_sentence(tmp_path):
    lock = tmp_path / "lock.sqlite3"
    with (
        exclusive(lock, "this folder"),
        pytest.raises(LockedError, match="busy with this folder: wait"),
        exclusive(lock, "this folder", patience=0.05),
    ):
        pass


def test_without_a_workspace_the_curriculum_says_where(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert path_of("lesson:critical-path").as_posix() == LESSON
