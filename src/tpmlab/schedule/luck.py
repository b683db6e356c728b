"""Luck: uniform numbers that belong to a task's name, kept while its estimate changes.

Every row of numbers is a function of (seed, name), so adding a task, dropping one or
changing an estimate leaves all other rows as they were (common random numbers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from tpmlab.amounts import FloatArray, amount, one_of
from tpmlab.schedule.distributions import Distribution
from tpmlab.schedule.network import PlanError
from tpmlab.schedule.normal import chances, quantiles

__all__ = ["Correlation", "Luck"]

Correlation = float | Mapping[tuple[str, str], float]
"""One number for every pair of tasks, or a number for each pair named."""

_TINY = 2.0**-53  # keeps 0 and 1 out, whose inverse normals are infinite


@dataclass(frozen=True, eq=False)
class Luck:
    """Uniform numbers by name: one row a task, one column a trial.

    Parameters
    ----------
    n_trials : int
        Length of each row; even for antithetic sampling.
    seed : int
        0 or more.
    sampling : {'random', 'latin', 'antithetic'}
        ``latin`` puts one number into each of n equal slices of (0, 1), so that every
        task's spread is met evenly; ``antithetic`` pairs each trial with its mirror image,
        good luck for bad.
    correlation : float or mapping from (task, task) to float
        Of the normal numbers behind the uniform ones (Gaussian copula). A pair's rank
        correlation is ``6 / pi * asin(correlation / 2)``, a little less. One number is for
        all pairs, 0 to 1; in a mapping, from -1 to 1, pairs not named are independent.

    Raises
    ------
    PlanError
        If a number is out of range, or the correlations contradict one another.

    Notes
    -----
    Correlated numbers pass through the tables of :mod:`tpmlab.schedule.normal`, which shift
    each by less than 0.00001: a hundredth of the sampling error of a million trials.

    References
    ----------
    .. [1] McKay, M. D., Beckman, R. J. and Conover, W. J. (1979), "A comparison of three
       methods for selecting values of input variables", Technometrics 21(2), pp. 239-245.
    .. [2] Hammersley, J. M. and Morton, K. W. (1956), "A new Monte Carlo technique:
       antithetic variates", Proc. Cambridge Philosophical Society 52(3), pp. 449-475.
    .. [3] Nelsen, R. B. (2006), An Introduction to Copulas, 2nd ed., Springer.

    Examples
    --------
    >>> alone, crowd = Luck(4, seed=7), Luck(4, seed=7)
    >>> _ = crowd.task("docs")
    >>> bool((alone.task("build") == crowd.task("build")).all())
    True
    """

    n_trials: int
    seed: int = 1
    sampling: str = "random"
    correlation: Correlation = 0.0
    _rows: dict[str, FloatArray] = field(default_factory=dict, init=False, repr=False)
    _days: dict[str, tuple[Distribution, FloatArray]] = field(
        default_factory=dict, init=False, repr=False
    )

    def __post_init__(self) -> None:
        amount(self.n_trials, "n_trials", PlanError, low=2, whole=True)
        amount(self.seed, "seed", PlanError, low=0, whole=True)
        one_of(self.sampling, "sampling", ("random", "latin", "antithetic"), PlanError)
        if self.sampling == "antithetic" and self.n_trials % 2:
            raise PlanError(f"n_trials is {self.n_trials}; antithetic trials come in pairs.")
        if isinstance(self.correlation, Mapping):
            for pair, value in self.correlation.items():
                amount(value, f"correlation of {pair}", PlanError, low=-1, high=1)
        else:
            amount(self.correlation, "correlation", PlanError, low=0, high=1)

    def task(self, task_id: str) -> FloatArray:
        """Give the uniform numbers behind a task's duration, correlated as asked.

        Parameters
        ----------
        task_id : str
            Any name.

        Returns
        -------
        numpy.ndarray
            Shape ``(n_trials,)``, in (0, 1).
        """
        key = f"task:{task_id}"
        if not isinstance(self.correlation, Mapping):
            return self._with_all(key, float(self.correlation))
        if not any(task_id in pair for pair in self.correlation):
            return self._alone(key)
        if key not in self._rows:
            self._draw_pairs(self.correlation)
        return self._rows[key]

    def days(self, spreads: Mapping[str, Distribution]) -> dict[str, FloatArray]:
        """Give tasks' durations in every trial; the last answer for each task is kept.

        Parameters
        ----------
        spreads : mapping from str to Distribution
            How long each task may take.

        Returns
        -------
        dict from str to numpy.ndarray
            Working days; shape ``(n_trials,)`` each.
        """
        fresh = [
            name
            for name, spread in spreads.items()
            if name not in self._days or self._days[name][0] != spread
        ]
        # one piece of memory: asking for a piece a task takes longer than the arithmetic
        for name, row in zip(fresh, np.empty((len(fresh), self.n_trials)), strict=True):
            row[:] = spreads[name].draw(self.task(name))
            self._days[name] = (spreads[name], row)
        return {name: self._days[name][1] for name in spreads}

    def event(self, name: str) -> FloatArray:
        """Give uniform numbers for an event; independent of all other rows.

        Parameters
        ----------
        name : str
            Any name.

        Returns
        -------
        numpy.ndarray
            Shape ``(n_trials,)``, in (0, 1).
        """
        return self._alone(f"event:{name}")

    def _generator(self, key: str) -> np.random.Generator:
        word = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
        return np.random.Generator(np.random.SFC64([int(self.seed), word]))

    def _draw(self, key: str) -> FloatArray:
        generator = self._generator(key)
        mirrored = self.sampling == "antithetic"
        numbers = generator.random(self.n_trials // 2 if mirrored else self.n_trials)
        np.maximum(numbers, _TINY, out=numbers)
        return np.concatenate((numbers, 1 - numbers)) if mirrored else numbers

    def _alone(self, key: str) -> FloatArray:
        numbers = self._draw(key)
        return self._one_a_slice(numbers, key) if self.sampling == "latin" else numbers

    def _with_all(self, key: str, rho: float) -> FloatArray:
        """One number for all pairs: a factor that every task shares."""
        if not rho:
            return self._alone(key)
        if "shared" not in self._rows:
            self._rows["shared"] = quantiles(self._draw("shared"))
        mixed = quantiles(self._draw(key))
        mixed *= np.sqrt(1 - rho)
        mixed += np.sqrt(rho) * self._rows["shared"]
        return self._uniform(mixed, key)

    def _draw_pairs(self, pairs: Mapping[tuple[str, str], float]) -> None:
        names = sorted({name for pair in pairs for name in pair})
        place = {name: n for n, name in enumerate(names)}
        matrix = np.eye(len(names))
        for (one, other), value in pairs.items():
            matrix[place[one], place[other]] = matrix[place[other], place[one]] = value
        sizes, vectors = np.linalg.eigh(matrix)
        if sizes[0] < -1e-9:
            raise PlanError(
                f"The correlations among {', '.join(names)} can't hold together: if a goes with "
                "b and b with c, a can't go against c; make them weaker."
            )
        root = (vectors * np.sqrt(np.maximum(sizes, 0))) @ vectors.T
        mixed = root @ np.stack([quantiles(self._draw(f"task:{name}")) for name in names])
        for name, row in zip(names, mixed, strict=True):
            self._rows[f"task:{name}"] = self._uniform(row, f"task:{name}")

    def _uniform(self, normals: FloatArray, key: str) -> FloatArray:
        numbers = np.clip(chances(normals), _TINY, 1 - _TINY)
        return self._one_a_slice(numbers, key) if self.sampling == "latin" else numbers

    def _one_a_slice(self, numbers: FloatArray, key: str) -> FloatArray:
        """Move each number into the slice of its rank: the order of the trials stays."""
        within = self._generator(f"{key}:slice").random(self.n_trials)
        within += np.arange(self.n_trials)
        within /= self.n_trials
        even = np.empty(self.n_trials)
        even[_order(numbers)] = np.clip(within, _TINY, 1 - _TINY, out=within)
        return even


def _order(uniforms: FloatArray) -> NDArray[np.int64]:
    """Places of the numbers from the least to the greatest, as ``numpy.argsort`` has them.

    Several times faster: each place is written into the last digits of its number, then the
    numbers are sorted. Only numbers alike in all other digits may change places.
    """
    digits = (1 << (uniforms.size - 1).bit_length()) - 1
    # numbers of one sign stand in the same order as their bits read as an integer
    tagged = uniforms.view(np.int64) & ~digits | np.arange(uniforms.size)
    tagged.sort()
    return tagged & digits
