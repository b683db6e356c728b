"""A check says what each part earns whatever state the learner's notebook is in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tpmlab.content import root
from tpmlab.learning.validation import ExerciseError, Result, validate

EXERCISE = "critical-path"
ANSWER, CHECK = "critical-path-part-{}-answer", "critical-path-part-{}-check"
Change = Callable[[Any], None]


def released() -> Any:
    path = root() / "exercises" / EXERCISE / f"{EXERCISE}.ipynb"
    return nbformat.read(path, as_version=4)


def cell(notebook: Any, name: str) -> Any:
    return next(c for c in notebook.cells if c.id == name)


def answer(notebook: Any, part: int, lines: str) -> None:
    """Write lines in place of the stub's two, as a learner does."""
    target = cell(notebook, ANSWER.format(part))
    before, _, after = target.source.partition("# YOUR CODE HERE")
    indent = before[before.rfind("\n") + 1 :]
    kept = after.split("\n", 2)[2:]
    written = f"\n{indent}".join(lines.splitlines())
    target.source = "\n".join([before + written, *kept])


def checked(folder: Path, notebook: Any, seconds: int = 30) -> Result:
    path = folder / "mine.ipynb"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    result = validate(path, EXERCISE, seconds=seconds)
    assert path.read_bytes() == before, "the learner's file is never touched"
    assert json.loads(json.dumps(result.as_json()))["earned"] == result.earned
    return result


def states(result: Result) -> list[str]:
    return [part.state for part in result.parts]


RIGHT_2 = 'portal_finish = 23\nportal_path = ["scope", "api", "test", "go-live"]'


@pytest.mark.slow
def test_each_part_is_told_apart(tmp_path: Path) -> None:
    notebook = released()
    answer(notebook, 1, "helpdesk = 4 +")
    typed = next(cell.source for cell in notebook.cells if "helpdesk = 4 +" in cell.source)
    line = typed.splitlines().index("helpdesk = 4 +") + 1
    answer(notebook, 2, RIGHT_2.replace("23", "57"))
    answer(notebook, 3, "total_floats = helpdesk_floats")
    answer(notebook, 4, "waiting.append(plan[task].name)")
    result = checked(tmp_path, notebook)
    assert states(result) == ["broken", "partly", "broken", "broken", "unanswered"]
    assert [part.earned for part in result.parts] == [0, 2, 0, 0, 0]
    syntax, finish, name, function, _ = [part.message for part in result.parts]
    assert "SyntaxError" in syntax
    assert f"line {line}" in syntax
    assert "all the work added up" in finish
    assert "NameError: name 'helpdesk_floats' is not defined" in name
    assert "'may_wait' stopped with AttributeError" in function
    assert result.summary == "2 of 20 visible points; more checks run at grading."


@pytest.mark.slow
def test_an_untouched_exercise_is_unanswered_not_wrong(tmp_path: Path) -> None:
    result = checked(tmp_path, released())
    assert set(states(result)) == {"unanswered"}
    assert result.notes == []
    assert (result.earned, result.possible) == (0, 20)


@pytest.mark.slow
def test_a_stub_left_below_a_right_answer_costs_nothing_but_is_named_above_one(
    tmp_path: Path,
) -> None:
    notebook = released()
    cell(notebook, ANSWER.format(2)).source = f"{RIGHT_2}\nraise NotImplementedError()"
    notebook_2 = deepcopy(notebook)
    cell(notebook_2, ANSWER.format(2)).source = f"raise NotImplementedError()\n{RIGHT_2}"
    assert checked(tmp_path, notebook).parts[1].state == "passed"
    part = checked(tmp_path, notebook_2).parts[1]
    assert part.state == "broken"
    assert part.message.startswith("The line 'raise NotImplementedError()' still stands")


@pytest.mark.slow
def test_endless_loops_and_exits_don_t_hide_the_other_parts(tmp_path: Path) -> None:
    notebook = released()
    answer(notebook, 1, "import os\nos._exit(3)")
    answer(notebook, 2, RIGHT_2)
    answer(notebook, 3, "while True:\n    pass")
    answer(
        notebook, 4, "while True:\n    try:\n        pass\n    except BaseException:\n        pass"
    )
    result = checked(tmp_path, notebook, seconds=3)
    assert states(result) == ["broken", "passed", "broken", "broken", "unanswered"]
    assert "Python itself ended in your answer" in result.parts[0].message
    assert "still busy in your answer after 3 seconds" in result.parts[2].message
    assert "still busy in a check after 3 seconds" in result.parts[3].message


