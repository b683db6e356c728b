"""Reading a service's access log: lines of text to a table, and requests a minute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tpmlab.systems.errors import SystemsError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["per_minute", "read_log"]

_LINE = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?)Z (?P<client>\S+) (?P<method>[A-Z]+) "
    r"(?P<path>\S+) (?P<status>\d{3}) (?P<ms>\d+)ms key=(?P<key>\S*)"
)


def read_log(text: str) -> pd.DataFrame:
    """Read an access log into a table, one row a line, empty lines left out.

    Parameters
    ----------
    text : str
        Lines such as ``2027-02-25T19:04:11Z shop POST /charges 201 34ms key=inv-812``.

    Returns
    -------
    pandas.DataFrame
        ``time`` (UTC), ``client``, ``method``, ``path``, ``status``, ``ms``, ``key``.

    Raises
    ------
    SystemsError
        For the first line that reads otherwise; it is named.

    Examples
    --------
    >>> read_log("2027-02-25T19:04:11Z shop POST /charges 201 34ms key=inv-812")["status"][0]
    np.int64(201)
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise SystemsError(f"Line {number} of the log reads '{line[:60]}': no request in it.")
        rows.append(match.groupdict())
    columns = ["time", "client", "method", "path", "status", "ms", "key"]
    table = pd.DataFrame(rows, columns=columns)
    table["time"] = pd.to_datetime(table["time"], format="ISO8601")
    return table.astype({"status": "int64", "ms": "int64"})


def per_minute(log: pd.DataFrame) -> pd.DataFrame:
    r"""Count requests a minute by class of status; minutes without any are there, as zeros.

    Parameters
    ----------
    log : pandas.DataFrame
        As :func:`read_log` gives it.

    Returns
    -------
    pandas.DataFrame
        Minutes in the index; columns ``2xx``, ``4xx``, ``5xx`` and ``all``.

    Examples
    --------
    >>> log = read_log("2027-02-25T19:04:11Z shop GET / 200 3ms key=\n"
    ...                "2027-02-25T19:06:02Z shop GET / 503 1ms key=")
    >>> per_minute(log)[["5xx", "all"]].to_numpy().tolist()
    [[0, 1], [0, 0], [1, 1]]
    """
    import pandas as pd

    minute = log["time"].dt.floor("min")
    kind = (log["status"] // 100).astype(str) + "xx"
    counts = pd.crosstab(minute, kind).reindex(columns=["2xx", "4xx", "5xx"], fill_value=0)
    counts["all"] = minute.value_counts()
    every = pd.date_range(minute.min(), minute.max(), freq="min", name="time")
    counts.columns.name = None
    return counts.reindex(every, fill_value=0).astype(int)
