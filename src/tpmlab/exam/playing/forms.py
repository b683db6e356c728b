"""Put forms of an exam together: by domain, type and approach, case sets whole, by a seed.

Several forms of one call have no item in common. Each need is met for all forms before the
next one, so that the last form isn't left with what the first ones didn't want.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.key_runs import LONGEST_RUN, longest_run
from tpmlab.exam.items.model import ChoiceItem, Item
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.playing.form_model import Form
from tpmlab.exam.playing.sheet import Section, Sheet

__all__ = ["FormError", "assemble", "domain_quotas"]

_SHUFFLES = 400
Unit = tuple[Item, ...]
Wish = Callable[[Item], bool]


class FormError(TpmlabError, ValueError):
    """A form that the bank has not enough items for."""


def assemble(
    bank: Bank,
    form: Form,
    outline: Outline,
    seed: int,
    count: int = 1,
    *,
    seen: Collection[str] = (),
) -> tuple[Sheet, ...]:
    """Put forms together that have no item in common.

    Parameters
    ----------
    bank : Bank
        Where items come from.
    form : Form
        What is asked for.
    outline : Outline
        The form's outline: weights of its domains, or equal ones where none are known.
    seed : int
        The same seed gives the same forms of the same bank.
    count : int
        How many forms.
    seen : collection of str
        Ids of items that the learner has answered: others are taken first, as far as the
        form's domains, types and case sets allow.

    Returns
    -------
    tuple of Sheet
        In exam mode, with the form's sections, minutes and breaks.

    Raises
    ------
    FormError
        If the bank has not enough items; the message says of what.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_bank
    >>> from tpmlab.exam.playing.form_model import load_form
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> form = load_form("mock-60")
    >>> (sheet,) = assemble(load_bank(form.outline), form, load_outline(form.outline), seed=1)
    >>> len(sheet.items), [section.break_minutes for section in sheet.sections]
    (60, [10.0, 0.0])
    """
    chance = Random(f"{form.id}:{seed}")  # noqa: S311 - a mixture, not a secret
    stock = _Stock(bank, chance, frozenset(seen))
    weights = {domain.id: domain.weight_percent or 1.0 for domain in outline.domains}
    drafts = [_Draft(form, domain_quotas(weights, form.items)) for _ in range(count)]
    for _ in range(form.case_sets):
        for number, draft in enumerate(drafts, start=1):
            _add_case(draft, stock, number)
    for kind, percent in form.type_percent_min.items():
        wanted = round(form.items * percent / 100)
        for _ in range(wanted):
            for number, draft in enumerate(drafts, start=1):
                if draft.types[kind] < wanted:
                    _add_single(draft, stock, number, kind)
    for number, draft in enumerate(drafts, start=1):
        while draft.room:
            _add_single(draft, stock, number)
    return tuple(_sheet(draft, chance, n, seed) for n, draft in enumerate(drafts))


def domain_quotas(weights: Mapping[str, float], items: int) -> dict[str, int]:
    """Share items among domains by their weights; what rounding leaves goes to the largest rest.

    Examples
    --------
    >>> domain_quotas({"people": 33, "process": 41, "business": 26}, 60)
    {'people': 20, 'process': 25, 'business': 15}
    """
    total = sum(weights.values())
    exact = {name: items * weight / total for name, weight in weights.items()}
    quotas = {name: int(share) for name, share in exact.items()}
    by_rest = sorted(exact, key=lambda name: quotas[name] - exact[name])
    for name in by_rest[: items - sum(quotas.values())]:
        quotas[name] += 1
    return quotas


class _Stock:
    """Items not yet used: case sets, and single items by domain and task, in random order.

    Within that order those that the learner has seen come last.
    """

    def __init__(self, bank: Bank, chance: Random, seen: frozenset[str]) -> None:
        self.cases: list[Unit] = [
            tuple(bank.item(part.id) for part in case.items) for case in bank.cases.values()
        ]
        chance.shuffle(self.cases)
        self.cases.sort(key=lambda case: len(seen & {item.id for item in case}))
        alone = [item for item in bank.items if item.case is None]
        chance.shuffle(alone)
        self._seen = seen
        self.tasks: dict[str, list[Item]] = {}
        for item in alone:
            self.tasks.setdefault(item.task, []).append(item)
        # Twins in one form would show each other's deciding fact.
        self.twins: dict[str, set[str]] = {}
        for item in bank.items:
            if item.twin is not None:
                self.twins.setdefault(item.id, set()).add(item.twin)
                self.twins.setdefault(item.twin, set()).add(item.id)

    def take_case(self, room: Mapping[str, int]) -> Unit | None:
        """Take the first case set that fits into the room left in each domain."""
        for case in self.cases:
            needed = Counter(item.domain for item in case)
            if all(room.get(domain, 0) >= number for domain, number in needed.items()):
                self.cases.remove(case)
                return case
        return None

    def take(self, draft: _Draft, kind: str | None) -> Item | None:
        """Take an item of the task the draft has least of, unseen, of the approach it lacks."""
        wish = draft.wished_approach()
        found: list[tuple[tuple[int, bool, int], int, Item]] = []
        for task, items in self.tasks.items():
            fitting = [
                item
                for item in (items if draft.room_for(task) else ())
                if kind in (None, item.type) and not draft.holds(self.twins.get(item.id, ()))
            ]
            if fitting:
                best = min(fitting, key=lambda item: (item.id in self._seen, not wish(item)))
                need = (draft.tasks[task], best.id in self._seen, -len(items))
                found.append((need, len(found), best))
        if not found:
            return None
        *_, chosen = min(found)
        self.tasks[chosen.task].remove(chosen)
        return chosen


@dataclass
class _Draft:
    """A form on its way."""

    form: Form
    quotas: dict[str, int]
    units: list[Unit] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    tasks: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    predictive: int = 0

    @property
    def room(self) -> dict[str, int]:
        """Items that each domain still takes; empty when the form is full."""
        return {domain: left for domain, left in self.quotas.items() if left > 0}

    def room_for(self, task: str) -> bool:
        return self.quotas.get(task.rpartition(".")[0], 0) > 0

    def holds(self, names: Collection[str]) -> bool:
        return not self.ids.isdisjoint(names)

    def wished_approach(self) -> Wish:
        share = self.form.predictive_percent
        if share is None:
            return lambda _: True
        predictive = self.predictive < share / 100 * (self.tasks.total() + 1)
        return lambda item: (item.approach == "predictive") == predictive

    def add(self, unit: Unit) -> None:
        self.units.append(unit)
        for item in unit:
            self.ids.add(item.id)
            self.quotas[item.domain] -= 1
            self.tasks[item.task] += 1
            self.types[item.type] += 1
            self.predictive += item.approach == "predictive"


def _add_case(draft: _Draft, stock: _Stock, number: int) -> None:
    case = stock.take_case(draft.room)
    if case is None:
        raise _short(draft, number, "case sets that fit its domains")
    draft.add(case)


def _add_single(draft: _Draft, stock: _Stock, number: int, kind: str | None = None) -> None:
    item = stock.take(draft, kind)
    if item is None:
        where = " and ".join(f"'{name}' ({left} to go)" for name, left in draft.room.items())
        raise _short(draft, number, f"{f'{kind} items' if kind else 'items'} of {where}")
    draft.add((item,))


def _short(draft: _Draft, number: int, what: str) -> FormError:
    return FormError(
        f"The bank has not enough {what} for form {number} of '{draft.form.id}'; "
        "ask for fewer forms or a shorter one."
    )


def _sheet(draft: _Draft, chance: Random, number: int, seed: int) -> Sheet:
    form = draft.form
    for _ in range(_SHUFFLES):
        sections = _sections(draft, chance)
        if longest_run(_key_places(sections))[0] <= LONGEST_RUN:
            break
    else:
        raise FormError(
            f"No order of '{form.id}' keeps the key from standing in one place more than "
            f"{LONGEST_RUN} times in a row; spread the places of the keys in the bank."
        )
    return Sheet(
        outline=form.outline,
        mode="exam",
        sections=tuple(
            Section(tuple(item.id for item in items), section.break_minutes)
            for items, section in zip(sections, form.sections, strict=True)
        ),
        minutes=form.minutes,
        title=form.title,
        form=f"{form.id}-{number + 1}",
        seed=seed,
    )


def _sections(draft: _Draft, chance: Random) -> list[list[Item]]:
    """Deal the units over the sections: case sets first, where there is room for them whole."""
    sizes = [section.items for section in draft.form.sections]
    dealt: list[list[Unit]] = [[] for _ in sizes]
    left = list(sizes)
    units = [*draft.units]
    chance.shuffle(units)
    for unit in sorted(units, key=len, reverse=True):
        fitting = [n for n, free in enumerate(left) if free >= len(unit)]
        if not fitting:
            raise FormError(
                f"A case set of {len(unit)} items fits into no section of '{draft.form.id}'; "
                "make a section longer."
            )
        place = chance.choices(fitting, [left[n] for n in fitting])[0]
        dealt[place].append(unit)
        left[place] -= len(unit)
    for section in dealt:
        chance.shuffle(section)
    return [_flat(section) for section in dealt]


def _flat(units: Sequence[Unit]) -> list[Item]:
    return [item for unit in units for item in unit]


def _key_places(sections: Iterable[Iterable[Item]]) -> list[int]:
    """Places of the key of all items that have one, in the order met."""
    items = (item for section in sections for item in section)
    return [item.keys[0] for item in items if isinstance(item, ChoiceItem) and len(item.keys) == 1]
