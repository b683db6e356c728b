"""A small, faultless content tree; each test spoils a copy of it in one place."""

import shutil
from pathlib import Path

import pytest

from tpmlab.authoring.new import new_assignment, new_lesson

WORLD = """\
company: {id: firm, name: Wickerbridge, role: the company}
people:
  - {id: nadia, name: Nadia Rahman, role: technical project manager, firm: firm}
proper_nouns: [Jira]
"""
GLOSSARY = """\
terms:
  - {id: total-float, term: total float, also: [float], lesson: critical-path,
     definition: "The days a task can slip before the end moves."}
  - {id: baseline, term: baseline, lesson: later, definition: "The plan that was agreed."}
"""
SOURCES = """\
sources:
  - {id: some-paper, citation: "Somebody (1999), A paper about projects",
     url: "https://example.org/paper", published: 1999, retrieved: 2026-11-22}
  - {id: old-book, citation: "Somebody Else (1959), A book about plans", url: null,
     published: 1959}
"""
SYLLABUS = """\
topics:
  - {id: the-path, topic: The longest chain, lesson: critical-path, practice: widget,
     heading: Ideas, practised: "quiz:question-one"}
  - {id: the-plan, topic: The agreed plan, lesson: later, practice: lesson}
"""
MISCONCEPTIONS = """\
misconceptions:
  - {id: any-slip-moves-the-end, group: Plans, belief: Every delay moves the end.,
     correction: Only delays on the longest chain do.}
  - {id: durations-add-up, group: Plans, belief: A plan takes the sum of its tasks.,
     correction: Work runs side by side.}
"""
CURRICULUM = """\
# Order lives here alone.
modules:
  - id: planning
    title: Planning
    lessons: [critical-path, later]  # more to come
"""


@pytest.fixture(scope="session")
def _good_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("good")
    files = {
        "pyproject.toml": "",
        "content/world.yaml": WORLD,
        "content/glossary.yaml": GLOSSARY,
        "content/sources.yaml": SOURCES,
        "content/syllabus.yaml": SYLLABUS,
        "content/curriculum.yaml": CURRICULUM,
        "content/exam/misconceptions.yaml": MISCONCEPTIONS,
    }
    for name, text in files.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(text, encoding="utf-8")
    new_lesson(base, "planning/critical-path")
    new_assignment(base, "slack", "critical-path")
    return base


@pytest.fixture
def tree(_good_tree: Path, tmp_path: Path) -> Path:
    """Give the test a content tree of its own, which passes every check."""
    return Path(shutil.copytree(_good_tree, tmp_path / "tree"))


@pytest.fixture
def edit(tree: Path):
    """Replace text in one file of the tree, exactly once; the text must be there."""

    def replace(name: str, old: str, new: str) -> None:
        path = tree / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
