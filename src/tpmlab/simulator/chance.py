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
from scipy.special import betaincinv, ndtri

from tpmlab.simulator.draws import keyed_uniforms
from tpmlab.simulator.structure import Structure

if TYPE_CHECKING:
    from tpmlab.simulator.scenario import ChangeRequest
    from tpmlab.simulator.state import State

__all__ = ["Chance", "branch_chance", "draw_chance"]

_PACKAGE = ("size", "errors")
_RISK = ("fire", "impact")
_REQUEST = ("arrive", "effort", "accept", "worth", "value")


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
    scenario, rules = structure.scenario, structure.rules
    once = _drawn_once(structure, seed, branch)
    packages, risks = list(structure.package), list(structure.risk)
    asked = {name: [once[f"request:{c}", name] for c in structure.request] for name in _REQUEST}
    requests = scenario.requests
    errors = ndtri([once[f"package:{name}", "errors"] for name in packages])
    return Chance(
        size=_sizes(
            [package.size for package in scenario.packages],
            [once[f"package:{name}", "size"] for name in packages],
        ),
        errors=tuple((rules.error_share * np.exp(rules.error_spread * errors)).tolist()),
        output=_outputs(structure, seed, branch),
        quits=tuple(-log(1 - once[f"person:{name}", "quit"]) for name in structure.person),
        fires=tuple(-log(1 - once[f"risk:{name}", "fire"]) for name in risks),
        impact=tuple(0.5 + once[f"risk:{name}", "impact"] for name in risks),
        arrives=tuple(
            _within(*request.window, u)
            for request, u in zip(requests, asked["arrive"], strict=True)
        ),
        effort=_sizes([request.effort for request in requests], asked["effort"]),
        accepts=tuple(asked["accept"]),
        worth=_around(requests, asked["worth"], 0.25),
        value=_around(requests, asked["value"], 0.10),
    )


def _drawn_once(structure: Structure, seed: int, branch: int) -> dict[tuple[str, str], float]:
    """One uniform number for each thing and purpose."""
    streams = [(f"package:{name}", purpose) for name in structure.package for purpose in _PACKAGE]
    streams += [(f"risk:{name}", purpose) for name in structure.risk for purpose in _RISK]
    streams += [(f"request:{name}", purpose) for name in structure.request for purpose in _REQUEST]
    streams += [(f"person:{name}", "quit") for name in structure.person]
    numbers = keyed_uniforms(seed, streams, 1, branch)[:, 0]
    return dict(zip(streams, numbers.tolist(), strict=True))


def _outputs(structure: Structure, seed: int, branch: int) -> tuple[tuple[float, ...], ...]:
    """Each person's good and bad weeks, around 1."""
    spread, weeks = structure.rules.output_spread, structure.scenario.last_week
    streams = [(f"person:{name}", "output") for name in structure.person]
    weekly = ndtri(keyed_uniforms(seed, streams, weeks, branch))
    return tuple(map(tuple, np.exp(spread * weekly - spread**2 / 2).tolist()))


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
    streams = [(f"request:{name}", "arrive") for name in structure.request]
    shares = keyed_uniforms(seed, streams, 1, branch)[:, 0].tolist() if streams else []
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


def _sizes(ranges: list[tuple[float, float, float]], shares: list[float]) -> tuple[float, ...]:
    """Quantiles of PERT's beta distribution over optimistic, likely and pessimistic effort."""
    if not ranges:
        return ()
    low, likely, high = np.array(ranges).T
    width = np.maximum(high - low, 1e-12)
    alpha = 1 + 4 * (likely - low) / width
    drawn = low + (high - low) * betaincinv(alpha, 6 - alpha, np.array(shares))
    return tuple(drawn.tolist())
