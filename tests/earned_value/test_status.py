"""Earned value on one day: published figures, then identities that hold for any status."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.earned_value import EarnedValueError, Status

COURSE = "Construction methods course, sample problems on project control (beta.arizval.app)"
BOARD = "Civil engineering board review, project control (ceboardexamgenerator.com)"
PROJECT_FG = "Exercise, project FG after three months of six (tutorsglobe.com)"
GOLD_CARD = "Defense Acquisition University, EVM Gold Card; numbers our own"

# source, (PV, EV, AC, BAC), answers; derived twice: exact fractions, separate formulas
CASES = {
    "month-six": (
        COURSE,  # the source rounds CPI to 0.94 first and so prints EAC 1,063,829.79
        (500_000, 450_000, 480_000, 1_000_000),
        {
            "cv": -30_000, "sv": -50_000, "cpi": 0.9375, "spi": 0.9, "cv_pct": -1 / 15,
            "sv_pct": -0.1, "percent_complete": 0.45, "percent_spent": 0.48,
            "eac_cpi": 1_066_666.6666666667, "eac_budget": 1_030_000,
            "eac_cpi_spi": 1_131_851.851851852, "tcpi_bac": 1.0576923076923077,
            "etc_cpi": 586_666.6666666666, "vac_cpi": -66_666.66666666667, "tcpi_eac": 0.9375,
        },
    ),
    "atypical-overrun": (
        COURSE,  # PV is not given there; EV is used, so that SPI = 1
        (1_000_000, 1_000_000, 1_100_000, 2_000_000),
        {
            "cv": -100_000, "sv": 0, "cpi": 10 / 11, "spi": 1, "cv_pct": -0.1, "sv_pct": 0,
            "percent_complete": 0.5, "percent_spent": 0.55, "eac_cpi": 2_200_000,
            "eac_budget": 2_100_000, "eac_cpi_spi": 2_200_000, "tcpi_bac": 10 / 9,
            "etc_cpi": 1_100_000, "vac_cpi": -200_000, "tcpi_eac": 10 / 11,
        },
    ),
    "tcpi": (
        COURSE,  # PV set to EV
        (2_000_000, 2_000_000, 2_500_000, 5_000_000),
        {
            "cv": -500_000, "sv": 0, "cpi": 0.8, "spi": 1, "cv_pct": -0.25, "sv_pct": 0,
            "percent_complete": 0.4, "percent_spent": 0.5, "eac_cpi": 6_250_000,
            "eac_budget": 5_500_000, "eac_cpi_spi": 6_250_000, "tcpi_bac": 1.2,
            "etc_cpi": 3_750_000, "vac_cpi": -1_250_000, "tcpi_eac": 0.8,
        },
    ),
    "building-eac": (
        BOARD,  # PV set to EV
        (1_500_000, 1_500_000, 1_800_000, 5_000_000),
        {
            "cv": -300_000, "sv": 0, "cpi": 5 / 6, "spi": 1, "cv_pct": -0.2, "sv_pct": 0,
            "percent_complete": 0.3, "percent_spent": 0.36, "eac_cpi": 6_000_000,
            "eac_budget": 5_300_000, "eac_cpi_spi": 6_000_000, "tcpi_bac": 1.09375,
            "etc_cpi": 4_200_000, "vac_cpi": -1_000_000, "tcpi_eac": 5 / 6,
        },
    ),
    "behind-and-over": (
        PROJECT_FG,
        (120_000, 60_000, 90_000, 200_000),
        {
            "cv": -30_000, "sv": -60_000, "cpi": 2 / 3, "spi": 0.5, "cv_pct": -0.5,
            "sv_pct": -0.5, "percent_complete": 0.3, "percent_spent": 0.45, "eac_cpi": 300_000,
            "eac_budget": 230_000, "eac_cpi_spi": 510_000, "tcpi_bac": 14 / 11,
            "etc_cpi": 210_000, "vac_cpi": -100_000, "tcpi_eac": 2 / 3,
        },
    ),
    "gold-card": (
        GOLD_CARD,
        (1_250_000, 1_100_000, 1_320_000, 4_000_000),
        {
            "cv": -220_000, "sv": -150_000, "cpi": 5 / 6, "spi": 0.88, "cv_pct": -0.2,
            "sv_pct": -0.12, "percent_complete": 0.275, "percent_spent": 0.33,
            "eac_cpi": 4_800_000, "eac_budget": 4_220_000, "eac_cpi_spi": 5_274_545.454545454,
            "tcpi_bac": 1.0820895522388059, "etc_cpi": 3_480_000, "vac_cpi": -800_000,
            "tcpi_eac": 5 / 6,
        },
    ),
}  # fmt: skip
RELATIVE = 1e-9


@pytest.mark.parametrize("name", CASES)
def test_published_figures(name):
    _, figures, expected = CASES[name]
    status = Status(*figures)
    typical = status.forecast("cpi")
    answers = {
        "eac_cpi": typical.eac,
        "etc_cpi": typical.etc,
        "vac_cpi": typical.vac,
        "tcpi_eac": typical.tcpi,
        "tcpi_bac": status.tcpi(),
        "eac_budget": status.forecast("budget").eac,
        "eac_cpi_spi": status.forecast("cpi_spi").eac,
    }
    for field, value in expected.items():
        answer = answers[field] if field in answers else getattr(status, field)
        assert answer == pytest.approx(value, rel=RELATIVE), field


def test_five_forecasts_of_one_project():
    """Own numbers: BAC 500, PV 240, EV 200, AC 250 (thousands)."""
    status = Status(pv=240_000, ev=200_000, ac=250_000, bac=500_000)
    table = status.forecasts(etc=330_000)
    assert table["eac"].round().to_dict() == {
        "cpi": 625_000, "budget": 550_000, "cpi_spi": 700_000, "weighted": 621_901,
        "bottom_up": 580_000,
    }  # fmt: skip
    assert table.loc["bottom_up", "vac"] == -80_000
    assert status.tcpi(560_000) == pytest.approx(30 / 31)
    assert status.percent_planned == 0.48


def statuses() -> st.SearchStrategy[Status]:
    share = st.floats(0.01, 1.0)
    return st.builds(
        lambda bac, planned, earned, spent: Status(planned * bac, earned * bac, spent * bac, bac),
        st.floats(1.0, 1e9), share, share, st.floats(0.01, 5.0),
    )  # fmt: skip


@settings(deadline=None)
@given(statuses())
def test_identities_hold_for_any_status(status):
    near = 1e-6 * status.bac
    assert status.cv == pytest.approx(status.ev - status.ac)
    assert status.sv == pytest.approx(status.ev - status.pv)
    assert status.cv == pytest.approx(status.ac * (status.cpi - 1), abs=near)
    assert status.sv == pytest.approx(status.pv * (status.spi - 1), abs=near)
    for method in ("cpi", "budget", "cpi_spi", "weighted"):
        forecast = status.forecast(method)
        assert forecast.eac == pytest.approx(status.ac + forecast.etc)
        assert forecast.vac == pytest.approx(status.bac - forecast.eac, abs=near)
        assert forecast.eac >= status.ac
    assert status.forecast("cpi").eac == pytest.approx(status.bac / status.cpi)
    all_cpi = status.forecast("weighted", cpi_weight=1)
    assert all_cpi.eac == pytest.approx(status.forecast("cpi").eac)
    if status.ev < 0.999 * status.bac:
        assert status.forecast("cpi").tcpi == pytest.approx(status.cpi, rel=1e-6)
        assert status.forecast("budget").tcpi == pytest.approx(1, rel=1e-6)


@settings(deadline=None)
@given(st.floats(1, 1e9), st.floats(0.01, 1))
def test_on_plan_and_on_cost_all_forecasts_are_the_budget(bac, share):
    value = bac * share
    status = Status(value, value, value, bac)
    for method in ("cpi", "budget", "cpi_spi", "weighted"):
        assert status.forecast(method).eac == pytest.approx(bac)
    if share < 0.999:
        assert status.tcpi() == pytest.approx(1)


@settings(deadline=None)
@given(statuses(), st.floats(0.001, 1000))
def test_another_currency_changes_no_index(status, rate):
    other = Status(*(rate * part for part in (status.pv, status.ev, status.ac, status.bac)))
    assert (other.cpi, other.spi) == pytest.approx((status.cpi, status.spi))
    converted = rate * status.forecast("cpi_spi").eac
    assert other.forecast("cpi_spi").eac == pytest.approx(converted)


def test_a_spent_budget_asks_for_the_impossible():
    assert Status(50, 40, 100, 100).tcpi() == math.inf
    assert Status(50, 40, 120, 100).tcpi() == math.inf
    assert Status(100, 100, 120, 100).tcpi() == 0


def test_before_the_first_cost_only_the_budget_forecast_stands():
    early = Status(pv=10, ev=0, ac=0, bac=100)
    assert early.forecasts()["eac"].to_dict() == {"budget": 100}
    with pytest.raises(EarnedValueError, match="ac is 0, so cpi has no value yet"):
        _ = early.cpi
    with pytest.raises(EarnedValueError, match="ev is 0, so 'cpi' has no efficiency"):
        Status(pv=10, ev=0, ac=5, bac=100).forecast("cpi")


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        ((10, 5, 5, 0), "bac is 0; give a number above 0"),
        ((-1, 5, 5, 100), "pv is -1; give a number of at least 0"),
        ((10, 120, 5, 100), "ev is 120, more than the whole budget bac 100"),
    ],
)
def test_impossible_figures_are_named(figures, text):
    with pytest.raises(EarnedValueError, match=text):
        Status(*figures)


def test_an_unknown_forecast_lists_the_known_and_bottom_up_asks_for_its_estimate():
    status = Status(50, 40, 45, 100)
    with pytest.raises(EarnedValueError, match="method is 'typical'; use one of 'cpi', 'budget'"):
        status.forecast("typical")
    with pytest.raises(EarnedValueError, match="etc is missing"):
        status.forecast("bottom_up")


def test_a_project_is_the_sum_of_its_tasks_not_the_mean_of_their_indices():
    tasks = pd.DataFrame({"pv": [10, 90], "ev": [10, 45], "ac": [5, 90], "bac": [10, 190]})
    assert Status.from_table(tasks) == Status(100, 55, 95, 200)
    with pytest.raises(EarnedValueError, match="no column 'ac'"):
        Status.from_table(tasks.drop(columns="ac"))
