"""A bank without cues, made by chance from a seed: what a clean bank looks like to the gates."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

import pytest

from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.misconceptions import load_misconceptions
from tpmlab.exam.items.model import Item
from tpmlab.exam.items.targets import load_targets
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.quality.entry import Entry
from tpmlab.exam.quality.foreign import load_foreign_cues
from tpmlab.exam.quality.gates import Catalogue, bank_gates
from tpmlab.exam.quality.reading import entry_of
from tpmlab.exam.quality.verdict import GateResult

Document = dict[str, Any]

VERBS = """
Ask Bring Build Call Carry Check Clear Draft Draw Fetch File Fold Gather Give Leave Lend
Mark Mend Move Name Open Pack Pass Place Plant Print Put Read Review Run Seal Set Show Shift
Sort Store Test Trace Turn Weigh Bind Board Book Burn Catch Chain Clean Climb Count Cover
Cross Dig Drag Drain Dress Drop Dry Feed Fill Fix Flip Freeze Frame Grind Guard Guide Hang
Heat Hide Hook Join Knock Lay Lift Light Line Link Load Lock Paint Park Peel Pick Pile
Plough Pour Pull Push Raise Reach Ride Ring Roll Scrub Shut Skip Slice Sow Spin Split Stack
Steer Stir Sweep Tie Tip Toss Tow Trim Tune Wash Wax Wrap Count Measure Verify Discuss
Consult Help
"""
NOUNS = """
anchor arch barrel basket beacon bridge bucket cabin candle canvas castle cellar chapel
cherry circle copper corner cottage crystal curtain desert dragon engine feather fiddle
forest garden goblet hammer harbour helmet island jacket kettle ladder lantern magnet marble
meadow mirror needle orchard paddle palace parcel pebble pencil pillar pocket quarry ribbon
saddle sandal shovel silver spiral summit tunnel turret valley velvet violin wagon walnut
willow window winter zipper
"""
PLACES = """
Accra Bergen Cairo Dakar Essen Fargo Genoa Hanoi Izmir Jaipur Kyoto Lagos Malmo Nairobi
Osaka Perth
"""
RULES = ("by the", "near the", "past the", "beside the", "under the", "over the")
BELIEFS = (
    "accept-change-without-analysis",
    "reject-change-by-default",
    "never-escalate",
    "busy-is-productive",
)
PER_DOMAIN = {"people": 43, "process": 53, "business": 34}
TYPES = ("multiple", "matching", "ordering", "hotspot", "pull-down")
FORMULA = (
    "cv",
    ("variance-sign-flipped", "plan-minus-actual-is-cost-variance", "cost-and-schedule-mixed"),
)
SEEDS = (2, 3, 1, 30, 4, 5, 14, 40, 8, 6, 15, 59)  # the key is first, second, third, last in turn
LOG = [
    {"on": date(2026, 11, 23), "step": step, "found": "Nothing."} for step in ("written", "solved")
]


class Maker:
    """Writes items by chance; nothing about a key differs from a distractor."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.placed = 0
        self.ranked: Counter[str] = Counter()

    def option(self) -> str:
        verb, rule = self.chance.choice(VERBS.split()), self.chance.choice(RULES)
        first, second, third = self.chance.sample(NOUNS.split(), 3)
        return f"{verb} the {first} {rule} {second} {third}"

    def options(self, count: int) -> list[str]:
        """Texts of about one length, none as long as another."""
        while True:
            texts = [self.option() for _ in range(count)]
            lengths = sorted(map(len, texts))
            apart = all(b > a for a, b in itertools.pairwise(lengths))
            if apart and lengths[-1] - lengths[0] <= 8:
                return texts

    def stem(self) -> str:
        places = self.chance.sample(PLACES.split(), 3)
        nouns = self.chance.sample(NOUNS.split(), 9)
        return (
            f"A firm in {places[0]} sells a {nouns[0]} to {places[1]} and keeps a {nouns[1]}. The {nouns[2]} "
            f"came with a {nouns[3]} from {places[2]}. One {nouns[4]} is left, and a {nouns[5]} was lost. "
            f"Mei holds the {nouns[6]}; Rosa has the {nouns[7]}. It is late for the {nouns[8]}."
        )

    def why(self) -> str:
        return f"It would {self.option().lower()} and so on to the {self.chance.choice(NOUNS.split())}."

    def listed(self, texts: Sequence[str], keys: Sequence[int]) -> list[Document]:
        return [
            {"text": text, "why": self.why()}
            | ({"key": True} if n in keys else {"misconception": BELIEFS[n % len(BELIEFS)]})
            for n, text in enumerate(texts)
        ]

    def single(self, domain: str) -> Document:
        """Place of the key takes turns, and in each domain the rank of its length."""
        place, rank = self.placed % 4, self.ranked[domain] % 4
        self.placed += 1
        self.ranked[domain] += 1
        texts = self.options(4)
        key = sorted(texts, key=len)[rank]
        texts.remove(key)
        texts.insert(place, key)
        return {"type": "single", "options": self.listed(texts, [place])}

    def multiple(self) -> Document:
        keys = self.chance.sample(range(5), 2)
        return {"type": "multiple", "choose": 2, "options": self.listed(self.options(5), keys)}

    def matching(self) -> Document:
        letters = "abcd"
        prompts = [
            {
                "text": self.option(),
                "answer": letters[n],
                "why": self.why(),
                "tempts": {"d": BELIEFS[0]},
            }
            for n in range(3)
        ]
        choices = {letter: self.chance.choice(NOUNS.split()) + f" {letter}" for letter in letters}
        return {"type": "matching", "prompts": prompts, "choices": choices}

    def ordering(self) -> Document:
        steps = [{"text": text, "why": self.why()} for text in self.options(4)]
        slips = [{"put": 3, "before": 1, "misconception": BELIEFS[1], "why": self.why()}]
        return {"type": "ordering", "steps": steps, "shown": [3, 1, 4, 2], "slips": slips}

    def hotspot(self, domain: str) -> Document:
        document = self.single(domain) | {"type": "hotspot", "exhibit": self.exhibit()}
        regions = ("scope-0", "scope-1", "scope-2", "done-2")
        for option, region in zip(document["options"], regions, strict=True):
            option["region"] = region
        return document

    def exhibit(self) -> Document:
        return {
            "kind": "burnup",
            "title": f"The {self.chance.choice(NOUNS.split())}",
            "unit": "points",
            "period": "sprint",
            "scope": [100, 110, 120],
            "done": [0, 20, 45],
        }

    def pull_down(self) -> Document:
        def gap() -> list[Document]:
            return self.listed(self.options(3), [self.chance.randrange(3)])

        return {
            "type": "pull-down",
            "sentence": "First {one}, then {two}.",
            "gaps": {"one": gap(), "two": gap()},
        }

    def numeric(self, seed: int) -> Document:
        formula, wrong = FORMULA
        return {
            "type": "numeric",
            "formula": formula,
            "seed": seed,
            "unit": "EUR thousand",
            "whys": {name: self.why() for name in ("key", *wrong)},
            "stem": f"{self.stem()} Planned {{pv}}, earned {{ev}}, spent {{ac}}.",
        }

    def item(self, kind: str, task: str, number: int, seed: int) -> Document:
        domain = task.split(".", maxsplit=1)[0]
        makers: dict[str, Callable[[], Document]] = {
            "single": lambda: self.single(domain),
            "hotspot": lambda: self.hotspot(domain),
            "numeric": lambda: self.numeric(seed),
            "multiple": self.multiple,
            "matching": self.matching,
            "ordering": self.ordering,
            "pull-down": self.pull_down,
        }
        return {
            "id": f"{kind}-{number}",
            "task": task,
            "approach": ("predictive", "agile", "hybrid", "agile", "predictive")[number % 5],
            "level": ("apply", "analyse")[number % 2],
            "stem": self.stem(),
            "lead": f"What should Mei do about the {self.chance.choice(NOUNS.split())}?",
            "principle": "One thing comes first.",
        } | makers[kind]()


