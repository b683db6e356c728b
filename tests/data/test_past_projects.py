"""Reference classes: the filters are honest, counted, and lead to forecasts."""

from __future__ import annotations

import numpy as np
import pytest

import tpmlab as tpm
from tpmlab.data import DataError

NAMES = list(tpm.data.reference_classes().index)


def test_the_list_says_what_each_class_is():
    listed = tpm.data.reference_classes()
    assert (listed["n"] >= 12).all()
    assert set(listed["measure"]) == {"ratio", "slip"}
    assert (listed["unit"] != "").tolist() == (listed["measure"] == "slip").tolist()
    assert set(listed["dataset"]) <= set(tpm.data.names())


@pytest.mark.parametrize("name", NAMES)
def test_each_filter_is_counted_and_the_values_are_what_it_left(name):
    chosen = tpm.data.reference_class(name)
    left = [step.left for step in chosen.steps]
    assert left[0] == len(tpm.data.load(chosen.dataset))
    assert left == sorted(left, reverse=True)
    assert left[-1] == chosen.n
    assert np.isfinite(chosen.values).all()
    assert chosen.measure == "slip" or (chosen.values > 0).all()
    for step in chosen.steps:
        assert step.rule in str(chosen)
    assert chosen.source in str(chosen)


def test_federal_it_costs_need_a_floor():
    """Without it one project planned at a few thousand dollars is 338 times over."""
    chosen = tpm.data.reference_class("us-it-cost")
    assert [step.left for step in chosen.steps] == [2468, 2451, 1867, 1853]
    assert (chosen.values > 1).mean() == pytest.approx(0.198, abs=0.0005)
    assert np.median(chosen.values) == 1


def test_federal_it_slips_keep_the_published_counts():
    late = tpm.data.slips("us-it-slip")
    assert (len(late), (late > 0).sum(), (late == 0).sum()) == (1783, 538, 1106)


def test_a_replaced_plan_is_no_late_delivery():
    """Python 3.9 was planned anew when the yearly cadence came: 119 days that nobody was late."""
    finals = tpm.data.slips("python-final-slip")
    assert len(finals) == 12
    assert finals.max() == 71
    assert 119 not in tpm.data.slips("python-feature-slip")


def test_eighteen_months_are_not_a_year():
    chosen = tpm.data.reference_class("uk-major-cost-in-a-year")
    pairs = tpm.data.load("uk-major-projects-year-on-year")
    gap = (pairs["snapshot_to"] - pairs["snapshot_from"]).dt.days
    assert set(gap) == {365, 366, 548, 547} & set(gap)
    there = pairs["still_in_portfolio"]
    assert chosen.steps[1].left - chosen.steps[2].left == (there & (gap > 366)).sum() > 0


def test_a_lesson_forecasts_with_it():
    outside = tpm.estimate.reference_class(
        tpm.data.ratios("us-it-duration"), estimate=200, confidence=0.9
    )
    assert outside.n == 1699
    assert 1.3 * 200 < outside.value < 1.4 * 200
    promise = tpm.estimate.reference_class_slip(tpm.data.slips("python-final-slip"), planned=300)
    assert promise.value == 300 + sorted(tpm.data.slips("python-final-slip"))[9]


def test_values_can_not_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        tpm.data.ratios("us-it-cost")[0] = 1


def test_the_wrong_measure_and_an_unknown_class_say_what_to_do():
    with pytest.raises(DataError, match=r"holds slips; use tpm\.data\.slips\('us-it-slip'\)"):
        tpm.data.ratios("us-it-slip")
    with pytest.raises(DataError, match=r"holds ratios; use tpm\.data\.ratios\('us-it-cost'\)"):
        tpm.data.slips("us-it-cost")
    with pytest.raises(
        DataError, match="no reference class 'us-cost'; the closest is 'us-it-cost'"
    ):
        tpm.data.reference_class("us-cost")
    with pytest.raises(DataError, match=r"see tpm\.data\.reference_classes"):
        tpm.data.ratios("xyzzy")
