"""The commands of docs/instructor-dry-run.md, run as they stand there."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest


def commands(page: Path) -> list[str]:
    return re.findall(r"^```bash\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.slow
def test_the_page_s_commands_release_grade_and_clean_up(repository: Path, course: Path) -> None:
    *steps, clean_up = commands(repository / "docs" / "instructor-dry-run.md")
    assert len(steps) == 5
    kept = sorted(path.relative_to(course) for path in course.rglob("*"))
    exercise = (course / "exercises" / "critical-path" / "critical-path.ipynb").read_bytes()
    for step in steps:
        _run(step, course)
    assert (
        course / "exercises" / "critical-path" / "critical-path.ipynb"
    ).read_bytes() == exercise, "the release is made again byte for byte"
    with (course / "grades.csv").open(encoding="utf-8", newline="") as file:
        grades = {
            row["student_id"]: (row["score"], row["max_score"]) for row in csv.DictReader(file)
        }
    assert grades == {"ada": ("20.0", "20.0"), "ben": ("0.0", "20.0")}
    feedback = course / "feedback" / "ben" / "critical-path" / "critical-path.html"
    assert "There is no 'portal_finish' yet" in unescape(feedback.read_text(encoding="utf-8"))
    _run(clean_up, course)
    assert sorted(path.relative_to(course) for path in course.rglob("*")) == kept


def _run(step: str, folder: Path) -> None:
    shell = shutil.which("bash")
    assert shell, "the page is written for bash"
    done = subprocess.run(
        [shell, "-eu", "-c", step],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        check=False,
    )
    assert done.returncode == 0, f"{step}\n{done.stderr}"
