"""docs/engine.md says what the engine does: every call on it gives the value beside it."""

from __future__ import annotations

import ast
import functools
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import pytest
import yaml

import tpmlab as tpm
from tpmlab.curriculum import load_curriculum

mpl.use("Agg")

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "engine.md"
DOORS = {
    "Schedule": "schedule",
    "Estimate": "estimate",
    "Flow": "flow",
    "Earned value": "earned_value",
    "Prioritise": "prioritise",
}
UNSOURCED = {"own", "definition"}
COLUMNS = ("formula", "call", "here", "source", "lesson", "held")
NAME = re.compile(r"\btpm(?:\.[A-Za-z_]\w*)+")


class Row(NamedTuple):
    formula: str
    call: str
    here: str
    source: str
    lesson: str
    held: str


class Section(NamedTuple):
    """What stands below a heading of level 2 or 3: rows, code to run, and all of its text."""

    part: str
    title: str
    text: str

    @property
    def code(self) -> str:
        return "\n".join(re.findall(r"```python\n(.*?)```", self.text, re.DOTALL))

    @property
    def rows(self) -> list[Row]:
        cells = [
            re.split(r"(?<!\\)\|", line)[1:-1] for line in self.text.splitlines() if "|" in line
        ]
        rows = [Row(*(cell.strip() for cell in row)) for row in cells if len(row) == len(COLUMNS)]
        return [row for row in rows if row.call.startswith("`")]


def _sections() -> Iterator[Section]:
    part = title = ""
    for chunk in re.split(r"^(?=##)", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE):
        heading = chunk.splitlines()[0]
        title = heading.lstrip("# ")
        if not heading.startswith("###"):
            part = title
        yield Section(part, title, chunk)


SECTIONS = list(_sections())
ROWS = [row for section in SECTIONS for row in section.rows]


@functools.cache
def _answers() -> dict[str, Any]:
    """Run the page from top to bottom, as a reader would: call → its value or its error."""
    names: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for section in SECTIONS:
        exec(section.code, names)
        for row in section.rows:
            try:
                answers[row.call] = eval(row.call.strip("`"), names)
            except Exception as error:
                answers[row.call] = error
    return answers


def _decimals(text: str) -> int:
    return max((len(part) for part in re.findall(r"\.(\d+)", text)), default=0)


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, dict):
        return {_rounded(k, decimals): _rounded(v, decimals) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_rounded(entry, decimals) for entry in value)
    return (
        value if isinstance(value, str | bool) or value is None else round(float(value), decimals)
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.call.strip("`"))
def test_a_call_gives_what_stands_beside_it(row: Row) -> None:
    answer = _answers()[row.call]
    assert not isinstance(answer, Exception), f"{row.call}: {answer}"
    if row.here.startswith("≈"):  # counted over 10,000 futures
        assert answer == pytest.approx(float(row.here.strip("≈ `")), rel=0.05)
    elif row.here.startswith("`"):
        text = row.here.strip("`")
        decimals = _decimals(text)
        wanted = _rounded(ast.literal_eval(text), decimals)
        assert _rounded(answer, decimals) == wanted
    else:
        assert row.here in {"a picture", "a range", "a table"}


@pytest.mark.parametrize("part", DOORS)
def test_each_public_name_stands_in_its_part(part: str) -> None:
    text = "".join(section.text for section in SECTIONS if section.part == part)
    door = getattr(tpm, DOORS[part])
    wanted = {f"tpm.{DOORS[part]}.{name}" for name in door.__all__}
    for name in door.__all__:
        if inspect.ismodule(module := getattr(door, name)):
            wanted |= {f"tpm.{DOORS[part]}.{name}.{inner}" for inner in module.__all__}
    assert sorted(wanted - _named(text)) == []


def _named(text: str) -> set[str]:
    """Names of the text and what they lie in: tpm.flow.queues.mmc names tpm.flow.queues too."""
    found = set(NAME.findall(text))
    return found | {name.rsplit(".", n)[0] for name in found for n in range(1, name.count("."))}


def test_each_name_on_the_page_exists() -> None:
    for name in sorted(set(NAME.findall(PAGE.read_text(encoding="utf-8")))):
        thing: Any = tpm
        for step in name.split(".")[1:]:
            assert hasattr(thing, step), name
            thing = getattr(thing, step)


def _targets() -> dict[str, str]:
    """Where the page's links lead, relative to the repository."""
    text = PAGE.read_text(encoding="utf-8")
    return dict(re.findall(r"^\[(.+)\]: \.\./(\S+)$", text, re.MULTILINE))


def test_lessons_are_known_and_linked_once_written() -> None:
    curriculum = load_curriculum(ROOT)
    planned = {
        entry for module in curriculum.modules for entry in module.lessons if isinstance(entry, str)
    }
    targets = _targets()
    for lesson in {row.lesson for row in ROWS}:
        if lesson.startswith("["):
            notebook = ROOT / targets[lesson.strip("[]")]
            written = curriculum.lessons[notebook.stem.split("-", 1)[1]]
            assert notebook.is_file()
            assert written.title == lesson.strip("[]")
        else:
            assert lesson.strip("`") in planned, f"{lesson} is written or unknown"


def test_what_holds_a_row_is_there() -> None:
    oracles = yaml.safe_load((ROOT / "tests" / "oracles.yaml").read_text(encoding="utf-8"))
    targets = _targets()
    for held in {row.held.strip("[]") for row in ROWS}:
        assert (ROOT / targets[held]).is_file(), held
        named = oracles[held].split("::")[0] if held in oracles else f"{held}.py"
        assert targets[held].endswith(named)


def test_every_link_of_the_tables_is_used() -> None:
    used = {cell.strip("[]") for row in ROWS for cell in (row.lesson, row.held)}
    assert sorted(set(_targets()) - used) == []


def _sources(row: Row) -> set[str]:
    return {source.strip() for source in row.source.split(";")} - UNSOURCED


def test_each_source_is_listed_and_each_listed_is_cited() -> None:
    (listed,) = [section.text for section in SECTIONS if section.title == "Sources"]
    keys = re.findall(r"^- \*\*(.+?)\*\*: ", listed, re.MULTILINE)
    assert keys == sorted(set(keys), key=str.casefold)
    assert set(keys) == {source for row in ROWS for source in _sources(row)}


@pytest.mark.parametrize("part", DOORS)
def test_the_docstrings_cite_the_same_sources(part: str) -> None:
    modules = (ROOT / "src" / "tpmlab" / DOORS[part]).rglob("*.py")
    text = " ".join(module.read_text(encoding="utf-8") for module in modules)
    rows = [row for section in SECTIONS if section.part == part for row in section.rows]
    for source in sorted({source for row in rows for source in _sources(row)}):
        author = re.split(r"[,&]| et al| \d", source)[0].strip()
        year = re.search(r"\d{4}", source)
        assert re.search(f"{author}.{{0,160}}{year[0] if year else ''}", text, re.DOTALL), source
