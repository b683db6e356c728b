"""Lines of a log become a table; a minute without requests is a minute with none."""

from __future__ import annotations

import pytest

from tpmlab.systems import SystemsError, per_minute, read_log

LOG = """
2027-02-25T19:04:11.250Z shop POST /charges 201 34ms key=inv-812
2027-02-25T19:04:50Z shop POST /charges 503 2ms key=
2027-02-25T19:07:00Z probe GET /health 404 1ms key=
"""


def test_a_log_is_read_with_its_types():
    log = read_log(LOG)
    assert log["status"].tolist() == [201, 503, 404]
    assert log["key"].tolist() == ["inv-812", "", ""]
    assert log["time"].dt.second.tolist() == [11, 50, 0]
    assert read_log("").empty


def test_silence_is_counted():
    minutes = per_minute(read_log(LOG))
    assert minutes["all"].tolist() == [2, 0, 0, 1]
    assert minutes[["2xx", "4xx", "5xx"]].sum().tolist() == [1, 1, 1]


def test_a_line_that_is_no_request_is_named():
    with pytest.raises(SystemsError, match="Line 2 of the log reads 'hello'"):
        read_log("2027-02-25T19:04:50Z shop GET / 200 2ms key=\nhello")