def make_documents(seed: int) -> list[Document]:
    """Documents of a bank of 130 items that meets the targets of pmp-2026."""
    maker = Maker(seed)
    outline = load_outline("pmp-2026")
    tasks = [
        [task.id for task in domain.tasks][n % len(domain.tasks)]
        for domain in outline.domains
        for n in range(PER_DOMAIN[domain.id])
    ]
    maker.chance.shuffle(tasks)
    kinds = [*(kind for kind in TYPES for _ in range(7)), *("numeric" for _ in SEEDS)]
    kinds += ["single"] * (len(tasks) - len(kinds))
    documents, numbers = [], iter(SEEDS)
    for number, (kind, task) in enumerate(zip(kinds, tasks, strict=True)):
        seed_of_item = next(numbers) if kind == "numeric" else 0
        item = maker.item(kind, task, number, seed_of_item)
        document = {"outline": "pmp-2026", "log": LOG} | item
        if kind == "single" and number % 8 == 0:
            document["exhibit"] = maker.exhibit()
        documents.append(document)
    return [*documents[:-12], *_cases(documents[-12:], maker)]


def _cases(documents: list[Document], maker: Maker) -> list[Document]:
    cases = []
    for n in range(0, 12, 3):
        own = documents[n : n + 3]
        items = [{k: v for k, v in d.items() if k not in ("outline", "log")} for d in own]
        case = {"id": f"case-{n}", "outline": "pmp-2026", "type": "case", "approach": "agile"}
        cases.append(case | {"stem": maker.stem(), "items": items, "log": LOG})
    return cases


