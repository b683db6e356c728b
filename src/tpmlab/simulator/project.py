"""What a project is before anything happens: features, people, dates, and the levers on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Self

import numpy as np

from tpmlab.errors import TpmlabError

__all__ = ["Feature", "Levers", "Parameters", "Project", "ProjectError"]


_STATUSES = ("must", "planned", "asked")


class ProjectError(TpmlabError, ValueError):
    """A project or a lever that the simulator can't work with; the text says what to change."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Something a customer would notice.

    Parameters
    ----------
    id : str
        Short name, unique in its project; it keys the feature's random size.
    effort : float
        Best estimate in person-days of building it, before any rework.
    value : float
        What it is worth in kUSD if it ships by the wanted date.
    status : {"must", "planned", "asked"}
        Without a *must* there is no launch; *planned* is in unless left out; *asked*
        is a wish that nobody has promised.
    """

    id: str
    effort: float
    value: float
    status: str = "planned"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Numbers of the model; ``docs/model.md`` gives each with its source and plausible range.

    Shares are fractions, efforts are person-days (pd), money is kUSD.
    """

    focus: float = 0.66  # share of paid time that reaches the project's work
    size_spread: float = 0.20  # log-normal spread of one feature's size
    plan_spread: float = 0.05  # the same, shared by all features: one team, one optimism
    week_spread: float = 0.10  # week-to-week spread of the team's output
    error_share: float = 0.15  # flawed share of new work
    error_spread: float = 0.10  # log-normal spread of that share between futures
    refix_errors: float = 0.6  # flawed share of fixes, against that of new work
    errors_on_errors: float = 3.0  # how much faster flaws come when unseen flaws lie beneath
    late_fix: float = 2.5  # a fix at the end costs (1 + this) times an early one
    chance_finds: float = 0.025  # share of unseen flaws found in a week without looking
    use_finds: float = 0.35  # exponent by which building all of the rest reveals a flaw
    test_yield: float = 1.2  # pd of flaws found per pd of testing where flaws are plenty
    test_half: float = 0.08  # flaw density at which testing finds half as much
    final_test: float = 0.08  # effort of the final test, as a share of the work
    final_finds: float = 0.75  # share of unseen flaws that one full final test finds
    retest: float = 0.5  # pd of testing again per pd of fixing after the final test began
    ready_share: float = 0.01  # known flaws that may remain, as a share of the work
    defect_effort: float = 0.5  # pd of flawed work that makes one visible defect
    communication: float = 0.0006  # share of time lost to coordination, times people squared
    newcomer: float = 0.35  # output of somebody on their first day, against an old hand
    ramp_weeks: float = 8.0  # time constant of learning
    teaching: float = 0.50  # old hands' time per newcomer at first, fading as they learn
    hire_weeks: int = 2  # from asking for people to their first day
    hire_fee: float = 2.0  # kUSD a person
    overtime_share: float = 0.25  # a 50-hour week
    overtime_pay: float = 1.5  # pay of an extra hour against a normal one
    fatigue: float = 0.5  # fatigue gained in a week, times the overtime share
    recovery: float = 0.25  # share of fatigue lost in a week
    fatigue_drag: float = 1.2  # loss of speed and growth of errors, times fatigue squared
    decay: float = 0.03  # value lost per week of launch after the wanted date


@dataclass(frozen=True, slots=True)
class Levers:
    """Where the levers stand; the defaults are the plan as promised.

    Parameters
    ----------
    keep : tuple of str or None
        Features to build; None builds what must ship and what was planned.
    agreed : datetime.date or None
        The date agreed with the sponsor; None is the wanted date.
    extra : int
        People to add.
    ask_week : int
        Week in which they are asked for (0: before the start); they arrive later.
    testing : float
        Share of everybody's time spent looking for flaws while building, 0 to 0.4.
    overtime_weeks : int
        Weeks of overtime, the last ones before the agreed date.
    """

    keep: tuple[str, ...] | None = None
    agreed: date | None = None
    extra: int = 0
    ask_week: int = 0
    testing: float = 0.05
    overtime_weeks: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.testing <= 0.4:
            raise ProjectError(f"testing is {self.testing}: give a share of time from 0 to 0.4.")
        for name in ("extra", "ask_week", "overtime_weeks"):
            if getattr(self, name) < 0:
                raise ProjectError(f"{name} is {getattr(self, name)}: give 0 or more.")


