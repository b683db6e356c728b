"""What an exam outline holds: the strict models behind ``content/exam/outlines/*.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from tpmlab.content import StrictModel
from tpmlab.exam.outlines.eligibility import Education, ExperienceRule
from tpmlab.exam.outlines.renewal import PduRule

__all__ = [
    "Domain",
    "ExamForm",
    "Fee",
    "Moves",
    "Outline",
    "Prerequisites",
    "Reading",
    "Renewal",
    "Task",
]


def _as_text(value: object) -> object:
    """YAML reads ``2026`` as a number and ``2026-06-30`` as a date; both are meant as written."""
    return str(value) if type(value) in (int, date) else value


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
PartId = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=40)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Url = Annotated[str, Field(pattern=r"^https?://\S+$")]
Dated = Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^\d{4}(-\d\d){0,2}$")]
Count = Annotated[int, Field(gt=0)]
Money = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Percent = Annotated[float, Field(gt=0, le=100)]


class Task(StrictModel):
    """One thing the exam asks a candidate to be able to do; the label is ours."""

    id: PartId
    label: Annotated[Text, Field(max_length=60)]


class Domain(StrictModel):
    """A part of the outline. ``weight_percent`` is null where no figure is published."""

    id: PartId
    name: Text
    weight_percent: Percent | None
    tasks: Annotated[list[Task], Field(min_length=1)]


class ExamForm(StrictModel):
    """The sitting: how many items, how long, what passes.

    ``items`` is the most a candidate meets, ``items_min`` the fewest where it varies; null
    means that no figure was found.
    """

    items: Count | None
    items_min: Count | None = None
    items_scored: Count | None
    items_note: Text | None = None
    minutes: Count
    breaks: Text | None
    pass_rule: Text
    pass_short: Annotated[Text, Field(max_length=40)]
    item_types: Annotated[list[Text], Field(min_length=1)]
    item_type_shares: Text

    @model_validator(mode="after")
    def _fewer_than_all(self) -> Self:
        for name, number in (("items_scored", self.items_scored), ("items_min", self.items_min)):
            if number is not None and (self.items is None or number > self.items):
                raise ValueError(f"'{name}' is {number}, more than 'items'; correct one of them")
        return self


class Reading(StrictModel):
    """One page's account of the experience asked for; pages disagree, so there may be several."""

    id: Slug
    says: Text
    months: Annotated[dict[Education, Annotated[int, Field(ge=0)]], Field(min_length=1)]
    window_years: Count | None
    published: Dated | None
    retrieved: date
    sources: Annotated[list[Url], Field(min_length=1)]


class Prerequisites(StrictModel):
    """What a candidate must show before the exam; ``short`` goes into tables."""

    short: Text
    training_hours: Annotated[float, Field(ge=0)]
    training_waiver: Text | None = None
    readings: list[Reading] = Field(default_factory=list)
    notes: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _readings_have_names(self) -> Self:
        _unique((reading.id for reading in self.readings), "reading")
        return self

    def rule(self, reading: Reading) -> ExperienceRule:
        """Turn a reading into what `check_eligibility` counts by."""
        return ExperienceRule(
            reading.id, dict(reading.months), reading.window_years, self.training_hours
        )


