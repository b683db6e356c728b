"""Rebuild data.csv from an extract of the source named on the card.

Keep a CSV with the columns of data.csv, then
    python datasets/nasa-web-log-minutes/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row a minute."""
    for given in read_csv(source):
        counts = {name: int(value) for name, value in given.items() if name != "minute_edt"}
        yield {"minute_edt": given["minute_edt"], **counts}


if __name__ == "__main__":
    run(rows, __file__)
