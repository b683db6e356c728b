"""Gates on explanations and on the beliefs behind wrong answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tpmlab.exam.items.misconceptions import Misconception
from tpmlab.exam.numeric.formulas import FORMULAS
from tpmlab.exam.quality.entry import Entry
from tpmlab.exam.quality.verdict import Blame, GateResult, count_gate
from tpmlab.exam.quality.wording import words_of

__all__ = ["poor_reasons", "rationale_gates"]

FEWEST_WORDS = 4  # a shorter reason explains nothing


def rationale_gates(
    entries: Sequence[Entry],
    known: Mapping[str, Misconception],
    tasks: Iterable[str] = (),
    lessons: Sequence[Entry] = (),
) -> Iterator[GateResult]:
    """Check that each answer is explained and that the beliefs of the catalogue are used.

    Parameters
    ----------
    entries : sequence of Entry
        A whole bank.
    known : mapping
        The catalogue of misconceptions.
    tasks : iterable of str
        Tasks as ``outline-id:task-id``: a misconception of one of them must be tested.
    lessons : sequence of Entry
        Items of the lessons: what they test counts.
    """
    yield _explained(entries)
    yield _in_catalogue(entries, known)
    yield _all_used([*entries, *lessons], known, set(tasks))


def poor_reasons(entry: Entry) -> Iterator[Blame]:
    """Find the reasons of one item that are too short to explain anything, or stand there twice.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_item
    >>> from tpmlab.exam.quality.reading import entry_of
    >>> list(poor_reasons(entry_of(load_item("status-report", "bad-news-on-monday"))))
    []
    """
    said: set[str] = set()
    for why in entry.whys:
        if len(words_of(why)) < FEWEST_WORDS:
            yield Blame(entry.id, (why,), f"fewer than {FEWEST_WORDS} words")
        elif why.casefold() in said:
            yield Blame(entry.id, (why,), "the same words explain another answer")
        said.add(why.casefold())


def _explained(entries: Sequence[Entry]) -> GateResult:
    blame = [each for entry in entries for each in poor_reasons(entry)]
    places: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for why in entry.whys:
            places[" ".join(words_of(why))].add(entry.id)
    twins = {frozenset((entry.id, entry.twin)) for entry in entries if entry.twin}
    for why, ids in places.items():
        if len(ids) > 1 and frozenset(ids) not in twins:
            first, *others = sorted(ids)
            blame.append(Blame(first, (why,), f"the same words explain {', '.join(others)}"))
    return count_gate(
        "rationales",
        "Reasons that explain nothing of their own case",
        blame,
        sum(len(entry.whys) for entry in entries),
        advice="Say what in this scenario makes the answer hold or fail.",
    )


def _in_catalogue(entries: Sequence[Entry], known: Mapping[str, Misconception]) -> GateResult:
    blame = [
        Blame(entry.id, (name,), "no such misconception, or one without its correction")
        for entry in entries
        for name in entry.misconceptions
        if name not in known or not known[name].correction.strip()
    ]
    bare = [
        Blame(entry.id, (choice.plain,), "a wrong option without a misconception")
        for entry in entries
        for question in entry.questions
        for choice in question.choices
        if not choice.key and choice.misconception is None
    ]
    return count_gate(
        "misconceptions-explained",
        "Wrong answers whose belief is not in the catalogue",
        [*blame, *bare],
        len(entries),
        advice="Use an id of misconceptions.yaml, or add the belief there with its correction.",
    )


def _all_used(
    entries: Sequence[Entry], known: Mapping[str, Misconception], tasks: set[str]
) -> GateResult:
    # A formula's wrong procedures are tested by whichever seeds an item of it has.
    used = {name for formula in FORMULAS.values() for name in formula.wrong}
    used |= {name for entry in entries for name in entry.misconceptions}
    wanted = [each for each in known.values() if tasks & set(each.tasks)]
    blame = [
        Blame(each.id, (each.belief,), f"spoils {', '.join(sorted(tasks & set(each.tasks)))}")
        for each in wanted
        if each.id not in used
    ]
    return count_gate(
        "misconceptions-used",
        "Misconceptions of the outline's tasks that no item tests",
        blame,
        len(wanted),
        advice="Make a distractor of each belief listed, in an item of its task.",
    )
