"""MoSCoW against a capacity: musts first, and a warning where musts fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tpmlab.amounts import amount, column, one_of
from tpmlab.prioritise.errors import PrioritiseError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CLASSES", "MoscowPlan", "moscow"]

CLASSES = ("must", "should", "could", "wont")
"""The four classes, most needed first; "wont" stands for "won't, this time"."""

_SAFE_MUST_SHARE = 0.6


class MoscowPlan(NamedTuple):
    """What fits a capacity when the musts come first."""

    table: pd.DataFrame
    """The items in the order in which capacity is given out, with a column `fits`."""
    capacity: float
    """Capacity, in the unit of the efforts."""
    shares: dict[str, float]
    """Effort of each class, whether it fits or not, as a fraction of the capacity."""

    @property
    def musts_fit(self) -> bool:
        """Whether all musts fit; if not, the plan has failed before it starts."""
        return bool(self.table.loc[self.table["priority"] == "must", "fits"].all())

    @property
    def musts_safe(self) -> bool:
        """Whether the musts leave room for surprises: at most 60 % of the capacity."""
        return self.shares["must"] <= _SAFE_MUST_SHARE


def moscow(items: pd.DataFrame, capacity: float) -> MoscowPlan:
    """Fill a capacity class by class: musts, then shoulds, then coulds.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item, the most wanted of its class first: `priority` ("must",
        "should", "could" or "wont") and `effort` (0 or more).
    capacity : float
        Effort the team can spend, in the same unit, above 0.

    Returns
    -------
    MoscowPlan
        Which items fit, and the share of capacity that each class asks for. An item too
        big for what is left is passed over, and smaller ones after it may still fit; but
        once a must is passed over, no item of a lower class fits.

    Raises
    ------
    PrioritiseError
        If a column is missing, a class is unknown or a figure is out of range.

    References
    ----------
    .. [1] Agile Business Consortium (2014), "The DSDM Agile Project Framework
       Handbook", chapter 10: musts at most 60 % of the effort, coulds around 20 %.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame(
    ...     {"priority": ["must", "could", "should", "must"], "effort": [8, 3, 5, 6]},
    ...     index=["login", "themes", "export", "audit"])
    >>> plan = moscow(items, capacity=20)
    >>> plan.table["fits"].to_dict()
    {'login': True, 'audit': True, 'export': True, 'themes': False}
    >>> plan.shares["must"], plan.musts_safe
    (0.7, False)
    """
    room = amount(capacity, "capacity", PrioritiseError, above=0)
    effort = column(items, "effort", PrioritiseError, low=0)
    if "priority" not in items.columns:
        raise PrioritiseError(
            "The table has no column 'priority'; add must, should, could or wont."
        )
    ranks = [
        CLASSES.index(one_of(str(value), f"priority of '{name}'", CLASSES, PrioritiseError))
        for name, value in zip(items.index, items["priority"], strict=True)
    ]
    shares = {
        name: float(effort[[rank == place for rank in ranks]].sum()) / room
        for place, name in enumerate(CLASSES)
    }
    order = sorted(range(len(ranks)), key=lambda row: ranks[row])
    fits = _fill([(ranks[row], float(effort[row])) for row in order], room)
    return MoscowPlan(items.iloc[order].assign(fits=fits), room, shares)


def _fill(wanted: list[tuple[int, float]], room: float) -> list[bool]:
    left = room * (1 + 1e-12)  # efforts such as 0.1 add up only within rounding
    must_missing = False
    fits = []
    for rank, effort in wanted:
        fit = effort <= left and rank < CLASSES.index("wont") and not (must_missing and rank > 0)
        must_missing = must_missing or (rank == 0 and not fit)
        left -= effort if fit else 0.0
        fits.append(fit)
    return fits
