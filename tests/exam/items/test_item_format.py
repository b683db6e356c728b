"""What docs/item-format.md shows is what the model reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tpmlab.content import parse_yaml, root
from tpmlab.exam.items.files import TYPES, ItemFile
from tpmlab.exam.items.references import check_item

PAGE = root() / "docs" / "item-format.md"
BLOCKS = re.findall(r"^## ([a-z-]+)\n.*?^```yaml\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)


def test_every_type_has_an_example():
    assert [heading for heading, _ in BLOCKS] == [*TYPES, "case"]


@pytest.mark.parametrize(("heading", "text"), BLOCKS)
def test_an_example_is_a_valid_item(heading: str, text: str, tmp_path: Path):
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    document = parse_yaml(text, ItemFile, where=str(path))
    assert document.root.type == heading
    for item in document.items:
        check_item(item, path, root())
        assert item.problem(item.right_answer()) is None
        assert item.is_right(item.right_answer())
        assert item.held(item.right_answer()) == ()