def read(documents: Sequence[Document]) -> list[Item]:
    """Items of documents, as the loader reads them."""
    files = (ItemFile.model_validate(deepcopy(document)) for document in documents)
    return [item for file in files for item in file.items]


def catalogue_for(items: Sequence[Item], lessons: Sequence[Entry] = ()) -> Catalogue:
    """What the clean bank is held against: the beliefs that it uses, and the real rest."""
    used = {name for item in items for name in item.misconceptions}
    known = {name: each for name, each in load_misconceptions().items() if name in used}
    outline, targets = load_outline("pmp-2026"), load_targets("pmp-2026")
    return Catalogue(outline, targets, known, load_foreign_cues(), lessons)


CLEAN = 4


@pytest.fixture(scope="session")
def clean() -> list[Document]:
    """A bank that passes every gate."""
    return make_documents(CLEAN)


@dataclass(frozen=True)
class Judge:
    """Judges documents as `tpmlab exam quality` would; gives each gate's finding by name."""

    lessons: tuple[Entry, ...]

    def __call__(self, documents: Sequence[Document], **changes: Any) -> dict[str, GateResult]:
        logs = {document["id"]: document["log"] for document in documents}
        steps = {name: {entry["step"] for entry in log} for name, log in logs.items()}
        return self.items(read(documents), case_steps=steps, **changes)

    def items(self, items: Sequence[Item], **changes: Any) -> dict[str, GateResult]:
        steps = {item.case: ("written", "solved") for item in items if item.case}
        known = {"case_steps": steps} | changes
        catalogue = replace(catalogue_for(items, self.lessons), **known)
        return {result.name: result for result in bank_gates(items, catalogue)}


@pytest.fixture(scope="session")
def judge() -> Judge:
    """The gates, with another clean bank in the place of the lessons."""
    lessons = [item for item in read(make_documents(CLEAN + 1)) if item.type == "single"]
    return Judge(tuple(entry_of(item) for item in lessons))


@pytest.fixture(scope="session")
def reader() -> Callable[[Sequence[Document]], list[Item]]:
    """Items of documents, as the loader reads them."""
    return read
