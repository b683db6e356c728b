"""Money over time: a worked case, and the ways in which NPV, IRR and BCR must agree."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.prioritise import PrioritiseError
from tpmlab.prioritise.money import (
    benefit_cost_ratio,
    irr,
    npv,
    payback,
    return_on_investment,
)

CASH = [-100_000, 40_000, 45_000, 50_000]  # own numbers; 10 % a year


def test_a_worked_case():
    assert npv(0.10, CASH) == pytest.approx(40_000 / 1.1 + 45_000 / 1.21 + 50_000 / 1.331 - 100_000)
    assert round(npv(0.10, CASH)) == 11_119
    assert irr(CASH) == pytest.approx(0.160, abs=5e-4)
    assert payback(CASH) == pytest.approx(2.3)
    assert payback(CASH, rate=0.10) == pytest.approx(2.70, abs=0.005)
    assert benefit_cost_ratio(0.10, [0, *CASH[1:]], [100_000, 0, 0, 0]) == pytest.approx(
        1.11119, abs=1e-5
    )
    assert return_on_investment(135_000, 100_000) == pytest.approx(0.35)


investments = st.tuples(
    st.floats(1, 1e6), st.lists(st.floats(0.01, 1e6), min_size=1, max_size=15)
).map(lambda parts: [-parts[0], *parts[1]])


@settings(deadline=None)
@given(investments)
def test_at_the_internal_rate_the_investment_is_worth_nothing(cash):
    rate = irr(cash)
    assert rate > -1
    scale = sum(abs(c) / (1 + rate) ** t for t, c in enumerate(cash))
    assert npv(rate, cash) == pytest.approx(0, abs=1e-7 * scale)


@settings(deadline=None)
@given(investments, st.floats(0, 0.5))
def test_the_measures_accept_the_same_investments(cash, rate):
    worth = npv(rate, cash)
    if abs(worth) < 1e-6 * abs(cash[0]):
        return
    paid = [-cash[0]] + [0.0] * (len(cash) - 1)
    assert (worth > 0) == (irr(cash) > rate)
    assert (worth > 0) == (benefit_cost_ratio(rate, [0, *cash[1:]], paid) > 1)
    assert (worth > 0) == (payback(cash, rate) < math.inf)


@settings(deadline=None)
@given(investments, st.floats(0, 0.3), st.floats(0.01, 0.3))
def test_a_dearer_future_is_worth_less(cash, rate, more):
    assert npv(rate + more, cash) <= npv(rate, cash)
    assert payback(cash, rate + more) >= payback(cash, rate)


def test_money_that_never_comes_back():
    assert payback([-100, 20, 30]) == math.inf
    assert payback([0, 10]) == 0
    assert irr([-100, 20, 30]) == pytest.approx(-0.3432, abs=1e-4)


def test_rates_far_from_the_usual_are_found():
    assert irr([-1, 1000]) == pytest.approx(999)
    assert irr([-1000] + [0] * 39 + [1e-6]) == pytest.approx(1e-9 ** (1 / 40) - 1)
    assert irr([-100, 0, 0, 100]) == pytest.approx(0, abs=1e-12)


def test_several_rates_or_none_are_refused():
    with pytest.raises(PrioritiseError, match=r"2 rates of return \(10.0 %, 20.0 %\)"):
        irr([-100, 230, -132])
    with pytest.raises(PrioritiseError, match="no rate of return"):
        irr([100, 20])
    with pytest.raises(PrioritiseError, match="no rate of return"):
        irr([-100, 150, -100])


def test_a_late_repair_bill_still_leaves_one_rate_that_is_not_negative():
    """The other rate is -94.7 %; no one discounts the future at that."""
    cash = [-100, 80, 90, -5]
    assert irr(cash) == pytest.approx(0.412, abs=5e-4)
    assert npv(irr(cash), cash) == pytest.approx(0, abs=1e-6)


def test_figures_out_of_range_are_named():
    with pytest.raises(PrioritiseError, match="rate is -1; give a number above -1"):
        npv(-1, CASH)
    with pytest.raises(PrioritiseError, match="costs is 0 throughout"):
        benefit_cost_ratio(0.1, [1, 2], [0, 0])
    with pytest.raises(PrioritiseError, match="cost is 0"):
        return_on_investment(10, 0)
