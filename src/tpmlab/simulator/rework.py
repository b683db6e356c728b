"""The rework cycle of one package of work, for many futures at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from tpmlab.simulator.equations import (
    MOST_FLAWED,
    fix_price,
    flawed_share,
    found_by_testing,
)
from tpmlab.simulator.project import Parameters

__all__ = ["HORIZON", "SLICES", "Work", "finish_of"]

HORIZON = 104  # weeks; a future that needs longer counts as never finished
SLICES = 5  # a working day each

Numbers = NDArray[np.float64]


@dataclass(eq=False)
class Work:
    """One package in the rework cycle, in person-days; a number a future.

    Invariant: ``waiting + correct + flawed + known == size``.
    """

    size: Numbers
    waiting: Numbers
    correct: Numbers
    flawed: Numbers  # nobody knows yet
    known: Numbers  # found, to be fixed
    to_test: Numbers  # effort left of the final test
    error_share: Numbers
    parameters: Parameters

    @classmethod
    def fresh(cls, size: Numbers, p: Parameters, error_luck: Numbers | float = 1.0) -> Work:
        """Work that nobody has touched yet."""
        zero = np.zeros_like(size)
        share = p.error_share * error_luck + zero
        final = p.final_test * size
        return cls(size, size.copy(), zero.copy(), zero.copy(), zero.copy(), final, share, p)

    def day(self, effort: Numbers, testing: float, errors: Numbers | float) -> Numbers:
        """Spend a slice of effort; returns what was left over when nothing remained to do.

        Parameters
        ----------
        effort : numpy.ndarray
            Person-days in this slice.
        testing : float
            Share of it that looks for flaws.
        errors : float or numpy.ndarray
            Flawed share against the base share.
        """
        p = self.parameters
        left = effort * (1 - testing)
        price = fix_price(1 - self.waiting / self.size, p.late_fix)
        to_fix = self.known * price
        fixing = np.minimum(to_fix, left) * (self.waiting > 0)  # while building, fixes go first
        new = np.minimum(self.waiting, left - fixing)
        left -= fixing + new
        self.waiting -= new
        passed = None
        if (self.waiting <= 0).any():
            finishing, passed = self._finish(to_fix - fixing, left)
            fixing = fixing + finishing
        fixed = fixing / price
        density = self.flawed / np.maximum(self.size - self.waiting, 1e-9)
        share = flawed_share(self.error_share, errors, density, p.errors_on_errors)
        share = np.minimum(share, MOST_FLAWED)
        flaws = share * (new + p.refix_errors * fixed)
        self.known -= fixed
        self.correct += new + fixed - flaws
        self.flawed += flaws
        self._detect(effort, testing, new, passed)
        return left

    def _finish(self, to_fix: Numbers, left: Numbers) -> tuple[Numbers, Numbers]:
        """Fix and test side by side once all is built; takes its effort out of `left`."""
        again = 1 + self.parameters.retest
        wanted = to_fix * again + self.to_test
        # in proportion to what is waiting: "fixes first" would swing from day to day
        part = np.minimum(1, left / np.maximum(wanted, 1e-12)) * (self.waiting <= 0)
        passed = part * self.to_test
        self.to_test -= passed
        left -= part * wanted
        return part * to_fix, passed

    def _detect(
        self, effort: Numbers, testing: float, new: Numbers, passed: Numbers | None
    ) -> None:
        """Move flaws from unseen to known: by chance, by testing, by the final test."""
        p = self.parameters
        exponent = (p.use_finds / self.size) * new
        exponent += p.chance_finds / SLICES * (effort > 0)
        if passed is not None and p.final_test:
            exponent = exponent - log(1 - p.final_finds) * passed / (p.final_test * self.size)
        found = self.flawed * -np.expm1(-exponent)
        density = self.flawed / np.maximum(self.size - self.waiting, 1e-9)
        found += found_by_testing(testing, effort, density, p.test_yield, p.test_half)
        found = np.minimum(found, self.flawed)
        self.flawed -= found
        self.known += found

    def ready(self) -> NDArray[np.bool_]:
        """Built, tested, and no more known flaws than may remain."""
        tiny = 1e-9 * self.size
        built = (self.waiting <= tiny) & (self.to_test <= tiny)
        return built & (self.known <= self.parameters.ready_share * self.size)


def finish_of(work: Work, daily: Numbers, errors: Numbers, testing: float) -> Numbers:
    """Spend week after week until every future is ready.

    Parameters
    ----------
    work : Work
        Its numbers change; any shape.
    daily : numpy.ndarray
        Effort of a working day, person-days; a row a week, each of the work's shape.
    errors : numpy.ndarray
        Flawed share against the base share; a number a week, or a row that fits the work.
    testing : float
        Share of the effort that looks for flaws.

    Returns
    -------
    numpy.ndarray
        Weeks until ready; inf where the rows don't suffice.
    """
    finish = np.full(work.size.shape, np.inf)
    open_ = np.ones(work.size.shape, dtype=bool)
    for week, (output, flaws) in enumerate(zip(daily, errors, strict=True)):
        for day in range(SLICES):
            effort = output * open_
            left = work.day(effort, testing, flaws)
            if not (left > 1e-9).any():  # whoever is ready has time left over
                continue
            ready = work.ready() & open_
            if ready.any():
                used = 1 - left[ready] / np.maximum(effort[ready] * (1 - testing), 1e-12)
                finish[ready] = week + (day + used) / SLICES
                open_ &= ~ready
        if not open_.any():
            break
    return finish
