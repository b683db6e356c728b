"""The cumulative flow diagram: how many items have reached each stage by each day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import amounts
from tpmlab.flow.errors import FlowError
from tpmlab.flow.items import days_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cumulative_flow", "work_in_progress"]


def cumulative_flow(items: pd.DataFrame, stages: Sequence[str], times: ArrayLike) -> pd.DataFrame:
    """Count the items that have entered each stage, at or before each time.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item, one column a stage: when it entered, as dates or days; empty
        if not yet. An item that skipped a stage counts there once it is further on.
    stages : sequence of str
        The columns, first stage to last (which is "done").
    times : array_like
        Shape ``(n_times,)``: days at which to count, rising; from 1970-01-01 if the
        columns hold dates.

    Returns
    -------
    pandas.DataFrame
        Index `day`, one column a stage. The vertical distance of two lines is the work
        between them.

    Raises
    ------
    FlowError
        If a stage is no column of the table.

    References
    ----------
    .. [1] Anderson, D. J. (2010), "Kanban: Successful Evolutionary Change for Your
       Technology Business", Blue Hole Press.
    .. [2] Vacanti, D. S. (2015), "Actionable Agile Metrics for Predictability",
       ActionableAgile Press, on cumulative flow.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"build": [0, 1, 3], "done": [2, 4, None]})
    >>> cumulative_flow(items, ["build", "done"], [0, 2, 4]).to_numpy().tolist()
    [[1, 0], [2, 1], [3, 2]]
    """
    import pandas as pd

    when = amounts(times, "times", FlowError)
    if not stages:
        raise FlowError("stages is empty; name the columns from the first stage to the last.")
    entered = np.column_stack([days_of(items, stage) for stage in stages])
    entered[np.isnan(entered)] = np.inf
    entered = np.minimum.accumulate(entered[:, ::-1], axis=1)[:, ::-1]  # further on means past it
    counts = {
        stage: np.searchsorted(np.sort(entered[:, place]), when, side="right")
        for place, stage in enumerate(stages)
    }
    return pd.DataFrame(counts, index=pd.Index(when, name="day"))


def work_in_progress(cumulative: pd.DataFrame) -> pd.DataFrame:
    """Count the items in each stage: the heights of the diagram's bands.

    Parameters
    ----------
    cumulative : pandas.DataFrame
        From :func:`cumulative_flow`.

    Returns
    -------
    pandas.DataFrame
        Same index; one column for each stage but the last.

    References
    ----------
    .. [1] Vacanti, D. S. (2015), "Actionable Agile Metrics for Predictability",
       ActionableAgile Press, on cumulative flow.

    Examples
    --------
    >>> import pandas as pd
    >>> lines = pd.DataFrame({"build": [1, 2, 3], "done": [0, 1, 2]})
    >>> work_in_progress(lines)["build"].tolist()
    [1, 1, 1]
    """
    stages = list(cumulative.columns)
    return cumulative[stages[:-1]] - cumulative[stages[1:]].to_numpy()
