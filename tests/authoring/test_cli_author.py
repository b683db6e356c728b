"""The author commands end to end, on a copy of the repository's own content."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tpmlab.content import root


def _author(base: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from tpmlab.cli import main; main()", "author", *words]
    environment = {**os.environ, "TPMLAB_ROOT": str(base)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    base = tmp_path / "copy"
    shutil.copytree(root() / "content", base / "content")
    for top in ("notebooks", "exercises", "solutions", "datasets", "docs", ".build-cache"):
        if (root() / top).is_dir():
            shutil.copytree(root() / top, base / top)
    for name in ("pyproject.toml", "nbgrader_config.py", "README.md"):
        shutil.copy(root() / name, base)
    return base


@pytest.mark.slow
def test_a_new_lesson_builds_and_passes_untouched(copy):
    for words in (
        ("new", "lesson", "x/y"),
        ("new", "assignment", "y-practice", "--lesson", "y"),
        ("build", "y", "y-practice", "contents", "glossary"),
        ("check",),
    ):
        done = _author(copy, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    (notebook,) = (copy / "notebooks").glob("*-x/01-y.ipynb")
    assert "image/png" in notebook.read_text(encoding="utf-8")
    assert (copy / "exercises/y-practice/y-practice.ipynb").is_file()


PLAY = """
from tpmlab.scenarios import load, names
from tpmlab.simulator import play, policies

assert "rail-upgrade" in names()
print(play(load("rail-upgrade"), policies.strong, seed=1).score.value)
"""


@pytest.mark.slow
def test_a_new_scenario_passes_and_can_be_played_untouched(copy):
    done = _author(copy, "new", "scenario", "rail-upgrade")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "content/scenarios/rail-upgrade.yaml",
        "Next: edit the text, then 'tpmlab author check'.",
    ]
    done = _author(copy, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    environment = {**os.environ, "TPMLAB_ROOT": str(copy)}
    command = [sys.executable, "-c", PLAY]
    played = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert float(played.stdout) > 0.5, played.stderr
    again = _author(copy, "new", "scenario", "rail-upgrade")
    assert again.returncode == 1
    assert "content/scenarios/rail-upgrade.yaml exists; choose another id" in again.stderr


@pytest.mark.slow
def test_build_reports_in_plain_words(tree):
    (tree / "content/lessons/planning/critical-path.md").unlink()
    done = _author(tree, "build", "critical-path")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("take its id out of content/curriculum.yaml.")
    assert done.stdout == "0 built, 0 unchanged, 1 failed.\n"
    done = _author(tree, "build", "critical-pth")
    assert done.returncode == 1
    assert "nothing called 'critical-pth' to build; try critical-path" in done.stderr


@pytest.mark.slow
def test_check_prints_findings_and_the_syllabus(tree, edit):
    edit("content/lessons/planning/critical-path.md", "# Critical path", "# Critical")
    done = _author(tree, "check")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("content/lessons/planning/critical-path.md:1: ")
    assert lines[-1].startswith("1 to mend, ")
    rows = [line.split() for line in _author(tree, "check", "--syllabus").stdout.splitlines()]
    assert rows == [
        ["critical-path", "1", "of", "1", "100%"],
        ["later", "0", "of", "1", "planned"],
        ["all", "1", "of", "2", "50%"],
    ]
