"""The equations that every model of a project here shares, from one package to a network.

Each works on plain numbers and on whole arrays of futures. ``docs/model.md`` gives their
sources; the numbers come from :class:`~tpmlab.simulator.project.Parameters` (one package,
many futures) or :class:`~tpmlab.simulator.dynamics.Dynamics` (a scenario, week by week).
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

from tpmlab.amounts import FloatArray

__all__ = [
    "MOST_FLAWED",
    "coordination_loss",
    "drag",
    "fix_price",
    "flawed_share",
    "found_by_testing",
    "newcomer_output",
    "next_fatigue",
    "unlearned",
    "week_pay",
]

MOST_FLAWED = 0.9  # not even the worst week spoils more of what it makes

Numbers = TypeVar("Numbers", float, FloatArray)


def unlearned(weeks: Any, ramp_weeks: float) -> FloatArray:
    """Share of the project that somebody has still to learn after that many weeks on it.

    Examples
    --------
    >>> unlearned(np.array([0, 6]), ramp_weeks=6).round(2)
    array([1.  , 0.37])
    """
    left: FloatArray = np.exp(-weeks / ramp_weeks)
    return left


def newcomer_output(unlearned: Numbers, newcomer: float) -> Numbers:
    """Output against an old hand's, `newcomer` on the first day and 1 in the end.

    Examples
    --------
    >>> newcomer_output(1.0, newcomer=0.35)
    0.35
    """
    return 1 - (1 - newcomer) * unlearned


def coordination_loss(people: Any, communication: float) -> Any:
    """Share of everybody's time that talking costs: it grows with the square of the team.

    Examples
    --------
    >>> float(coordination_loss(20, communication=0.0006))
    0.24
    """
    return np.minimum(communication * people**2, 0.6)


def next_fatigue(fatigue: Numbers, overtime: Numbers, gain: float, recovery: float) -> Numbers:
    """Fatigue a week later: a part fades, overtime adds to it.

    Examples
    --------
    >>> next_fatigue(0.5, 0.25, gain=0.5, recovery=0.25)
    0.5
    """
    return (1 - recovery) * fatigue + gain * overtime


def drag(fatigue: Numbers, size: float) -> Numbers:
    """Factor by which fatigue slows people down and by which it multiplies their errors.

    Examples
    --------
    >>> drag(0.5, size=1.2)
    1.3
    """
    return 1 + size * fatigue**2


def week_pay(cost: float, overtime: Numbers, overtime_pay: float) -> Numbers:
    """Pay of a week, its overtime at `overtime_pay` times the normal hour.

    Examples
    --------
    >>> week_pay(8.0, 0.25, overtime_pay=1.5)
    11.0
    """
    return cost * (1 + overtime_pay * overtime)


def fix_price(built_on_top: Numbers, late_fix: float) -> Numbers:
    """Person-days to mend one person-day of flawed work, by how much was built on top.

    Examples
    --------
    >>> fix_price(0.5, late_fix=2.5)
    2.25
    """
    return 1 + late_fix * built_on_top


def flawed_share(
    base: Numbers, errors: Numbers | float, density: Numbers, errors_on_errors: float
) -> Numbers:
    """Share of work that comes out flawed; callers cap it at :data:`MOST_FLAWED`.

    Parameters
    ----------
    base : float or numpy.ndarray
        Flawed share of a rested old hand on sound inputs.
    errors : float
        How many times that, for who works and how.
    density : float or numpy.ndarray
        Unseen flaws in what this work is built on, as a share of it.
    errors_on_errors : float
        How much faster flaws come on flawed inputs.

    Examples
    --------
    >>> flawed_share(0.2, 1.0, 0.1, errors_on_errors=2.5)
    0.25
    """
    return base * errors * (1 + errors_on_errors * density)


def found_by_testing(
    share: float, effort: Numbers, density: Numbers, test_yield: float, half: float
) -> Numbers:
    """Flawed work that testing finds, in person-days: less where flaws are rare.

    Parameters
    ----------
    share : float
        Share of the effort that looks for flaws.
    effort : float or numpy.ndarray
        Person-days of all work.
    density : float or numpy.ndarray
        Unseen flaws as a share of the work done.
    test_yield, half : float
        What a person-day of testing finds where flaws are plenty, and the density at
        which it finds half as much.

    Examples
    --------
    >>> found_by_testing(0.1, 40.0, 0.08, test_yield=1.2, half=0.08)
    2.4
    """
    return test_yield * share * effort * density / (density + half)
