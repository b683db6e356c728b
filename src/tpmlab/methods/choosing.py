"""A way of working for a project, from its facts: two questions, reasons, and no score.

The frame: is there anything that has to be promised far ahead, or can't be taken back? Then
dates and gates stand outside. The inside: can the next piece of work be known before
somebody has tried the last one? If it can, plan it; if it can't and answers come quickly,
work in sprints; if the work calls instead of being called, let it flow.

The factors lean on those of Boehm and Turner. The limits are judgements of this course,
not measurements; :mod:`tpmlab.methods.doubts` shows what hangs on them.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from tpmlab.amounts import amount
from tpmlab.methods.errors import MethodError

__all__ = ["FACTORS", "Advice", "Facts", "Limits", "Reason", "advise"]

# factor -> what it measures, lowest and highest value, whole numbers only
FACTORS: dict[str, tuple[str, float, float, bool]] = {
    "change": ("% of requirements that change in a month", 0, 100, False),
    "feedback": ("working days until a user has tried a piece", 0, 250, False),
    "undo": ("working days to take a step back once it is live", 0, 250, False),
    "harm": ("if it fails: 1 annoyance, 2 money, 3 licence or pay, 4 lives", 1, 4, True),
    "outside": ("dates that somebody outside has set", 0, 50, True),
    "unplanned": ("% of work not known a week ahead", 0, 100, False),
    "people": ("people in the team", 1, 2000, True),
    "overlap": ("working hours that all of them share", 0, 24, False),
}


@dataclass(frozen=True)
class Facts:
    """What is known of a project, each in a unit that somebody can check.

    Parameters
    ----------
    change : float
        Per cent of the requirements expected to change in a month.
    feedback : float
        Working days from a finished piece to the answer of somebody who tried it.
    undo : float
        Working days to take a step back once it is live.
    harm : int
        If it fails: 1 annoyance, 2 money, 3 a licence or many people's pay, 4 lives.
    outside : int
        Dates set by people who don't report to the project.
    unplanned : float
        Per cent of the work that isn't known a week ahead.
    people : int
        People in the team.
    overlap : float
        Working hours a day that all of them share.

    Raises
    ------
    MethodError
        If a figure is out of range.
    """

    change: float
    feedback: float
    undo: float
    harm: int
    outside: int
    unplanned: float = 10
    people: int = 8
    overlap: float = 8

    def __post_init__(self) -> None:
        for name, (_, low, high, whole) in FACTORS.items():
            amount(getattr(self, name), name, MethodError, low=low, high=high, whole=whole)


@dataclass(frozen=True)
class Limits:
    """Where a fact begins to count; judgements, one for each factor, in its unit.

    `feedback` and `overlap` count the other way round: answers up to `feedback` days are
    quick, and fewer than `overlap` hours are few.

    Parameters
    ----------
    change, feedback, undo, harm, outside, unplanned, people, overlap : float
        The limit of the fact of the same name, see :class:`Facts`; 0 or more.

    Raises
    ------
    MethodError
        If a limit is no number, or below 0.
    """

    change: float = 10
    feedback: float = 15
    undo: float = 5
    harm: float = 3
    outside: float = 1
    unplanned: float = 40
    people: float = 10
    overlap: float = 2

    def __post_init__(self) -> None:
        for name in FACTORS:
            amount(getattr(self, name), f"the limit of {name}", MethodError, low=0)


@dataclass(frozen=True)
class Reason:
    """One fact held against its limit; `speaks_for` is empty where it decides nothing."""

    factor: str
    value: float
    limit: float
    speaks_for: str
    says: str


@dataclass(frozen=True)
class Advice:
    """A recommendation with everything that led to it.

    Parameters
    ----------
    method : str
        ``"plan-driven"``, ``"Scrum"``, ``"Kanban"`` or ``"hybrid"``.
    frame : bool
        Whether fixed dates and gates stand outside.
    inside : str
        How the work inside is done: ``"plan"``, ``"sprints"`` or ``"flow"``.
    reasons : tuple of Reason
        One a factor that was asked.
    cautions : tuple of str
        What the recommendation doesn't solve.
    """

    method: str
    frame: bool
    inside: str
    reasons: tuple[Reason, ...]
    cautions: tuple[str, ...]

    def table(self) -> pd.DataFrame:
        """Give the reasons as a table, one row a factor."""
        rows = [(r.factor, r.value, r.limit, r.speaks_for or "-", r.says) for r in self.reasons]
        columns = ["factor", "value", "limit", "speaks for", "because"]
        return pd.DataFrame(rows, columns=columns).set_index("factor")


def advise(facts: Facts, limits: Limits | None = None) -> Advice:
    """Recommend a way of working, with reasons and with what it leaves unsolved.

    Parameters
    ----------
    facts : Facts
        What is known of the project.
    limits : Limits, optional
        Where a fact begins to count.

    Returns
    -------
    Advice
        ``"hybrid"`` if gates stand outside and sprints or flow run inside; without gates
        ``"Scrum"`` for sprints and ``"Kanban"`` for flow; ``"plan-driven"`` if the inside can
        be planned, or if much changes and nobody answers in time.

    References
    ----------
    .. [1] Boehm, B. and Turner, R. (2003), "Using risk to balance agile and plan-driven
       methods", Computer 36(6), pp. 57-66.

    Examples
    --------
    >>> move = Facts(change=3, feedback=20, undo=10, harm=3, outside=2)
    >>> advise(move).method
    'plan-driven'
    >>> shop = Facts(change=25, feedback=5, undo=1, harm=2, outside=0)
    >>> advise(shop).method, advise(Facts(25, 5, undo=8, harm=2, outside=1)).method
    ('Scrum', 'hybrid')
    """
    limits = limits or Limits()
    gates = {name: bool(getattr(facts, name) >= getattr(limits, name)) for name in _GATES}
    frame = any(gates.values())
    restless = bool(facts.change >= limits.change)
    quick = bool(facts.feedback <= limits.feedback)
    calls = bool(facts.unplanned >= limits.unplanned)
    inside = "flow" if calls else "sprints" if restless and quick else "plan"
    method = {"flow": "Kanban", "sprints": "Scrum", "plan": "plan-driven"}[inside]
    if frame and inside != "plan":
        method = "hybrid"
    said = [(name, "gates" if on else "", _GATES[name][on]) for name, on in gates.items()]
    said += [
        ("change", "sprints" if restless else "a plan", _INSIDE["change"][restless]),
        ("feedback", "sprints" if quick else "", _INSIDE["feedback"][quick]),
        ("unplanned", "flow" if calls else "", _INSIDE["unplanned"][calls]),
    ]
    reasons = tuple(
        Reason(name, getattr(facts, name), getattr(limits, name), speaks, words)
        for name, speaks, words in said
    )
    return Advice(method, frame, inside, reasons, tuple(_cautions(facts, limits, inside)))


# what a factor says below its limit, and from the limit on
_GATES = {
    "outside": ("nobody outside has set a date", "others plan on a date they have set"),
    "undo": ("a step can be taken back soon", "a step can't soon be taken back: rehearse, decide"),
    "harm": ("a failure is unpleasant and no more", "a failure hurts people or breaks the law"),
}
_INSIDE = {
    "change": ("most will stay as it is", "what is planned far ahead will be wrong"),
    "feedback": ("a sprint ends before anybody answers", "an answer comes while it is still cheap"),
    "unplanned": ("the next week is known", "the work calls; nobody can commit to a fortnight"),
}


def _cautions(facts: Facts, limits: Limits, inside: str) -> list[str]:
    """Say what no method solves here."""
    said = []
    if inside == "plan" and facts.change >= limits.change:
        said.append(
            f"{facts.change:g}% change a month and answers after {facts.feedback:g} days: a plan "
            "will be wrong and sprints won't tell. Find somebody who tries things sooner."
        )
    if inside == "sprints" and facts.harm >= limits.harm:
        said.append("A failure hurts: no sprint ends at the users without a gate before it.")
    if facts.people >= limits.people:
        said.append(f"{facts.people} people are more than one team: see to what they wait for.")
    if facts.overlap < limits.overlap:
        said.append(
            f"{facts.overlap:g} shared hours a day: a daily meeting of all won't work; write."
        )
    return said
