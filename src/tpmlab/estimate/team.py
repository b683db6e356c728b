"""What talking costs a team: channels between people, and hours left for work."""

from __future__ import annotations

from tpmlab.amounts import amount
from tpmlab.estimate.errors import EstimateError

__all__ = ["best_team_sizes", "channels", "productive_hours"]


def channels(people: int) -> int:
    """Count the pairs in a team, n(n - 1) / 2.

    Parameters
    ----------
    people : int
        Everyone who talks with everyone, the project manager included; 0 or more.

    Returns
    -------
    int
        Communication channels.

    Raises
    ------
    EstimateError
        If the number is negative or not whole.

    References
    ----------
    .. [1] Brooks, F. P. (1975), "The Mythical Man-Month", Addison-Wesley, the chapter of
       the same name.

    Examples
    --------
    >>> channels(6), channels(10)
    (15, 45)
    """
    n = int(amount(people, "people", EstimateError, low=0, whole=True))
    return n * (n - 1) // 2


def productive_hours(people: int, week: float = 40.0, hours_per_pair: float = 1.0) -> float:
    """Hours a week a team has left for work after each pair has talked.

    Parameters
    ----------
    people : int
        Team size, 0 or more.
    week : float
        Working hours of each person a week, above 0.
    hours_per_pair : float
        Hours a week that each pair talks; both of them spend these. 0 or more.

    Returns
    -------
    float
        Person-hours a week, n (week - (n - 1) hours_per_pair); below 0 if the talking
        doesn't fit into the week.

    Raises
    ------
    EstimateError
        If a figure is out of range.

    References
    ----------
    .. [1] Brooks, F. P. (1975), "The Mythical Man-Month", Addison-Wesley, the chapter of
       the same name.

    Examples
    --------
    >>> productive_hours(6), productive_hours(8), productive_hours(41)
    (210.0, 264.0, 0.0)
    """
    n = int(amount(people, "people", EstimateError, low=0, whole=True))
    hours = amount(week, "week", EstimateError, above=0)
    talk = amount(hours_per_pair, "hours_per_pair", EstimateError, low=0)
    return n * (hours - max(n - 1, 0) * talk)


def best_team_sizes(week: float = 40.0, hours_per_pair: float = 1.0) -> list[int]:
    """Find the team sizes with the most productive hours.

    Parameters
    ----------
    week : float
        Working hours of each person a week, above 0.
    hours_per_pair : float
        Hours a week that each pair talks, above 0: without talk there is no best size.

    Returns
    -------
    list of int
        One size, or two that tie.

    Raises
    ------
    EstimateError
        If a figure is out of range.

    References
    ----------
    .. [1] Brooks, F. P. (1975), "The Mythical Man-Month", Addison-Wesley, the chapter of
       the same name.

    Examples
    --------
    >>> best_team_sizes()
    [20, 21]
    """
    hours = amount(week, "week", EstimateError, above=0)
    talk = amount(hours_per_pair, "hours_per_pair", EstimateError, above=0)
    middle = (hours + talk) / (2 * talk)  # top of the parabola n (week + talk - n talk)
    near = range(max(int(middle) - 1, 1), int(middle) + 3)
    output = {n: productive_hours(n, hours, talk) for n in near}
    best = max(output.values())
    return [n for n, value in output.items() if abs(value - best) <= 1e-9 * hours]
