"""Seeds of like difficulty, so that two learners with different luck can be compared."""

from __future__ import annotations

from collections.abc import Iterable

from tpmlab.simulator.decisions import SimulatorError
from tpmlab.simulator.many import par
from tpmlab.simulator.scenario import Scenario

__all__ = ["even_seeds"]


def even_seeds(
    scenario: Scenario, candidates: Iterable[int], tolerance: float = 0.05
) -> tuple[int, ...]:
    """Keep the seeds that are neither lucky nor unlucky.

    A seed's difficulty is its par: the mean finish and the mean score of the policies that
    don't look at the project. A seed is even when both lie near the median of all candidates.

    Parameters
    ----------
    scenario : Scenario
        What is to be played.
    candidates : iterable of int
        Seeds to choose from; about four in ten are kept.
    tolerance : float
        Largest distance from the medians, as a share of each.

    Returns
    -------
    tuple of int
        In the order given.

    Raises
    ------
    SimulatorError
        If there is no candidate, or the tolerance is not above 0.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> tutorial = load("tutorial")
    >>> set(even_seeds(tutorial, range(12))) < set(range(12))
    True
    """
    wanted = list(candidates)
    if not wanted:
        raise SimulatorError("There is no seed to choose from: give at least one candidate.")
    if not tolerance > 0:
        raise SimulatorError(f"tolerance is {tolerance}: give a share above 0, such as 0.05.")
    table = par(scenario, wanted)
    middle = table.median()
    near = ((table - middle).abs() <= tolerance * middle).all(axis=1)
    return tuple(table.index[near].tolist())
