import os
from itertools import count
from pathlib import PurePosixPath

import pytest

from tpmlab.authoring.library import Library
from tpmlab.authoring.links import resolve_text
from tpmlab.errors import ContentError

LESSON = PurePosixPath("notebooks/00-planning/01-critical-path.ipynb")
EXERCISE = PurePosixPath("exercises/slack/slack.ipynb")


@pytest.fixture
def library(tree):
    return Library.load(tree)


@pytest.mark.parametrize(
    ("place", "text", "resolved"),
    [
        (LESSON, "[a](lesson:critical-path)", '[a](01-critical-path.ipynb "Critical path")'),
        (
            EXERCISE,
            "[a](lesson:critical-path#Try-first)",
            '[a](../../notebooks/00-planning/01-critical-path.ipynb#Try-first "Critical path")',
        ),
        (LESSON, "[later](lesson:later)", "later *(planned)*"),
        (LESSON, "[a](assignment:slack)", "[a](../../exercises/slack/slack.ipynb)"),
        (
            LESSON,
            "[`float`](term:total-float)",
            '[`float`](../glossary.ipynb#total-float "The days a task can slip before the end '
            'moves.")',
        ),
        (
            LESSON,
            "[a](source:some-paper)",
            '[a](https://example.org/paper "Somebody (1999), A paper about projects")',
        ),
        (LESSON, "[a](source:old-book)", "a (Somebody Else (1959), A book about plans)"),
        (LESSON, "[a](../../README.md) `[b](term:none)`", "[a](../../README.md) `[b](term:none)`"),
    ],
)
def test_links_work_from_where_the_notebook_lies(library, place, text, resolved):
    assert resolve_text(text, library, place) == resolved


PACKAGE = """{"resources": [{
  "name": "pay-2025", "title": "Pay in 2025", "description": "Pay", "path": "pay-2025/data.csv",
  "licenses": [{"name": "CC0-1.0", "title": "CC0"}], "attribution": "Nobody",
  "sources": [{"title": "Nobody", "retrieved": "2026-11-22"}],
  "schema": {"fields": [{"name": "pay_usd", "type": "number", "description": "Pay"}],
             "primaryKey": ["pay_usd"]}}]}
"""


def test_a_link_does_not_depend_on_the_working_directory(library, monkeypatch):
    """While nbgrader makes an exercise it works elsewhere, and other pages are laid out."""
    elsewhere = (f"/elsewhere-{n}" for n in count())
    monkeypatch.setattr(os, "getcwd", lambda: next(elsewhere))
    resolved = resolve_text(
        "[a](lesson:critical-path)", library, PurePosixPath("notebooks/c.ipynb")
    )
    assert "(00-planning/01-critical-path.ipynb" in resolved


def test_a_dataset_link_leads_to_the_card(tree):
    (tree / "datasets").mkdir(exist_ok=True)
    (tree / "datasets" / "datapackage.json").write_text(PACKAGE, encoding="utf-8")
    library = Library.load(tree)
    resolved = resolve_text("[pay](dataset:pay-2025)", library, LESSON)
    assert resolved == '[pay](../../datasets/pay-2025/README.md "Pay in 2025")'
    with pytest.raises(ContentError, match="'dataset:pay' names no dataset; closest are pay-2025"):
        resolve_text("[pay](dataset:pay)", library, LESSON)


def test_without_datasets_a_dataset_link_is_unknown(library):
    with pytest.raises(ContentError, match="names no dataset"):
        resolve_text("[pay](dataset:pay-2025)", library, LESSON)


def test_an_unknown_name_is_answered_with_the_closest(library):
    with pytest.raises(ContentError, match="'term:total-flot' names no term; closest are total-f"):
        resolve_text("[a](term:total-flot)", library, LESSON)
