"""Dates and floats against examples whose answers are published or were derived twice."""

from pathlib import Path

import pytest
import yaml

from tpmlab.schedule import Plan, critical_path

CASES = yaml.safe_load(Path(__file__).with_name("known_answers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_date_and_float(case):
    rows = [(name, days, [tuple(link) for link in links]) for name, days, links in case["tasks"]]
    schedule = critical_path(Plan.from_rows(rows))
    assert schedule.finish == pytest.approx(case["finish"])
    assert sorted(schedule.critical) == sorted(case["critical"])
    for name, dates in case["dates"].items():
        assert tuple(schedule[name]) == pytest.approx(tuple(dates)), name


@pytest.mark.parametrize(("days", "finish"), [(4, 16), (6, 14), (10, 10)])
def test_lengthening_a_critical_task_may_shorten_the_project(days, finish):
    """Entered by FF and left by SS: Wiest (1981), J. of Operations Management 1(3), 121-130."""
    rows = [("A", 10, []), ("B", days, [("A", "FF", 0)]), ("C", 10, [("B", "SS", 0)])]
    assert critical_path(Plan.from_rows(rows)).finish == finish
