"""The build as an author meets it, with real kernels and real nbgrader."""

import json
from pathlib import Path

import nbformat
import pytest

from tpmlab.authoring.build import build

LESSON = "content/lessons/planning/critical-path.md"
NOTEBOOK = "notebooks/00-planning/01-critical-path.ipynb"
TEXT = """\
# Critical path

See the [float](term:total-float).

```{code-cell}
import sys
import tpmlab as tpm
print("one")
sys.stdout.flush()
print("two", tpm.TpmlabError.__name__)
```

```{code-cell}
:tags: [volatile]
import time
print(time.time_ns())
```

```{code-cell}
:tags: [reveal]
open("../../datasets/days/data.csv").read().split()
```
"""


@pytest.fixture
def small(tree: Path) -> Path:
    """Shrink the tree's lesson to three quick cells that read a dataset."""
    (tree / LESSON).write_text(TEXT, encoding="utf-8")
    (tree / "datasets/days").mkdir(parents=True)
    (tree / "datasets/days/data.csv").write_text("day\n5\n", encoding="utf-8")
    return tree


def _built(base: Path) -> dict[str, bytes]:
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for top in ("notebooks", "exercises", "solutions")
        for path in sorted((base / top).rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_build_then_nothing_to_do_then_only_what_changed(small):
    first = build(small)
    assert first.problems == []
    assert first.built == ["assignment slack", "contents", "critical-path", "glossary"]
    files = _built(small)
    assert sorted(files) == [
        "exercises/slack/slack.ipynb",
        NOTEBOOK,
        "notebooks/contents.ipynb",
        "notebooks/glossary.ipynb",
        "solutions/slack/slack.ipynb",
    ]
    again = build(small)
    assert (again.built, len(again.fresh)) == ([], 4)

    (small / "datasets/days/data.csv").write_text("day\n6\n", encoding="utf-8")
    assert build(small).built == ["critical-path"]
    assert b"'6'" in _built(small)[NOTEBOOK]
    glossary = small / "content/glossary.yaml"
    glossary.write_text(glossary.read_text().replace("can slip", "may slip"), encoding="utf-8")
    assert build(small).built == ["critical-path", "glossary"]
    (small / "exercises/slack/slack.ipynb").unlink()
    assert build(small).built == ["assignment slack"]


@pytest.mark.slow
def test_the_notebook_holds_nothing_of_the_machine_and_stays_the_same(small):
    build(small)
    files = _built(small)
    text = files[NOTEBOOK].decode()
    for private in (str(small), str(Path.home()) + "/", "/tmp/", 'execution": {'):
        assert private not in text
    notebook = nbformat.reads(text, as_version=4)
    assert [cell.id for cell in notebook.cells] == [
        "critical-path-01-text",
        "critical-path-02-code",
        "critical-path-03-volatile",
        "critical-path-04-reveal",
    ]
    printed = notebook.cells[1].outputs
    assert [output.text for output in printed] == ["one\ntwo TpmlabError\n"]
    assert notebook.cells[3].metadata.jupyter.outputs_hidden is True
    tags = [cell.metadata.get("tags", [None])[-1] for cell in notebook.cells[1:]]
    assert tags == ["nbval-check-output", "nbval-ignore-output", "nbval-check-output"]

    report = build(small, everything=True)
    assert len(report.built) == 4
    assert _built(small) == files  # the volatile cell kept its output too
    assert build(small, check=True).ok


@pytest.mark.slow
def test_check_names_file_and_cell_and_writes_nothing(small):
    build(small)
    path = small / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][1]["outputs"][0]["text"] = ["three\n"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    (small / "exercises/slack/extra.csv").write_text("1", encoding="utf-8")
    gone = small / "notebooks/00-planning/02-gone.ipynb"
    gone.write_bytes(path.read_bytes())
    mine = small / "notebooks/mine.ipynb"
    mine.write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    (small / "notebooks/glossary.ipynb").unlink()
    before = _built(small)

    report = build(small, check=True)
    assert report.differences == [
        "exercises/slack/extra.csv: is no longer built; run 'tpmlab author build'.",
        f"{NOTEBOOK}: cell 'critical-path-02-code': output 1 differs; run 'tpmlab author build'.",
        "notebooks/00-planning/02-gone.ipynb: is no longer built; run 'tpmlab author build'.",
        "notebooks/glossary.ipynb: is missing; run 'tpmlab author build'.",
    ]
    assert _built(small) == before

    assert build(small).removed == [
        "exercises/slack/extra.csv",
        "notebooks/00-planning/02-gone.ipynb",
    ]
    assert mine.is_file()
    assert build(small, check=True).ok


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1 / 0", "critical-path.md:5: the cell raises ZeroDivisionError: division by zero"),
        ("import warnings; warnings.warn('careful')", "critical-path.md:5: the cell writes to std"),
        ("import os; os._exit(1)", "critical-path.md:5: the kernel stopped"),
        ("object()", "critical-path.md:5: the output shows an object's address"),
        ("import os; os.getcwd()", "critical-path.md:5: the output shows a path"),
    ],
)
def test_a_lesson_that_does_not_run_clean_leaves_the_old_notebook(small, code, message):
    old = small / NOTEBOOK
    old.parent.mkdir(parents=True)
    old.write_text("the old one", encoding="utf-8")
    text = TEXT.replace('print("one")', code).split("sys.stdout")[0] + "```\n"
    (small / LESSON).write_text(text, encoding="utf-8")
    report = build(small, ["critical-path", "glossary"])
    (problem,) = report.problems
    assert message in problem
    assert problem.endswith(".")
    assert old.read_text(encoding="utf-8") == "the old one"
    assert report.built == ["glossary"]


@pytest.mark.slow
def test_the_exercise_is_what_nbgrader_releases(small):
    extra = small / "content/assignments/slack"
    extra.mkdir()
    (extra / "days.csv").write_text("day\n5\n", encoding="utf-8")
    assert build(small, ["slack"]).built == ["assignment slack"]
    files = _built(small)
    assert files["exercises/slack/days.csv"] == files["solutions/slack/days.csv"] == b"day\n5\n"
    exercise = nbformat.reads(files["exercises/slack/slack.ipynb"].decode(), as_version=4)
    text = "\n".join(cell.source for cell in exercise.cells)
    assert "raise NotImplementedError()" in text
    assert "HIDDEN" not in text
    assert "finish - start" not in text
    solution = files["solutions/slack/slack.ipynb"].decode()
    assert "BEGIN HIDDEN TESTS" in solution

    (small / "content/assignments/slack.md").unlink()
    curriculum = small / "content/curriculum.yaml"
    kept = curriculum.read_text().replace("        assignment: slack\n", "")
    curriculum.write_text(kept, encoding="utf-8")
    build(small)
    assert not (small / "exercises/slack").exists()
    assert not (small / "solutions/slack").exists()
