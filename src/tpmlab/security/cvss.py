"""The CVSS v3.1 base score of a vulnerability, from its vector.

CVSS is owned by FIRST, who publish the formula and its weights. A base score describes the
flaw alone: not who runs the software, nor whether anybody exploits it.
"""

from __future__ import annotations

from tpmlab.amounts import amount
from tpmlab.security.errors import SecurityError

__all__ = ["base_score", "read_vector", "severity"]

# Weights of the specification's section 7.4; those of PR depend on the scope.
_WEIGHTS = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "PR": {"N": 0.85, "L": 0.62, "H": 0.27},
    "UI": {"N": 0.85, "R": 0.62},
    "S": {"U": 1.0, "C": 1.08},
    "C": {"H": 0.56, "L": 0.22, "N": 0.0},
    "I": {"H": 0.56, "L": 0.22, "N": 0.0},
    "A": {"H": 0.56, "L": 0.22, "N": 0.0},
}
_PRIVILEGES_WHEN_SCOPE_CHANGES = {"N": 0.85, "L": 0.68, "H": 0.5}
_BANDS = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low"))
_VERSIONS = ("CVSS:3.1", "CVSS:3.0")


def read_vector(vector: str) -> dict[str, str]:
    """Split a CVSS v3 vector into its eight base metrics.

    Parameters
    ----------
    vector : str
        Such as ``"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"``, in any order. Metrics
        that are no base metrics are left out.

    Returns
    -------
    dict of str by str
        Value by metric, in the specification's order: AV, AC, PR, UI, S, C, I, A.

    Raises
    ------
    SecurityError
        If it is no vector of version 3, or a base metric is missing, doubled or unknown.

    References
    ----------
    .. [1] FIRST (2019), "Common Vulnerability Scoring System v3.1: Specification Document",
       https://www.first.org/cvss/v3-1/specification-document

    Examples
    --------
    >>> read_vector("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:N")["UI"]
    'R'
    """
    version, *parts = str(vector).strip().split("/")
    if version not in _VERSIONS:
        raise SecurityError(
            f"'{vector}' is no vector of CVSS 3; it should begin with 'CVSS:3.1/AV:'."
        )
    found: dict[str, str] = {}
    for part in parts:
        metric, _, value = part.partition(":")
        if metric in found:
            raise SecurityError(f"'{vector}' gives {metric} twice; leave one of them out.")
        if metric in _WEIGHTS:
            if value not in _WEIGHTS[metric]:
                known = ", ".join(_WEIGHTS[metric])
                raise SecurityError(f"'{part}' is unknown to CVSS 3; {metric} is one of {known}.")
            found[metric] = value
    missing = [metric for metric in _WEIGHTS if metric not in found]
    if missing:
        raise SecurityError(f"'{vector}' lacks {', '.join(missing)}; a base score needs all eight.")
    return {metric: found[metric] for metric in _WEIGHTS}


def base_score(vector: str) -> float:
    """Work out the base score of a CVSS v3.1 vector.

    Parameters
    ----------
    vector : str
        As in :func:`read_vector`.

    Returns
    -------
    float
        0.0 to 10.0, with one decimal.

    Raises
    ------
    SecurityError
        If the vector can't be read.

    References
    ----------
    .. [1] FIRST (2019), "Common Vulnerability Scoring System v3.1: Specification Document",
       section 7.1, https://www.first.org/cvss/v3-1/specification-document

    Examples
    --------
    >>> base_score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
    9.8
    >>> base_score("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H")  # only from a local account
    7.8
    """
    metrics = read_vector(vector)
    weight = {metric: _WEIGHTS[metric][value] for metric, value in metrics.items()}
    changed = metrics["S"] == "C"
    if changed:
        weight["PR"] = _PRIVILEGES_WHEN_SCOPE_CHANGES[metrics["PR"]]
    lost = 1 - (1 - weight["C"]) * (1 - weight["I"]) * (1 - weight["A"])
    impact = 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02) ** 15 if changed else 6.42 * lost
    if impact <= 0:
        return 0.0
    exploitability = 8.22 * weight["AV"] * weight["AC"] * weight["PR"] * weight["UI"]
    return _round_up(min(weight["S"] * (impact + exploitability), 10.0))


def severity(score: float) -> str:
    """Name the band of a CVSS v3 score.

    Parameters
    ----------
    score : float
        0 to 10.

    Returns
    -------
    str
        ``"none"``, ``"low"`` from 0.1, ``"medium"`` from 4, ``"high"`` from 7 or
        ``"critical"`` from 9.

    Raises
    ------
    SecurityError
        If the score lies outside 0 to 10.

    References
    ----------
    .. [1] FIRST (2019), "Common Vulnerability Scoring System v3.1: Specification Document",
       section 5, https://www.first.org/cvss/v3-1/specification-document

    Examples
    --------
    >>> severity(8.9), severity(9.0)
    ('high', 'critical')
    """
    value = amount(score, "score", SecurityError, low=0, high=10)
    return next((name for least, name in _BANDS if value >= least), "none")


def _round_up(value: float) -> float:
    """Round up to one decimal on whole numbers, as the specification's appendix A asks."""
    units = round(value * 100_000)
    return units / 100_000 if units % 10_000 == 0 else (units // 10_000 + 1) / 10
