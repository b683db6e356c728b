"""A bank of any size, all types in it, the same for the same number: for tests and benchmarks.

Domains, approaches, types and places of the key follow the shares that a real bank has, so
that forms of full length can be put together from it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import yaml

from tpmlab.content import root
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.files import CaseSet, ItemFile
from tpmlab.exam.outlines.loading import load_outline

OUTLINE = "pmp-2026"
BELIEFS = ("escalate-before-acting", "risk-equals-issue", "yes-without-price", "date-is-sacred")
# One in twenty is hotspot, pull-down and so on: the shares that the exam's types have at least.
PATTERN = (
    *("single", "multiple", "single", "matching", "single", "ordering", "single", "hotspot"),
    *("single", "pull-down", "single", "numeric", "single", "multiple", "single", "single"),
    *("single", "single", "case", "single"),
)
PEOPLE, PROCESS, BUSINESS = 33, 41, 26
DOMAINS = sorted(
    [(n / size, name) for name, size in
     (("people", PEOPLE), ("process", PROCESS), ("business", BUSINESS)) for n in range(size)]
)  # fmt: skip
LEVELS = ("apply", "analyse", "apply", "analyse", "recall", "apply", "analyse", "apply", "analyse", "apply")  # fmt: skip
APPROACHES = ("agile", "predictive", "hybrid", "agile", "predictive")


def synthetic_bank(items: int) -> Bank:
    """Make a bank of so many items in memory, checked by the model as files are."""
    files = [ItemFile.model_validate(document) for document in documents(items)]
    cases = {file.root.id: file.root for file in files if isinstance(file.root, CaseSet)}
    return Bank(OUTLINE, tuple(item for file in files for item in file.items), cases)


def write_bank(base: Path, items: int) -> Path:
    """Write such a bank as files below a new root ``base``; give the folder of the items."""
    for name in ("curriculum.yaml", "sources.yaml", "exam/misconceptions.yaml"):
        (base / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root() / "content" / name, base / "content" / name)
    shutil.copytree(root() / "content/exam/outlines", base / "content/exam/outlines")
    folder = base / "content/exam/items" / OUTLINE
    folder.mkdir(parents=True)
    for document in documents(items):
        path = folder / f"{document['id']}.yaml"
        text = yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, width=120)
        path.write_text(text, encoding="utf-8")
    return folder


def documents(items: int) -> Iterator[dict[str, Any]]:
    """Make the files of a bank of so many items, as dictionaries."""
    tasks = _tasks()
    made = 0
    for number in count():
        if made >= items:
            return
        kind = PATTERN[number % len(PATTERN)]
        if kind == "case" and items - made >= 3:
            yield _case(number, [next(tasks) for _ in range(3)])
            made += 3
        else:
            kind = "single" if kind == "case" else kind
            yield {
                "id": f"item-{number:05}",
                "outline": OUTLINE,
                **_item(number, kind, next(tasks)),
            }
            made += 1


def _tasks() -> Iterator[str]:
    """Tasks for ever: domains by their weights, the tasks of each in turn."""
    outline = load_outline(OUTLINE)
    turns = {domain.id: _for_ever([task.id for task in domain.tasks]) for domain in outline.domains}
    while True:
        for _, domain in DOMAINS:
            yield next(turns[domain])


def _for_ever(values: list[str]) -> Iterator[str]:
    while True:
        yield from values


def _case(number: int, tasks: list[str]) -> dict[str, Any]:
    parts = []
    for place, task in enumerate(tasks):
        item = _item(number + place, "single", task)
        del item["approach"]
        item["stem"] = f"Fact {place} of case {number}."
        parts.append({"id": f"item-{number:05}-{place}", **item})
    return {
        "id": f"case-{number:05}",
        "outline": OUTLINE,
        "type": "case",
        "approach": APPROACHES[number % len(APPROACHES)],
        "stem": f"Case {number}: four teams share one release, and the sponsor decides its date.",
        "items": parts,
    }


def _item(number: int, kind: str, task: str) -> dict[str, Any]:
    return {
        "task": task,
        "approach": APPROACHES[number % len(APPROACHES)],
        "type": kind,
        "level": LEVELS[number % len(LEVELS)],
        "stem": f"Situation {number}: the team of plant {number % 97} meets the sponsor in week "
        f"{number % 53}, and {number % 7 + 2} requests are open.",
        "lead": "What should the project manager do first?",
        **PARTS[kind](number),
        "principle": "Size a request first; its size decides who decides.",
    }


def _options(number: int, size: int, keys: int = 1) -> list[dict[str, Any]]:
    right = {(number + n * 2) % size for n in range(keys)}
    return [
        {"text": f"Course {n} of situation {number}", "why": f"Reason {n} in situation {number}."}
        | ({"key": True} if n in right else {"misconception": BELIEFS[n % len(BELIEFS)]})
        for n in range(size)
    ]


def _single(number: int) -> dict[str, Any]:
    return {"options": _options(number, 4)}


def _multiple(number: int) -> dict[str, Any]:
    return {"choose": 2, "options": _options(number, 5, keys=2)}


def _matching(number: int) -> dict[str, Any]:
    prompts = [
        {"text": f"Event {n}", "answer": "abcd"[(n + number) % 4], "why": f"Reason {n}.",
         "tempts": {"abcd"[(n + number + 1) % 4]: BELIEFS[n]}}
        for n in range(3)
    ]  # fmt: skip
    return {"prompts": prompts, "choices": {letter: f"Answer {letter}" for letter in "abcd"}}


def _ordering(number: int) -> dict[str, Any]:
    shown = [[3, 1, 4, 2], [2, 4, 1, 3], [4, 3, 2, 1]][number % 3]
    slip = {"put": 3, "before": 2, "misconception": BELIEFS[0], "why": "Too early."}
    steps = [{"text": f"Step {n}", "why": f"Place {n}."} for n in range(1, 5)]
    return {"steps": steps, "shown": shown, "slips": [slip]}


def _hotspot(number: int) -> dict[str, Any]:
    scope = [160, 160 + number % 9, 180, 190, 204]
    exhibit = {"kind": "burnup", "title": f"Release {number}", "unit": "points",
               "period": "sprint", "scope": scope, "done": [0, 24, 51, 74, 101]}  # fmt: skip
    options = _options(number, 3)
    for option, region in zip(options, ("scope-1", "scope-4", "done-3"), strict=True):
        option["region"] = region
    return {"exhibit": exhibit, "options": options}


def _pull_down(number: int) -> dict[str, Any]:
    gaps = {"who": _options(number, 3), "what": _options(number + 1, 3)}
    return {"sentence": "The request goes to {who} with {what}.", "gaps": gaps}


def _numeric(number: int) -> dict[str, Any]:
    whys = {name: f"Why {name}." for name in
            ("key", "add-standard-deviations", "variance-is-deviation", "one-task-sets-the-spread")}  # fmt: skip
    return {"formula": "path-sd", "seed": number, "unit": "days", "whys": whys}


PARTS = {
    "single": _single,
    "multiple": _multiple,
    "matching": _matching,
    "ordering": _ordering,
    "hotspot": _hotspot,
    "pull-down": _pull_down,
    "numeric": _numeric,
}


def first_of_each_type(bank: Bank) -> dict[str, str]:
    """Give the id of one item of each type, for tests that go through all of them."""
    found: dict[str, str] = {}
    for item in islice(bank.items, 400):
        found.setdefault(item.type, item.id)
    return found