class Fee(StrictModel):
    """List prices somebody read on a day: name of the price → amount."""

    amounts: Annotated[dict[Text, Money], Field(min_length=1)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    as_of: Dated
    note: Text | None = None


class _PduNumbers(StrictModel):
    education_min: Money
    each_skill_min: Money
    giving_back_max: Money
    working_max: Money
    retrieved: date
    sources: Annotated[list[Url], Field(min_length=1)]


class Renewal(StrictModel):
    """How the credential is kept; ``cycle_years`` is null for one that doesn't expire."""

    short: Text
    cycle_years: Count | None
    units: Count | None = None
    unit: Text | None = None
    fee: Fee | None = None
    pdu_rule: _PduNumbers | None = None

    @model_validator(mode="after")
    def _rule_is_sound(self) -> Self:
        if (self.units is None) != (self.unit is None):
            raise ValueError("'units' and 'unit' go together; give both or neither")
        self.rule()
        return self

    def rule(self) -> PduRule | None:
        """Give what `renewal_status` counts by; None if not in PDUs."""
        numbers = self.pdu_rule
        if numbers is None:
            return None
        if self.units is None or self.cycle_years is None:
            raise ValueError("'pdu_rule' needs 'units' and 'cycle_years'; add them")
        return PduRule(
            self.units,
            numbers.education_min,
            numbers.each_skill_min,
            numbers.giving_back_max,
            numbers.working_max,
            self.cycle_years,
        )


class _Approach(StrictModel):
    predictive_percent: Percent
    agile_or_hybrid_percent: Percent
    note: Text | None = None

    @model_validator(mode="after")
    def _sums(self) -> Self:
        _hundred([self.predictive_percent, self.agile_or_hybrid_percent], "approaches")
        return self


class Moves(StrictModel):
    """Where tasks of this outline came from: task → tasks of the outline it supersedes."""

    note: Text
    tasks: dict[PartId, list[PartId]]


class _Level(StrictModel):
    level: Literal["high", "medium", "low", "none"]
    reason: Text


class _Confidence(StrictModel):
    identity: _Level
    format: _Level
    weights: _Level
    tasks: _Level
    prerequisites: _Level
    renewal: _Level
    fee: _Level


class Outline(StrictModel):
    """One version of one exam, as public pages describe it on the day of ``retrieved``.

    Dates are those of the first and last sitting; null where they are not known or, for
    ``last_day``, not set. ``unverified`` says what a reader should ask the issuer.
    """

    id: Slug
    short: Annotated[Text, Field(max_length=30)]
    name: Text
    issuer: Text
    version: Text
    for_whom: Text
    supersedes: Slug | None = None
    first_day: date | None
    last_day: date | None
    dates_note: Text | None = None
    retrieved: date
    issuer_url: Url
    sources: Annotated[list[Url], Field(min_length=1)]
    exam: ExamForm
    approach: _Approach | None = None
    languages: list[Text] | None
    prerequisites: Prerequisites
    renewal: Renewal
    fee: Fee | None
    fee_note: Text | None = None
    domains: Annotated[list[Domain], Field(min_length=1)]
    crosscutting: list[Text] = Field(default_factory=list)
    moves: Moves | None = None
    unverified: list[Text]
    confidence: _Confidence

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        _unique((domain.id for domain in self.domains), "domain")
        _unique((task.id for domain in self.domains for task in domain.tasks), "task")
        for domain in self.domains:
            for task in domain.tasks:
                if not task.id.startswith(f"{domain.id}."):
                    raise ValueError(
                        f"the task '{task.id}' stands in the domain '{domain.id}'; "
                        f"write '{domain.id}.' and a number"
                    )
        weights = [domain.weight_percent for domain in self.domains]
        known = [weight for weight in weights if weight is not None]
        if known and len(known) < len(weights):
            raise ValueError("some domains have a weight and some none; give all or null for all")
        if known:
            _hundred(known, "weights of the domains")
        elif not self.unverified:
            raise ValueError("no domain has a weight; say so under 'unverified'")
        return self

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError(f"'last_day' {self.last_day} is before 'first_day'; correct one")
        if self.moves is not None and self.supersedes is None:
            raise ValueError("'moves' needs 'supersedes'; name the outline that tasks came from")
        return self

    @property
    def tasks(self) -> dict[str, Task]:
        """Every task by its id, in file order."""
        return {task.id: task for domain in self.domains for task in domain.tasks}

    def domain_of(self, task_id: str) -> Domain:
        """Domain in which a task stands."""
        return next(d for d in self.domains if any(task.id == task_id for task in d.tasks))

    def state(self, on: date) -> Literal["planned", "current", "retired"]:
        """Whether the exam can be sat on a day; unknown dates count as no limit."""
        if self.first_day is not None and on < self.first_day:
            return "planned"
        return "retired" if self.last_day is not None and on > self.last_day else "current"


def _unique(ids: Iterable[str], what: str) -> None:
    for name, times in Counter(ids).items():
        if times > 1:
            raise ValueError(f"the {what} '{name}' stands {times} times; keep one")


def _hundred(shares: Iterable[float], what: str) -> None:
    total = sum(shares)
    if abs(total - 100) > 1e-9:
        raise ValueError(f"the {what} add up to {total:g}; they should make 100")