@dataclass(frozen=True)
class Project:
    """A project to pull levers on; build it with :meth:`from_rows`."""

    features: tuple[Feature, ...]
    team: int
    week_cost: float
    start: date
    wanted: date
    budget: float
    parameters: Parameters = field(default=Parameters(), repr=False)

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[tuple[str, float, float] | tuple[str, float, float, str]],
        *,
        team: int,
        week_cost: float,
        start: str,
        wanted: str,
        budget: float,
        parameters: Parameters | None = None,
    ) -> Self:
        """Make a project from one row a feature.

        Parameters
        ----------
        rows : iterable of (id, effort, value) or (id, effort, value, status)
            Person-days of building it, its worth in kUSD, and "must", "planned" (the
            default) or "asked"; see :class:`Feature`.
        team : int
            People from the first day on.
        week_cost : float
            kUSD a person and week.
        start, wanted : str
            First working day and wanted launch date, as ``"2026-03-27"``.
        budget : float
            kUSD.
        parameters : Parameters, optional
            Numbers of the model.

        Raises
        ------
        ProjectError
            If a number is out of range, an id stands twice or a date can't be read.

        Examples
        --------
        >>> project = Project.from_rows([("web", 60, 300), ("mobile", 30, 90)], team=4,
        ...     week_cost=8, start="2026-01-05", wanted="2026-03-27", budget=400)
        >>> project.week_of(project.wanted)
        12.0
        """
        features = tuple(Feature(row[0], float(row[1]), float(row[2]), *row[3:]) for row in rows)
        first, last = (_day(text) for text in (start, wanted))
        project = cls(features, team, week_cost, first, last, budget, parameters or Parameters())
        project._check()
        return project

    def _check(self) -> None:
        names = [feature.id for feature in self.features]
        if not names:
            raise ProjectError("The project has no feature: give a row (id, effort, value).")
        if doubled := {name for name in names if names.count(name) > 1}:
            raise ProjectError(f"The feature '{min(doubled)}' stands twice: give each its own id.")
        for feature in self.features:
            if feature.effort <= 0 or feature.value < 0:
                raise ProjectError(
                    f"The feature '{feature.id}' needs an effort above 0 and a value of 0 or more."
                )
            if feature.status not in _STATUSES:
                raise ProjectError(
                    f"The feature '{feature.id}' is '{feature.status}': use {', '.join(_STATUSES)}."
                )
        if not 1 <= self.team <= 30:
            raise ProjectError(f"team is {self.team}: give 1 to 30 people.")
        for name in ("week_cost", "budget"):
            if getattr(self, name) <= 0:
                raise ProjectError(f"{name} is {getattr(self, name)}: give kUSD above 0.")
        if self.wanted <= self.start:
            raise ProjectError(
                f"wanted is {self.wanted}: give a day after the start, {self.start}."
            )

    def kept(self, levers: Levers) -> tuple[Feature, ...]:
        """Features that the levers build, in the project's order."""
        keep = levers.keep
        if keep is None:
            return tuple(feature for feature in self.features if feature.status != "asked")
        known = [feature.id for feature in self.features]
        if unknown := [name for name in keep if name not in known]:
            raise ProjectError(f"There is no feature '{unknown[0]}': use {', '.join(known)}.")
        for feature in self.features:
            if feature.status == "must" and feature.id not in keep:
                raise ProjectError(f"'{feature.id}' must ship: put it back into 'keep'.")
        if not keep:
            raise ProjectError("'keep' is empty: name at least one feature.")
        return tuple(feature for feature in self.features if feature.id in keep)

    def without(self, *names: str) -> tuple[str, ...]:
        """Ids to keep when these planned features are left out; for ``Levers(keep=…)``."""
        return tuple(feature.id for feature in self.kept(Levers()) if feature.id not in names)

    def agreed(self, levers: Levers) -> date:
        """Date that the levers agree on."""
        return levers.agreed or self.wanted

    def week_of(self, day: date) -> float:
        """Working weeks from the start to the end of a day."""
        return float(np.busday_count(self.start, np.datetime64(day) + 1)) / 5

    def date_of(self, weeks: float) -> date:
        """Working day on which that many working weeks are over."""
        days = max(ceil(weeks * 5 - 1e-9), 1) - 1
        day: date = np.busday_offset(self.start, days, roll="forward").astype(object)
        return day


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ProjectError(
            f"'{text}' is not a date: write year-month-day, as 2026-03-27."
        ) from None
