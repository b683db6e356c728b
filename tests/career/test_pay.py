"""Wages, prices and claims: what a reader is told of an offer, and what is left unsaid."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpmlab as tpm
from tpmlab.career.pay import PayError, Wages
from tpmlab.career.pay.distribution import PUBLISHED
from tpmlab.career.pay.prices import growth
from tpmlab.pictures import Picture

pay = tpm.career.pay

MONEY = st.floats(15_000, 400_000)
PAIRS = st.tuples(MONEY, MONEY).map(sorted)


@st.composite
def distributions(draw):
    """Wages that rise, some of them tied, some of them cut off at a printed ceiling."""
    steps = draw(st.lists(st.sampled_from([0, 500, 9_000, 41_000]), min_size=5, max_size=5))
    points = dict(zip(PUBLISHED, (25_000 + np.cumsum(steps)).tolist(), strict=True))
    cut = draw(st.sampled_from([(), (90,), (75, 90)]))
    for number in cut:
        del points[number]
    ceiling = max(points.values()) + 10_000 if cut else None
    return Wages("made up", points, ceiling)


@given(distributions(), PAIRS)
def test_whoever_earns_more_never_stands_lower(wages, pays):
    low, high = (wages.percentile(one) for one in pays)
    assert low.low <= high.low
    assert low.high <= high.high
    assert 0 <= low.low <= low.high <= 100


@given(distributions(), st.floats(0, 1))
def test_a_wage_stands_at_the_percentile_it_was_taken_from(wages, share):
    known = sorted(wages.points)
    wanted = known[0] + share * (known[-1] - known[0])
    place = wages.percentile(wages.wage_at(wanted))
    assert place.low - 0.01 <= wanted <= place.high + 0.01


@given(distributions(), MONEY)
def test_a_pay_between_published_percentiles_is_the_wage_there(wages, offer):
    place = wages.percentile(offer)
    if place.low == place.high:
        assert wages.wage_at(place.low) == pytest.approx(offer, rel=1e-9)


@given(MONEY, st.sampled_from([2016, 2021, "2023-10", 2025, "2026-08"]))
def test_dollars_there_and_back_are_the_same(offer, since):
    there = pay.in_dollars_of(offer, since, 2025)
    assert pay.in_dollars_of(there, 2025, since) == pytest.approx(offer)
    assert pay.real_growth(offer, there, since, 2025) == pytest.approx(0, abs=1e-9)


@given(MONEY, MONEY, MONEY, st.floats(0.8, 1.5), st.floats(0.8, 1.5))
def test_growth_over_two_stretches_is_growth_over_both(one, two, three, first, second):
    whole = (1 + growth(one, two, first)) * (1 + growth(two, three, second)) - 1
    assert growth(one, three, first * second) == pytest.approx(whole)


def test_beyond_what_is_published_nothing_is_made_up():
    us = pay.wages()
    assert [str(us.percentile(offer)) for offer in (40_000, 61_580, 102_320, 167_970, 168_000)] == [
        "below P10",
        "P10",
        "P50",
        "P90",
        "above P90",
    ]
    with pytest.raises(PayError, match="from 10 to 90"):
        us.wage_at(95)


def test_a_percentile_above_the_printed_ceiling_is_used_as_such():
    managers = pay.wages(year=2024, occupation="Computer and Information Systems Managers")
    assert (90 in managers.points, managers.ceiling) == (False, 239_200)
    assert str(managers.percentile(230_000)) == "between P75 and P90"
    assert str(managers.percentile(240_000)) == "above P75"
    assert str(pay.wages(occupation="11-3021").percentile(240_000)) == "P79"


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("US", "United States"),
        ("texas", "Texas"),
        ("WA", "Washington"),
        ("Washington", "Washington"),  # the state
        ("Washington, DC", "Washington-Arlington-Alexandria, DC-VA-MD-WV"),
        ("New York City", "New York-Newark-Jersey City, NY-NJ"),
        ("Portland, ME", "Portland-South Portland, ME"),
        ("Winston-Salem", "Winston-Salem, NC"),
        ("Louisville", "Louisville/Jefferson County, KY-IN"),
        (" san  jose ", "San Jose-Sunnyvale-Santa Clara, CA"),
        ("Boise", "Boise City, ID"),
    ],
)
def test_places_have_the_names_people_use(name, whole):
    assert f", {whole}, May 2025" in pay.wages(name).label


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: pay.wages("Denvr"), "the nearest is Denver, CO."),
        (lambda: pay.wages("Columbus"), "Columbus, GA or Columbus, IN or Columbus, OH; write one"),
        (lambda: pay.wages("Xyzzy"), "give a state"),
        (lambda: pay.wages("Texas", year=2023), "May 2025 only; leave the year 2023 out"),
        (lambda: pay.wages(year=2020), "May 2021 to May 2025"),
        (lambda: pay.wages("Texas", industry="Information"), "at once are not published"),
        (lambda: pay.wages(industry="Softwar"), "'Software Publishers'"),
        (lambda: pay.wages(occupation="Software Develop"), "'Software Developers'"),
        (lambda: pay.wages("Denver", occupation="13-1081"), "it has 11-3021"),
        (lambda: pay.filed_wages("Technical Projekt Manager"), "'Technical Project Manager'"),
        (lambda: pay.filed_wages("Scrum Master", "WY"), "state's postal code"),
        (lambda: pay.in_dollars_of(1, "2025-10", 2025), "take 2025-09 or 2025-11"),
        (lambda: pay.in_dollars_of(1, 2014, 2025), "run from 2015-05 to 2026-08"),
        (lambda: pay.in_dollars_of(1, "spring", 2025), "is no month"),
        (lambda: pay.in_dollars_of(-5, 2024, 2025), "above 0"),
        (lambda: pay.price_levels("Cleveland, OH"), "take its state: 'OH'"),
        (lambda: pay.compare_offers({}), "no offers"),
        (lambda: pay.check_claim(9, 5, pay.wages()), "swap them"),
        (lambda: Wages("mine", {10: 5, 50: 4}), "P50 lies below P10"),
        (lambda: Wages("mine", {50: 5}), "at least two"),
    ],
)
def test_an_error_is_one_sentence_that_says_what_to_do(ask, told):
    with pytest.raises(PayError) as caught:
        ask()
    assert told in str(caught.value)
    assert str(caught.value).endswith(".")


def test_every_area_of_the_tables_can_be_asked_for_by_its_name():
    from tpmlab.career.pay.official import metro_names, place_of

    for code, name in metro_names().items():
        assert place_of(name).key == code


def test_real_pay_of_the_occupation_fell_while_its_jobs_grew():
    medians = {year: pay.wages(year=year).wage_at(50) for year in (2021, 2025)}
    grown = pay.real_growth(medians[2021], medians[2025], 2021, 2025)
    assert medians[2025] > medians[2021]
    assert grown == pytest.approx(-0.093, abs=0.001)
    assert pay.wages(year=2025).count > 1.4 * pay.wages(year=2021).count


def test_offers_in_two_places_are_compared_in_one_kind_of_dollars():
    both = pay.compare_offers({"Denver": 104_000, "San Jose": 128_000}, when="2026-08")
    assert both["may_2025_usd"].tolist() == [99_804, 122_836]
    assert both["median_usd"].tolist() == [116_740, 135_120]
    level = both["price_level"]
    assert (both["at_us_prices_usd"] - both["pay_usd"] / level * 100).abs().max() <= 0.5
    here = both["as_the_first_usd"].iloc[1]
    assert here == pytest.approx(104_000 * level.iloc[1] / level.iloc[0], abs=0.5)
    same = pay.compare_offers({"San Jose": here, "Denver": 104_000})["at_us_prices_usd"]
    assert abs(same.iloc[0] - same.iloc[1]) <= 1


@given(st.integers(30_000, 300_000), st.integers(0, 150_000))
def test_a_claim_is_never_above_and_below_and_its_reason_names_its_ends(low, width):
    us = pay.wages()
    found = pay.check_claim(low, low + width, us)
    assert f"{low:,}" in found.reason
    assert (found.verdict == "above") == (low > us.wage_at(50))
    assert (found.verdict == "below") == (low + width < us.wage_at(50))
    if found.verdict == "holds":
        assert us.points[10] <= low <= us.points[50] <= low + width <= us.points[90]


@pytest.mark.parametrize(
    ("low", "verdict"),
    [(90_000, "holds"), (102_320, "holds"), (150_000, "holds for some"), (170_000, "above")],
)
def test_a_claim_without_an_upper_end(low, verdict):
    assert pay.check_claim(low, None, pay.wages()).verdict == verdict


def test_an_open_claim_between_percentiles_of_which_one_is_not_printed():
    managers = pay.wages(year=2024, occupation="11-3021")
    found = pay.check_claim(230_000, None, managers)
    assert found.verdict == "holds for some"
    assert "between P75 and P90" in found.reason


def test_all_claims_have_a_verdict_a_reason_and_a_caveat():
    table = pay.check_claims()
    assert len(table) == len(tpm.data.load("article-salary-claims")) == 7
    assert (table[["verdict", "reason", "caveat"]].map(len) > 0).all(axis=None)
    assert table.loc["1-chief-technology-officer-executive", "verdict"] == "not comparable"
    levels = table["caveat"].str.contains("know no levels")
    assert levels.tolist() == [False, True, False, False, True, True, True]


def test_another_proxy_gives_other_verdicts():
    role = "1-program-manager-and-similar-roles-unspecified"
    by = {code: pay.check_claims(occupation=code)["verdict"] for code in ("13-1082", "11-3021")}
    assert (by["13-1082"][role], by["11-3021"][role]) == ("above", "below")


def test_the_picture_of_the_claims_says_all_of_them():
    picture = pay.claims_picture(occupation="11-3021")
    assert isinstance(picture, Picture)
    for words in ("TPM entry (article 2) 42,000 to 108,000: below", "CTO", "median 175,140"):
        assert words in picture.alt
    assert picture.png() == pay.claims_picture(occupation="11-3021").png()


def test_tables_of_a_reader_s_own_work_too():
    mine = pd.DataFrame(
        [("x", "Technical Project Manager", "lead", 90_000, None)],
        columns=["claim", "role", "level", "low_usd", "high_usd"],
    )
    from tpmlab.career.pay.claims import verdicts

    assert verdicts(mine, Wages("club", {10: 50_000, 90: 80_000})).loc["x", "verdict"] == "above"


def test_a_closed_door_loads_no_matplotlib_until_a_picture_is_asked_for():
    import subprocess
    import sys

    code = "import tpmlab as tpm, sys; tpm.career.pay.wages(); print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
