"""A small content tree whose one item each test may spoil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

CURRICULUM = """\
modules:
  - id: planning
    title: Planning
    lessons:
      - id: float
        title: Float
        minutes: 10
        objectives: [{id: read-float, text: read it}]
"""
MISCONCEPTIONS = """\
misconceptions:
  - {id: any-slip-moves-the-end, group: Schedule, belief: Any slip., correction: Some slips.}
  - {id: durations-add-up, group: Schedule, belief: They add up., correction: They overlap.}
  - {id: free-equals-total-float, group: Schedule, belief: One number., correction: Two.}
"""
SINGLE = """\
id: writer-is-ill
lesson: float
use: quiz
objective: read-float
type: single
level: apply
stem: The docs have `7` days of float. They start four days late. What moves?
options:
  - {text: The release moves by four days, misconception: any-slip-moves-the-end, why: Float first.}
  - {text: Nothing but the docs themselves, key: true, why: Four of the seven days are spent.}
  - {text: The release moves by three days, misconception: durations-add-up, why: Three are left.}
principle: Float comes before the end.
"""
MULTIPLE = """\
id: two-hold
lesson: float
use: quiz
objective: read-float
type: multiple
choose: 2
level: analyse
stem: Which two statements hold for the docs?
options:
  - {text: They may wait for seven days, key: true, why: That is their float.}
  - {text: They move all that follows, misconception: free-equals-total-float, why: Not at first.}
  - {text: They spend what others share, key: true, why: Float belongs to the path.}
principle: Float belongs to the path.
"""

Write = Callable[..., Path]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Base folder with a curriculum of one lesson and three misconceptions."""
    (tmp_path / "content/exam/items/lessons/float").mkdir(parents=True)
    (tmp_path / "content/curriculum.yaml").write_text(CURRICULUM, encoding="utf-8")
    (tmp_path / "content/exam/misconceptions.yaml").write_text(MISCONCEPTIONS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def write(content: Path) -> Write:
    """Write an item with ``(old, new)`` pieces replaced; every old piece must be there."""

    def write_item(text: str, *changes: tuple[str, str], name: str | None = None) -> Path:
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        item_id = name or text.split("\n", 1)[0].removeprefix("id: ")
        path = content / f"content/exam/items/lessons/float/{item_id}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_item


@pytest.fixture
def single() -> str:
    return SINGLE


@pytest.fixture
def multiple() -> str:
    return MULTIPLE
