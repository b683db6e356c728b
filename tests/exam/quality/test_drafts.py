"""A draft is told each flaw in a sentence; what cannot be an item is told so, too."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tpmlab.exam.quality.draft import draft_flaws


@pytest.fixture
def sound(repository: Path) -> dict[str, Any]:
    path = repository / "content/exam/items/pmp-2026/eight-days.yaml"
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    del document["log"]
    return document


def test_a_shipped_item_has_no_flaw(sound: dict[str, Any]) -> None:
    assert draft_flaws(sound) == []


@pytest.mark.parametrize(
    ("why", "said"),
    [("Wrong.", "says nothing of this case"), (None, "the same words explain another answer")],
)
def test_reasons_are_read(sound: dict[str, Any], why: str | None, said: str) -> None:
    sound["options"][0]["why"] = why or sound["options"][2]["why"]
    assert [message for message in draft_flaws(sound) if said in message]


def test_each_kind_of_flaw_is_a_sentence(sound: dict[str, Any]) -> None:
    sound["options"][0]["text"] = "Always report"
    sound["options"][3]["misconception"] = "no-such-belief"
    sound["stem"] = "Notwithstanding organisational misunderstandings, " * 8 + "proceed."
    found = " ".join(draft_flaws(sound))
    for words in ("no misconception", "only wrong options say", "characters", "grade"):
        assert words in found


@pytest.mark.parametrize("draft", [{}, {"type": "single"}, {"type": "single", "on": date.today()}])
def test_what_is_no_item_is_told_so(draft: dict[str, Any]) -> None:
    (message,) = draft_flaws(draft)
    assert message.endswith(".")
    assert "draft" not in message
