from pathlib import PurePosixPath

import pytest

from tpmlab.authoring.text import read_document
from tpmlab.errors import ContentError

TEXT = """\
# Title

## A heading

```python
# not a heading
```

```{code-cell}
:tags: [live, volatile]
x = 1
```

+++

After a break
"""
PATH = PurePosixPath("lesson.md")


def _read(tmp_path, text):
    (tmp_path / PATH).write_text(text, encoding="utf-8")
    return read_document(tmp_path, PATH)


def test_cells_know_their_lines_and_tags(tmp_path):
    document = _read(tmp_path, TEXT)
    assert [(c.kind, c.line, c.tags) for c in document.cells] == [
        ("text", 1, ()),
        ("code", 9, ("live", "volatile")),
        ("text", 16, ()),
    ]
    assert [(h.level, h.text, h.line) for h in document.headings] == [
        (1, "Title", 1),
        (2, "A heading", 3),
    ]


def test_a_plain_fence_in_a_prose_only_text_stays_prose(tmp_path):
    document = _read(tmp_path, "# Title\n\n```python\nx = 1\n```\n")
    assert [cell.kind for cell in document.cells] == ["text"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nkernelspec: a\n---\n# T\n", "lesson.md:1: front matter is not used"),
        ("# T\n\n```{code-cell}\n:tags: [a\nx = 1\n```\n", "lesson.md:3: the cell's options"),
        ("# T\n\n```{code-cell}\n:name: a\nx = 1\n```\n", "lesson.md:3: a cell takes ':tags:"),
    ],
)
def test_what_is_not_read_is_said(tmp_path, text, message):
    with pytest.raises(ContentError, match=message.replace("[", r"\[")):
        _read(tmp_path, text)


def test_a_missing_and_a_foreign_file(tmp_path):
    with pytest.raises(ContentError, match="does not exist: write it"):
        read_document(tmp_path, PATH)
    (tmp_path / PATH).write_bytes(b"\xff\xfe")
    with pytest.raises(ContentError, match="not UTF-8"):
        read_document(tmp_path, PATH)
