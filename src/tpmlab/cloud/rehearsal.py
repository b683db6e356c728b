"""What a few rehearsals say about the real night."""

from __future__ import annotations

from numpy.typing import ArrayLike

from tpmlab.amounts import amount, amounts
from tpmlab.cloud.errors import CloudError

__all__ = ["chance_to_fit"]


def chance_to_fit(durations: ArrayLike, window: float) -> float:
    """Chance that the next run fits a window, from the rehearsals so far.

    The next duration is taken to be drawn like those of the rehearsals, from a normal
    distribution whose mean and spread they only hint at. With few of them the answer is
    careful; whatever the rehearsals left out (real load, a tired team) is not in it.

    Parameters
    ----------
    durations : array_like
        How long each rehearsal took, above 0; two or more, not all equal.
    window : float
        What the next run may take, in the same unit, above 0.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    CloudError
        If there are fewer than two rehearsals, all took the same time, or a figure is out
        of range.

    References
    ----------
    .. [1] Hahn, G. J. (1970), "Additional Factors for Calculating Prediction Intervals for
       Samples from a Normal Distribution", Journal of the American Statistical Association
       65(332), 1668.

    Examples
    --------
    >>> round(chance_to_fit([352, 331, 318], window=360), 2)
    0.84
    """
    from scipy.stats import t

    taken = amounts(durations, "durations", CloudError, above=0)
    limit = amount(window, "window", CloudError, above=0)
    if taken.size < 2:
        raise CloudError("One rehearsal says nothing about the spread; give at least two.")
    spread = float(taken.std(ddof=1))
    if spread == 0:
        raise CloudError("All rehearsals took the same time; give the times as they were measured.")
    n = taken.size
    return float(t.cdf((limit - taken.mean()) / (spread * (1 + 1 / n) ** 0.5), n - 1))
