"""Numbers of the weekly model: one name, one default and one allowed range each.

``docs/model.md`` gives every number with its source. Names shared with
:class:`tpmlab.simulator.Parameters` mean the same thing in both models.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "Amount",
    "Dynamics",
    "Neutral",
    "ScoreWeights",
    "Share",
    "StrictModel",
    "ValueForm",
]

Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0, le=1e6)]


class StrictModel(BaseModel):
    """A model that refuses unknown keys and never guesses a type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Dynamics(StrictModel):
    """What a scenario may change about the model; the defaults are those of ``docs/model.md``.

    Shares are fractions, efforts are person-days (pd), money is in thousands.

    Examples
    --------
    >>> Dynamics(late_fix=0.0).late_fix
    0.0
    """

    # flaws and how they are found
    error_share: Share = 0.17
    error_spread: Share = 0.25
    refix_errors: Share = 0.6
    errors_on_errors: Annotated[float, Field(ge=0, le=10)] = 2.5
    late_fix: Annotated[float, Field(ge=0, le=20)] = 2.5
    chance_finds: Share = 0.025
    use_finds: Annotated[float, Field(ge=0, le=5)] = 0.35
    test_yield: Annotated[float, Field(ge=0, le=5)] = 1.2
    test_half: Annotated[float, Field(gt=0, le=1)] = 0.08
    final_finds: Annotated[float, Field(ge=0, le=0.99)] = 0.75
    cut_over_finds: Share = 0.6
    retest: Annotated[float, Field(ge=0, le=2)] = 0.5
    ready_share: Share = 0.01
    defect_effort: Annotated[float, Field(gt=0, le=10)] = 0.5
    fast_track_errors: Annotated[float, Field(ge=1, le=5)] = 1.5
    # people
    communication: Annotated[float, Field(ge=0, le=0.01)] = 0.0006
    newcomer: Share = 0.35
    newcomer_errors: Annotated[float, Field(ge=0, le=5)] = 1.0
    ramp_weeks: Annotated[float, Field(gt=0, le=52)] = 6.0
    teaching: Share = 0.40
    hire_weeks: Annotated[int, Field(ge=0, le=26)] = 2
    hire_fee: Amount = 2.0
    notice_weeks: Annotated[float, Field(ge=0, le=13)] = 2.0
    overtime_pay: Annotated[float, Field(ge=1, le=3)] = 1.5
    fatigue: Annotated[float, Field(ge=0, le=5)] = 0.5
    recovery: Share = 0.25
    fatigue_drag: Annotated[float, Field(ge=0, le=10)] = 1.2
    switching: Share = 0.05
    output_spread: Share = 0.12
    morale: Share = 0.75
    quits: Share = 0.0015
    sour_quits: Share = 0.05
    # pressure from a near date
    pressure_errors: Annotated[float, Field(ge=0, le=3)] = 0.5
    pressure_speed: Share = 0.08
    # requests and trust
    late_request: Annotated[float, Field(ge=0, le=5)] = 0.8
    request_spoils: Share = 0.05
    slip_cost: Share = 0.15
    surprise: Annotated[float, Field(ge=1, le=5)] = 3.0
    distrust_work: Share = 0.12


class ValueForm(StrictModel):
    """How value falls when launch is later than the deadline.

    ``exponential``: by `rate` a week. ``step``: at once by `step`, then by `rate` a week.
    ``window``: by the share ``late / (late + half_life)``.
    """

    shape: Literal["exponential", "step", "window"] = "exponential"
    rate: Share = 0.03
    step: Share = 0.5
    half_life: Annotated[float, Field(gt=0, le=200)] = 20.0


class ScoreWeights(StrictModel):
    """What counts how much in the score; they are scaled to add up to 1."""

    value: Share = 0.30
    date: Share = 0.20
    cost: Share = 0.20
    quality: Share = 0.12
    people: Share = 0.08
    trust: Share = 0.10


class Neutral(StrictModel):
    """What "having done nothing special" means here; the debrief compares with it."""

    test: Annotated[float, Field(ge=0, le=0.4)] = 0.02
    answer: Literal["yes", "no"] = "yes"