@pytest.mark.slow
def test_a_warning_in_a_check_is_explained(tmp_path: Path) -> None:
    notebook = released()
    answer(
        notebook,
        4,
        "import sys\nprint('old way', file=sys.stderr)\n"
        "if dates[task].total_float >= days:\n    waiting.append(task)",
    )
    part = checked(tmp_path, notebook).parts[3]
    assert (part.state, part.earned) == ("broken", 0)
    assert "old way" in part.message
    assert "no points for such a check" in part.message


@pytest.mark.slow
def test_damage_to_the_exercise_is_mended_and_named(tmp_path: Path) -> None:
    notebook = released()
    answer(notebook, 2, RIGHT_2)
    cells = notebook.cells
    cells.remove(cell(notebook, CHECK.format(2)))  # lost
    cells.remove(cell(notebook, ANSWER.format(5)))
    for name in (CHECK.format(3), ANSWER.format(2)):  # doubled
        twin = deepcopy(cell(notebook, name))
        twin.id = f"{twin.id}-copy"
        cells.insert(cells.index(cell(notebook, name)) + 1, twin)
    cell(notebook, f"{CHECK.format(2)}-2").source = "pass"  # weakened
    cell(notebook, CHECK.format(4)).metadata["tags"] = ["skip-execution"]
    cell(notebook, CHECK.format(4)).metadata["nbgrader"]["points"] = 400
    changed = cell(notebook, ANSWER.format(4))
    cells[cells.index(changed)] = nbformat.v4.new_markdown_cell(
        changed.source, id=changed.id, metadata=changed.metadata
    )
    cell(notebook, "critical-path-part-1-answer").metadata["nbgrader"]["schema_version"] = 99
    result = checked(tmp_path, notebook)
    assert states(result) == ["unanswered", "passed", "unanswered", "unanswered", "unanswered"]
    assert result.possible == 20
    notes = "\n".join(result.notes)
    assert "A check of Part 2 is missing" in notes
    assert "An answer cell of Part 5 is missing" in notes
    assert "A check of Part 3 stands twice" in notes
    assert "An answer cell of Part 2 stands twice" in notes
    assert "A check of Part 2 was changed" in notes
    assert "An answer cell of Part 4 had become a markdown cell" in notes
    assert len(result.notes) == 6


@pytest.mark.slow
def test_files_beside_the_notebook_are_at_hand(tmp_path: Path) -> None:
    (tmp_path / "finish.txt").write_text("23", encoding="utf-8")
    notebook = released()
    answer(notebook, 2, RIGHT_2.replace("23", "int(open('finish.txt').read())"))
    assert checked(tmp_path, notebook).parts[1].state == "passed"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["finish.txt", "mine.ipynb"]


def _empty(path: Path) -> None:
    path.write_text("", encoding="utf-8")


def _half(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8")[:2000], encoding="utf-8")


def _binary(path: Path) -> None:
    path.write_bytes(b"\x89PNG\xff\xfe\x00")


def _list(path: Path) -> None:
    path.write_text("[1, 2]", encoding="utf-8")


def _foreign(path: Path) -> None:
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), path)


def _odd_metadata(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for one in notebook["cells"]:
        one["metadata"]["nbgrader"] = ["odd"]
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (Path.unlink, "does not exist"),
        (_empty, "is damaged or no notebook"),
        (_half, "is damaged or no notebook"),
        (_binary, "is damaged or no notebook"),
        (_list, "is damaged or no notebook"),
        (_foreign, "holds no cell of the exercise 'critical-path'"),
        (_odd_metadata, "holds no cell of the exercise 'critical-path'"),
    ],
)
def test_a_file_that_can_t_be_checked_is_one_sentence(
    tmp_path: Path, spoil: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "mine.ipynb"
    shutil.copy(root() / "exercises" / EXERCISE / f"{EXERCISE}.ipynb", path)
    spoil(path)
    with pytest.raises(ExerciseError, match=words) as failure:
        validate(path, EXERCISE)
    assert str(path) in str(failure.value)
    assert str(failure.value).count("\n") == 0


def test_a_folder_is_no_notebook(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match="can't be read"):
        validate(tmp_path, EXERCISE)


def test_an_unknown_exercise_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"no exercise 'nothing'; there is .*critical-path"):
        validate(tmp_path / "mine.ipynb", "nothing")
