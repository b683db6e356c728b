"""A clean bank passes every gate; spoiled in one way, it fails the gate for that and no other.

Each flaw is a function that spoils documents of the clean bank in place. Where two gates look
at one thing from two sides, the flaw names the second: a key that is always the longest is
also what a solver by lengths finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import cycle
from typing import Any

import pytest

from tpmlab.exam.items.misconceptions import load_misconceptions
from tpmlab.exam.quality.foreign import load_foreign_cues
from tpmlab.exam.quality.reading import entry_of

pytestmark = pytest.mark.slow

Document = dict[str, Any]
Spoil = Callable[[list[Document]], None]

WELL_BEHAVED = """
Ask Coach Consult Discuss Engage Explain Help Invite Involve Listen Meet Mentor Support
Thank Assess Check Clarify Compare Confirm Estimate Evaluate Examine Explore Identify
Inspect Measure Review Study Validate Verify
"""
ADVERBS = "gladly kindly warmly firmly calmly neatly softly nicely boldly fairly purely wisely"
BLIND = {"blind", "blind-words"}
LENGTHS = {"blind-lengths", *BLIND}  # long words are words too


def items_of(documents: list[Document], kind: str = "") -> Iterator[Document]:
    """Items, those of case sets too."""
    for document in documents:
        for item in document.get("items", [document]):
            if kind in ("", item["type"]):
                yield item


def singles(documents: list[Document]) -> list[Document]:
    return list(items_of(documents, "single"))


def key_of(item: Document) -> Document:
    return next(option for option in item["options"] if option.get("key"))


def others_of(item: Document) -> list[Document]:
    return [option for option in item["options"] if not option.get("key")]


def give_key_text(item: Document, rank: int) -> None:
    """Let key and distractors change texts, so that the key has a rank of length."""
    texts = sorted((option["text"] for option in item["options"]), key=len)
    wanted = texts.pop(rank)
    key = key_of(item)
    for option in item["options"]:
        option["text"] = wanted if option is key else texts.pop(0)


def longest_keys(documents: list[Document]) -> None:
    for item in singles(documents):
        give_key_text(item, -1)


def shortest_keys(documents: list[Document]) -> None:
    for item in singles(documents):
        give_key_text(item, 0)


def longest_keys_of_people(documents: list[Document]) -> None:
    """Four of five in one domain; in the others one key fewer than chance is the longest."""
    mine = [item for item in singles(documents) if item["task"].startswith("people")]
    for number, item in enumerate(mine):
        give_key_text(item, -1 if number % 5 else 1)
    for item in singles(documents):
        if item not in mine and key_of(item)["text"] == max(
            (o["text"] for o in item["options"]), key=len
        ):
            give_key_text(item, 1)


def keys_that_say_more(documents: list[Document]) -> None:
    """Key and one distractor, as long as it, are longer than the other two."""
    for item in singles(documents):
        give_key_text(item, -1)
        key, long = key_of(item), max(others_of(item), key=lambda option: len(option["text"]))
        long["text"] += "s" * (len(key["text"]) - len(long["text"]))
        for option in (key, long):
            option["text"] += " up"


def a_word_of_keys(documents: list[Document]) -> None:
    """One word in keys, another of its length in distractors, as in a bank that likes 'jointly'."""
    for item in singles(documents):
        for option, word in [(key_of(item), "boldly"), *((o, "meekly") for o in others_of(item))]:
            option["text"] += f" {word}"


def words_that_others_give_away(documents: list[Document]) -> None:
    """Words that gave keys away in another bank, each used once: nothing to learn in this one."""
    cues = load_foreign_cues()
    good, bad = (
        sorted(
            c for c in cues.counts if c.isalpha() and 5 < len(c) < 9 and side * cues.weight(c) > 1.2
        )
        for side in (1, -1)
    )
    words = cycle(good), cycle(bad)
    for item in singles(documents):
        key = key_of(item)
        for option in item["options"]:
            option["text"] += f" {next(words[0 if option is key else 1])}"


def echoes_of_the_stem(documents: list[Document]) -> None:
    for item in singles(documents):
        last = key_of(item)["text"].split()[-1]
        item["lead"] = f"What should Mei do about the {last}?"


def keys_of_the_most_frequent_parts(documents: list[Document]) -> None:
    for item in singles(documents):
        _verb, the, noun, *rest = key_of(item)["text"].split()
        for option, part in zip(others_of(item), (noun, rest[-1], rest[-2]), strict=True):
            first, _, _, *others = option["text"].split()
            option["text"] = " ".join((first, the, part, *others))


def keys_at_b(documents: list[Document]) -> None:
    for item in singles(documents):
        key = key_of(item)
        item["options"].remove(key)
        item["options"].insert(1, key)


def a_run_of_keys(documents: list[Document]) -> None:
    """Five keys at one place in a row; elsewhere as many are moved away from it."""
    row = singles(documents)[8:13]
    for item, other in zip(row, singles(documents)[20:], strict=False):
        places = [
            next(n for n, o in enumerate(i["options"]) if o.get("key")) for i in (item, other)
        ]
        if places[0] != 2 and places[1] == 2:
            other["options"].insert(places[0], other["options"].pop(2))
        item["options"].insert(2, item["options"].pop(places[0]))


def absolutes_in_distractors(documents: list[Document]) -> None:
    """Every option gets a word more; in three of four items one distractor gets an absolute."""
    absolutes = cycle(["always", "never", "entirely", "totally", "at once", "everybody", "nobody"])
    plain = cycle(["warmly", "gently", "plainly", "quietly", "softly"])
    for number, item in enumerate(singles(documents)):
        for option in item["options"]:
            absolute = number % 4 and option is others_of(item)[number % 3]
            option["text"] += f" {next(absolutes if absolute else plain)}"


def one_opening_of_keys(documents: list[Document]) -> None:
    """A word that opens 17 keys and 5 distractors."""
    for number, item in enumerate(singles(documents)[:22]):
        option = key_of(item) if number < 17 else others_of(item)[0]
        option["text"] = " ".join(("Knit", *option["text"].split()[1:]))


def well_behaved_keys(documents: list[Document]) -> None:
    verbs = cycle(WELL_BEHAVED.split())
    for number, item in enumerate(singles(documents)):
        if number % 5 < 2:
            option = key_of(item)
            option["text"] = " ".join((next(verbs), *option["text"].split()[1:]))


def a_stem_twice(documents: list[Document]) -> None:
    first, second = singles(documents)[:2]
    second["stem"] = first["stem"]


def a_stem_and_key_twice(documents: list[Document]) -> None:
    """Stems share 77 % of their words, and the keys are the same."""
    first, second = singles(documents)[:2]
    second["stem"] = first["stem"].replace("It is late for the", "Alas he also sees our many old")
    texts = [option["text"] for option in first["options"]]
    for option in others_of(second):
        option["text"] = next(t for t in texts if t != key_of(first)["text"])
        texts.remove(option["text"])
    key_of(second)["text"] = key_of(first)["text"]


def first_single(change: Callable[[Document], None]) -> Spoil:
    return lambda documents: change(singles(documents)[0])


def a_long_option(item: Document) -> None:
    key_of(item)["text"] += " with all of what belongs to it"


def a_negative_lead(item: Document) -> None:
    item["lead"] = "Which of these should Mei not do?"


def a_long_stem(item: Document) -> None:
    item["stem"] += " The sun is up." * 12


def a_dollar(item: Document) -> None:
    item["stem"] += " It cost $5."


def a_sum(item: Document) -> None:
    others_of(item)[0]["text"] = "All of the above, in the given order"


def half_a_lead(item: Document) -> None:
    item["lead"] = "Mei should begin with the?"


def overlapping_numbers(item: Document) -> None:
    first, second, _ = others_of(item)
    first["text"], second["text"] = (
        "Print the arch within 3 days, by the sea",
        "Print the arch within 5 days, by the wood",
    )


def numbers_out_of_order(item: Document) -> None:
    for option, number in zip(item["options"], (30, 10, 40, 20), strict=True):
        option["text"] = f"{number} points"


def one_pair_of_opposites(item: Document) -> None:
    first, second, _ = others_of(item)
    first["text"], second["text"] = (
        "Raise the beam near the old mill pond",
        "Lower the beam near the old mill pond",
    )


def a_vague_option(item: Document) -> None:
    others_of(item)[0]["text"] = "Print the arch as needed near the mill"


def a_one_sided_cue(item: Document) -> None:
    others_of(item)[0]["text"] = "Always print the arch near the mill"


def a_hinged_item(documents: list[Document]) -> None:
    case = next(document for document in documents if "items" in document)
    case["items"][1]["stem"] += " Use your answer to the first."


def a_hard_stem(item: Document) -> None:
    item["stem"] = (
        "Organisational responsibilities notwithstanding, intercontinental telecommunications infrastructure "
        "interdependencies necessitate comprehensive reconfiguration of administrative accountabilities, "
        "considerably complicating transformation."
    )


def a_reason_twice(documents: list[Document]) -> None:
    first, second = singles(documents)[:2]
    key_of(second)["why"] = key_of(first)["why"]


def no_task_people_1(documents: list[Document]) -> None:
    for item in items_of(documents):
        if item["task"] == "people.1":
            item["task"] = "people.2"


def too_few_items(documents: list[Document]) -> None:
    """Eleven items less, of all domains as they weigh: some of each task stay."""
    for domain, times in (("people", 4), ("process", 5), ("business", 2)):
        plain = [d for d in documents if d["type"] == "single" and "exhibit" not in d]
        for _ in range(times):
            spare = (d for d in plain if d["task"].startswith(domain) and in_task(documents, d) > 4)
            document = next(spare)
            documents.remove(document)
            plain.remove(document)


def more_of_people(documents: list[Document]) -> None:
    """Two items move from process to people, and one from business."""
    for domain, times in (("process", 2), ("business", 1)):
        for _ in range(times):
            its = (i for i in items_of(documents) if i["task"].startswith(domain))
            next(item for item in its if in_task(documents, item) > 4)["task"] = "people.3"


def in_task(documents: list[Document], item: Document) -> int:
    return sum(other["task"] == item["task"] for other in items_of(documents))


def all_predictive(documents: list[Document]) -> None:
    for item in items_of(documents):
        item["approach"] = "predictive"


def no_more(kind: str) -> Spoil:
    """Turn all items of a type but two into single ones."""

    def spoil(documents: list[Document]) -> None:
        pattern = [{k: o[k] for k in ("text", "why")} for o in singles(documents)[3]["options"]]
        for number, item in enumerate(list(items_of(documents, kind))[2:]):
            for name in (
                "choose",
                "prompts",
                "choices",
                "steps",
                "shown",
                "slips",
                "sentence",
                "gaps",
            ):
                item.pop(name, None)
            item["type"] = "single"
            item["options"] = [
                {"text": f"{o['text']} {number}", "why": f"{o['why']} {kind} {'x' * number}."}
                for o in pattern
            ]
            for n, option in enumerate(item["options"]):
                key = n == number % 4
                option.update({"key": True} if key else {"misconception": "never-escalate"})

    return spoil


def no_exhibits_to_read(documents: list[Document]) -> None:
    for item in items_of(documents, "single"):
        item.pop("exhibit", None)


def all_recall(documents: list[Document]) -> None:
    for item in items_of(documents):
        item["level"] = "recall"


def a_case_apart(documents: list[Document]) -> None:
    case = next(document for document in documents if "items" in document)
    documents.remove(case)
    shared = {"outline": "pmp-2026", "log": case["log"]}
    documents.extend(item | shared for item in case["items"])


def a_numeric_item_less(documents: list[Document]) -> None:
    numeric = items_of(documents, "numeric")
    documents.remove(next(item for item in numeric if in_task(documents, item) > 4))


def nobody_else_solved_it(documents: list[Document]) -> None:
    documents[0]["log"] = documents[0]["log"][:1]


def a_case_that_nobody_solved(documents: list[Document]) -> None:
    next(document for document in documents if "items" in document)["log"] = []


FLAWS: list[tuple[str, Spoil, set[str]]] = [
    ("key-longest", longest_keys, {"key-longest-people", "key-longest-process", "key-longest-business", "length-ratio", *LENGTHS}),
    ("key-shortest", shortest_keys, {"key-shortest-people", "key-shortest-process", "key-shortest-business", "length-ratio", *LENGTHS}),
    ("key-longest-people", longest_keys_of_people, {"blind-lengths"}),
    ("length-ratio", keys_that_say_more, LENGTHS),
    ("blind", a_word_of_keys, BLIND),
    ("blind-words", a_word_of_keys, BLIND),
    ("blind-lengths", longest_keys, {"key-longest", "key-longest-people", "key-longest-process", "key-longest-business", "length-ratio", *LENGTHS}),
    ("blind-foreign", words_that_others_give_away, set()),
    ("stem-overlap", echoes_of_the_stem, set()),
    ("convergence", keys_of_the_most_frequent_parts, set()),
    ("key-position", keys_at_b, {"key-runs"}),
    ("key-runs", a_run_of_keys, set()),
    ("absolutes", absolutes_in_distractors, BLIND),
    ("first-words", one_opening_of_keys, set()),
    ("conduct", well_behaved_keys, set()),
    ("alike-stems", a_stem_twice, {"alike-with-key"}),
    ("alike-with-key", a_stem_and_key_twice, set()),
    ("uneven-length", first_single(a_long_option), set()),
    ("negative-stem", first_single(a_negative_lead), set()),
    ("long-text", first_single(a_long_stem), set()),
    ("currency-sign", first_single(a_dollar), set()),
    ("all-or-none", first_single(a_sum), set()),
    ("unfocused-lead", first_single(half_a_lead), set()),
    ("overlap", first_single(overlapping_numbers), set()),
    ("hinged-item", a_hinged_item, set()),
    ("readability", first_single(a_hard_stem), set()),
    ("rationales", a_reason_twice, set()),
    ("process", nobody_else_solved_it, set()),
    ("process", a_case_that_nobody_solved, set()),
    ("tasks", no_task_people_1, set()),
    ("items", too_few_items, set()),
    ("domain-people", more_of_people, set()),
    ("approach", all_predictive, set()),
    ("type-multiple", no_more("multiple"), set()),
    ("type-matching", no_more("matching"), set()),
    ("type-ordering", no_more("ordering"), set()),
    ("type-pull-down", no_more("pull-down"), set()),
    ("exhibits", no_exhibits_to_read, set()),
    ("level-recall", all_recall, {"level-apply", "level-analyse"}),
    ("case-sets", a_case_apart, set()),
    ("numeric-items", a_numeric_item_less, set()),
]  # fmt: skip
WARNINGS: list[tuple[str, Spoil]] = [
    ("number-order", first_single(numbers_out_of_order)),
    ("opposites-pair", first_single(one_pair_of_opposites)),
    ("vague-frequency", first_single(a_vague_option)),
    ("one-sided-cue", first_single(a_one_sided_cue)),
]


def failing(results: dict[str, Any]) -> set[str]:
    return {name for name, result in results.items() if result.verdict == "fail"}


def test_a_clean_bank_passes_every_gate(clean, judge):
    results = judge(clean)
    assert {name for name, result in results.items() if result.verdict != "pass"} == set()


@pytest.mark.parametrize(("gate", "spoil", "also"), FLAWS, ids=[flaw[0] for flaw in FLAWS])
def test_a_flaw_fails_its_gate_and_no_other(gate, spoil, also, clean, judge):
    documents = deepcopy(clean)
    spoil(documents)
    results = judge(documents)
    assert gate in failing(results)
    assert failing(results) - {gate} <= also
    assert results[gate].advice.endswith(".")


@pytest.mark.parametrize(("gate", "spoil"), WARNINGS, ids=[flaw[0] for flaw in WARNINGS])
def test_a_doubtful_habit_warns(gate, spoil, clean, judge):
    documents = deepcopy(clean)
    spoil(documents)
    results = judge(documents)
    assert results[gate].verdict == "warn"
    assert failing(results) == set()


def test_words_that_give_keys_away_in_our_lessons(clean, judge, reader):
    """Each word stands in keys of one task only, so that the bank alone does not betray it."""
    words = ADVERBS.split()
    tasks = sorted({item["task"] for item in items_of(clean)})
    taught, documents = (deepcopy(list(clean)) for _ in range(2))
    for bank in (taught, documents):
        for number, item in enumerate(singles(bank)):
            place = tasks.index(item["task"]) if bank is documents else number
            key_of(item)["text"] += f" {words[place % 12]}{'x' * (place // 12 % 3)}"
    lessons = [entry_of(item) for item in reader(taught) if item.type == "single"]
    results = judge(documents, lessons=lessons)
    assert "blind-lessons" in failing(results)


def test_a_belief_that_the_catalogue_lacks(clean, judge, reader):
    known = dict(load_misconceptions())
    known.pop("never-escalate")
    used = {name for item in reader(clean) for name in item.misconceptions}
    results = judge(clean, misconceptions={name: known[name] for name in used & known.keys()})
    assert failing(results) == {"misconceptions-explained"}


def test_a_belief_that_nobody_tests(clean, judge):
    beliefs = load_misconceptions()
    used = {name for item in items_of(clean) for name in str(item).split("'")}
    known = {name: each for name, each in beliefs.items() if name in used}
    results = judge(clean, misconceptions=known | {"policy-beats-law": beliefs["policy-beats-law"]})
    assert failing(results) == {"misconceptions-used"}
    assert results["misconceptions-used"].blame[0].item == "policy-beats-law"


def test_options_that_no_formula_gives(clean, judge, reader):
    items = reader(clean)
    place, item = next((n, item) for n, item in enumerate(items) if item.type == "numeric")
    wrong = item.options[0].model_copy(update={"text": "EUR 1 thousand"})
    items[place] = item.model_copy(update={"options": [wrong, *item.options[1:]]})
    assert failing(judge.items(items)) == {"numeric"}


def test_a_number_that_the_reader_needs_is_not_shown(clean, judge):
    documents = deepcopy(clean)
    item = next(items_of(documents, "numeric"))
    item["stem"] = item["stem"].replace(", spent {ac}", "")
    results = judge(documents)
    assert failing(results) == {"numeric"}
    assert results["numeric"].blame[0].words == ("ac",)
