"""The numbers that the lesson on pay names in its text are those that the data give."""

from __future__ import annotations

from pathlib import Path

import pytest

import tpmlab as tpm

pay = tpm.career.pay
LESSON = Path(__file__).parents[2] / "content" / "lessons" / "career" / "pay.md"


@pytest.fixture(scope="module")
def text() -> str:
    return LESSON.read_text(encoding="utf-8")


def rounded(value: float) -> str:
    return f"{round(value, -2):,.0f}"


def test_the_offer_in_denver(text):
    denver, now = pay.wages("Denver"), "2026-08"
    places = {
        one: denver.percentile(pay.in_dollars_of(one, now, 2025)) for one in (104_000, 116_000)
    }
    assert f"about {places[104_000].low:.0f} earn less" in text
    assert f"116,000, so {places[116_000].low:.0f} of 100" in text
    assert (
        f"{pay.wages().percentile(pay.in_dollars_of(104_000, now, 2025)).low:.0f} of 100 earn less"
        in text
    )
    assert f"{rounded(pay.in_dollars_of(96_000, 2023, now))} dollars keep her" in text
    assert f"{rounded(pay.in_dollars_of(denver.wage_at(50), 2025, now))} is Denver's median" in text
    loss = -100 * pay.real_growth(96_000, 104_000, 2023, now)
    assert f"buys {loss:.1f} per cent less" in text


def test_the_two_cities(text):
    both = pay.compare_offers({"Denver": 104_000, "San Jose": 128_000})
    here = both["as_the_first_usd"]["San Jose"]
    assert f"{rounded(here)} would do there" in text
    assert f"some {rounded(128_000 - here)} dollars a year" in text
    final = pay.compare_offers({"Denver": 116_000, "San Jose": 128_000})["as_the_first_usd"]
    assert f"still be {rounded(128_000 - final['San Jose'])} dollars ahead" in text


def test_factors_and_titles(text):
    for place in ("Denver", "San Jose", "San Antonio"):
        assert f"{place} {pay.wages(place).wage_at(50):,.0f}" in text
    for code, words in (
        ("Software Publishers", "[software publishers](dataset:us-wages-by-industry) {}"),
        ("52", "finance {}"),
        ("62", "health care {}"),
        (
            "Federal Executive Branch (OEWS Designation)",
            "[federal executive](dataset:us-wages-by-industry) {}",
        ),
        (
            "Local Government, excluding Schools and Hospitals (OEWS Designation)",
            "local government {}",
        ),
        ("State Government, excluding Schools and Hospitals (OEWS Designation)", "states {}"),
    ):
        assert words.format(f"{pay.wages(industry=code).wage_at(50):,.0f}") in text
    family = "Technical Project Manager"
    parts = {part: pay.filed_wages(family, part) for part in ("senior+", "unmarked")}
    for wages in parts.values():
        assert f"{wages.wage_at(50):,.0f}" in text
    assert f"{parts['senior+'].count} filings against {parts['unmarked'].count}" in text
    gap = pay.filed_wages("Technical Program Manager").wage_at(50) - pay.filed_wages(
        family
    ).wage_at(50)
    assert f"one word, {gap:,.0f} dollars" in text


def test_the_survey(text):
    value = tpm.data.load("pay-published-figures").set_index("id")["value"]
    holders = value["pmi14_us_pmp_median"] / value["pmi14_us_nonpmp_median"] - 1
    years = value["pmi14_us_pmp_10plus_median"] / value["pmi14_us_pmp_under5_median"] - 1
    assert f"{holders:.0%}".replace("%", " per cent more than others") in text
    assert f"{years:.0%}".replace("%", " per cent more than those") in text


def test_what_the_median_buys(text):
    first, last = (pay.wages(year=year) for year in (2021, 2025))
    fall = -pay.real_growth(first.wage_at(50), last.wage_at(50), 2021, 2025)
    assert f"fell by {100 * fall:.0f} per cent from 2021 to 2025" in text
    assert f"jobs grew by {100 * (last.count / first.count - 1):.0f} per cent" in text
