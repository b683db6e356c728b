"""Everything that luck decides in a run, drawn once: each number keyed by what it is about.

A risk fires, and a person leaves, when an accumulated hazard passes a threshold drawn here
(one draw an entity, not a coin a week): a decision can move or prevent an event, and never
reshuffles another one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from tpmlab.simulator.draws import Places, keyed_uniforms, places
from tpmlab.simulator.structure import Structure

if TYPE_CHECKING:
    from tpmlab.simulator.scenario import ChangeRequest
    from tpmlab.simulator.state import State

__all__ = ["Chance", "branch_chance", "draw_chance"]


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """The luck of one seed, in the scenario's order; nothing here is public.

    Parameters
    ----------
    size : tuple of float
        True effort of each package at the start, person-days.
    errors : tuple of float
        Flawed share of each package's new work, for a rested old hand.
    output : tuple of tuple of float
        [person][week], around 1.
    quits, fires : tuple of float
        Accumulated hazard at which a person leaves, a risk fires.
    impact : tuple of float
        A risk's impact against its mean, 0.5 to 1.5.
    arrives : tuple of int
        Week in which a request arrives.
    effort : tuple of float
        True person-days of a request.
    accepts : tuple of float
        Uniform; a trade succeeds if it lies under the chance of acceptance.
    worth, value : tuple of float
        The product owner's estimate of a request's value, and the true one.
    """

    size: tuple[float, ...]
    errors: tuple[float, ...]
    output: tuple[tuple[float, ...], ...]
    quits: tuple[float, ...]
    fires: tuple[float, ...]
    impact: tuple[float, ...]
    arrives: tuple[int, ...]
    effort: tuple[float, ...]
    accepts: tuple[float, ...]
    worth: tuple[float, ...]
    value: tuple[float, ...]


@lru_cache(maxsize=512)
def draw_chance(structure: Structure, seed: int, branch: int = 0) -> Chance:
    """Draw the luck of a seed, or of one of its other futures.

    Parameters
    ----------
    structure : Structure
        The scenario worked out.
    seed : int
        From 0.
    branch : int
        0 is the seed's own future.

    Returns
    -------
    Chance
        A function of the names in the scenario, the seed and the branch alone.
    """
    draws, rules, requests = _draws(structure), structure.rules, structure.scenario.requests
    numbers = keyed_uniforms(seed, draws.where, branch)
    sizes, efforts, errors, outputs, *others = draws.columns.values()
    shares = numbers[sizes.start : efforts.stop]
    size = (draws.low + draws.width * betaincinv(draws.alpha, 6 - draws.alpha, shares)).tolist()
    normal = ndtri(numbers[errors.start : outputs.stop])
    packages, spread = len(structure.package), rules.output_spread
    output = np.exp(spread * normal[packages:] - spread**2 / 2)
    quits, fires, impacts, arrives, accepts, worth, value = (
        numbers[column].tolist() for column in others
    )
    return Chance(
        size=tuple(size[:packages]),
        errors=tuple((rules.error_share * np.exp(rules.error_spread * normal[:packages])).tolist()),
        output=tuple(map(tuple, output.reshape(len(quits), -1).tolist())),
        quits=tuple([-log(1 - u) for u in quits]),
        fires=tuple([-log(1 - u) for u in fires]),
        impact=tuple([0.5 + u for u in impacts]),
        arrives=tuple(
            [_within(*request.window, u) for request, u in zip(requests, arrives, strict=True)]
        ),
        effort=tuple(size[packages:]),
        accepts=tuple(accepts),
        worth=_around(requests, worth, 0.25),
        value=_around(requests, value, 0.10),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Draws:
    """Which numbers a scenario needs of the generator, and PERT's beta distributions of sizes."""

    where: Places
    columns: dict[str, slice]
    low: NDArray[np.float64]
    width: NDArray[np.float64]
    alpha: NDArray[np.float64]


@lru_cache(maxsize=64)
def _draws(structure: Structure) -> _Draws:
    scenario, weeks = structure.scenario, structure.scenario.last_week
    packages, people, risks, requests = (
        [f"{kind}:{name}" for name in names]
        for kind, names in (
            ("package", structure.package),
            ("person", structure.person),
            ("risk", structure.risk),
            ("request", structure.request),
        )
    )
    wanted = (
        (packages, "size", 1),
        (requests, "effort", 1),  # beside the sizes: they are drawn alike
        (packages, "errors", 1),
        (people, "output", weeks),
        (people, "quit", 1),
        (risks, "fire", 1),
        (risks, "impact", 1),
        *((requests, purpose, 1) for purpose in ("arrive", "accept", "worth", "value")),
    )
    columns, end = {}, 0
    for names, purpose, steps in wanted:
        columns[purpose] = slice(end, end := end + len(names) * steps)
    ranges = [each.size for each in scenario.packages] + [each.effort for each in scenario.requests]
    low, likely, high = np.array(ranges).T
    return _Draws(
        places([(name, purpose, steps) for names, purpose, steps in wanted for name in names]),
        columns,
        low,
        high - low,
        1 + 4 * (likely - low) / np.maximum(high - low, 1e-12),
    )


def _within(first: int, last: int, u: float) -> int:
    return first + int(u * (last - first + 1))


def _around(
    requests: tuple[ChangeRequest, ...], shares: list[float], spread: float
) -> tuple[float, ...]:
    return tuple(
        request.value * (1 - spread + 2 * spread * u)
        for request, u in zip(requests, shares, strict=True)
    )


def branch_chance(structure: Structure, state: State, seed: int, branch: int) -> Chance:
    """Draw another future from a state onwards, given all that has come true in it.

    Packages that have started keep their size; a threshold not yet reached lies above the
    hazard gathered so far; a request that has not come arrives from now on.

    Parameters
    ----------
    structure : Structure
        The scenario worked out.
    state : State
        Where the futures part.
    seed, branch : int
        Which future.

    Returns
    -------
    Chance
        Old facts and new luck.
    """
    old, new, week = state.chance, draw_chance(structure, seed, branch), state.week
    work, requests = state.work, state.requests
    begun = [s or bool(gone) for s, gone in zip(work.started, work.gone, strict=True)]
    seen = [status != "future" for status in requests.status]
    draws = _draws(structure)
    again = draws.where[:, draws.columns["arrive"]]
    shares = keyed_uniforms(seed, again, branch).tolist()
    came = tuple(
        old.arrives[c]
        if seen[c]
        else _within(max(request.window[0], week), max(request.window[1], week), shares[c])
        for c, request in enumerate(structure.scenario.requests)
    )
    output = zip(old.output, new.output, strict=True)
    return replace(
        new,
        size=_merged(old.size, new.size, begun),
        errors=_merged(old.errors, new.errors, begun),
        output=tuple(before[:week] + after[week:] for before, after in output),
        quits=tuple(h + n for h, n in zip(state.team.strain, new.quits, strict=True)),
        fires=tuple(h + n for h, n in zip(state.risks.strain, new.fires, strict=True)),
        arrives=came,
        worth=_merged(old.worth, new.worth, seen),
        accepts=_merged(old.accepts, new.accepts, requests.trade_refused),
    )


def _merged(old: tuple[float, ...], new: tuple[float, ...], keep: list[bool]) -> tuple[float, ...]:
    return tuple(o if k else n for o, n, k in zip(old, new, keep, strict=True))
