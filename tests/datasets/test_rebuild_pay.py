"""How the extracts on pay and prices become tables: codes stay text, empty stays empty."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

WAGES = {
    "annual_mean_wage_usd": "192160",
    "annual_p10_wage_usd": "107550",
    "annual_p25_wage_usd": "138060",
    "annual_median_wage_usd": "175140",
    "annual_p75_wage_usd": "220730",
    "annual_p90_wage_usd": "",
}
JOBS = {
    "year": "2025",
    "soc_code": "11-3021",
    "soc_title": "Computer and Information Systems Managers",
    "employment_count": "670570",
    "employment_rse_pct": "0.5",
    "mean_wage_rse_pct": "",
    **WAGES,
}
SHARE = {"employment_per_1000_jobs": "0.85", "location_quotient": "0.20"}


@pytest.fixture
def rebuilt(rebuild, tmp_path):
    """Return the rows that a dataset's build.py makes of some rows of its extract."""

    def run(name: str, *given: dict[str, str]) -> list[dict[str, str]]:
        source = tmp_path / "extract.csv"
        with Path(source).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(given[0]))
            writer.writeheader()
            writer.writerows(given)
        return list(csv.DictReader(rebuild(name, source).splitlines()))

    return run


def test_a_percentile_above_the_ceiling_stays_empty_and_is_named(rebuilt):
    (row,) = rebuilt("us-wages-by-year", {**JOBS, "year": "2024", "top_coded_percentiles": "p90"})
    assert (row["annual_p75_wage_usd"], row["annual_p90_wage_usd"]) == ("220730", "")
    assert row["top_coded_percentiles"] == "p90"
    assert "mean_wage_rse_pct" not in row


def test_codes_of_states_and_industries_keep_their_zeros(rebuilt):
    state = {"state_fips": "01", "state_abbr": "AL", "state_name": "Alabama"}
    (row,) = rebuilt("us-wages-by-state", {**JOBS, **state, **SHARE})
    assert (row["state_fips"], row["location_quotient"]) == ("01", "0.2")
    industry = {"industry_name": "All", "industry_level": "0", "is_sector": "False"}
    (row,) = rebuilt("us-wages-by-industry", {**JOBS, "industry_code": "000000", **industry})
    assert (row["industry_code"], row["is_sector"]) == ("000000", "false")
    sector = {"naics_sector": "31-33", "sector_name": "Manufacturing"}
    (row,) = rebuilt("us-wages-by-sector", {**JOBS, **sector, "top_coded_percentiles": "p90"})
    assert row["naics_sector"] == "31-33"


def test_a_nonmetropolitan_area_gets_no_code_that_it_would_share(rebuilt):
    rural = {"cbsa_code": "00001", "area_title": "Arizona nonmetropolitan area"}
    town = {"cbsa_code": "10180", "area_title": "Abilene, TX", "is_nonmetro": "False"}
    rows = rebuilt(
        "us-wages-by-metro",
        {**JOBS, **rural, "is_nonmetro": "True", **SHARE},
        {**JOBS, **town, **SHARE, "employment_count": ""},
    )
    assert [row["cbsa_code"] for row in rows] == ["", "10180"]
    assert [row["is_nonmetro"] for row in rows] == ["true", "false"]
    assert [row["employment_count"] for row in rows] == ["670570", ""]


def test_months_and_parities_are_written_in_one_form(rebuilt):
    (row,) = rebuilt(
        "us-consumer-prices-monthly",
        {"year": "2019", "month": "1", "cpi_u_index_1982_84_100": "251.710"},
    )
    assert row == {"month": "2019-01", "cpi_u_index_1982_84_100": "251.71"}
    parts = ("all_items", "goods", "housing", "utilities", "other_services")
    parities = {f"rpp_{part}_us_100": "100.000" for part in parts}
    state = {"state_fips": "00", "state_abbr": "US", "state_name": "United States"}
    (row,) = rebuilt("us-price-parities-state", {**state, "year": "2023", **parities})
    assert (row["state_fips"], row["rpp_housing_us_100"]) == ("00", "100")
    metro = {"cbsa_code": "00999", "metro_name": "United States (Nonmetropolitan Portion)"}
    (row,) = rebuilt("us-price-parities-metro", {**metro, "year": "2023", **parities})
    assert row["cbsa_code"] == "00999"


def test_yearly_prices_keep_every_digit(rebuilt):
    given = {
        "year": "2025",
        "cpi_u_annual_avg_index_1982_84_100": "321.943",
        "inflation_yoy_pct": "2.63",
        "months_available": "11",
        "cpi_u_may_index_1982_84_100": "321.465",
        "to_2025_dollars_factor": "1.0",
    }
    (row,) = rebuilt("us-consumer-prices", given)
    assert row == {**given, "to_2025_dollars_factor": "1"}


def test_filed_wages_are_passed_on_as_a_summary_only(rebuilt):
    given = {
        "fiscal_quarter": "FY2024 Q1",
        "title_family": "Technical Program Manager",
        "breakdown": "all",
        "breakdown_value": "all",
        "filings_count": "373",
        "employers_count": "105",
        "p10_annual_wage_usd": "115000",
        "p25_annual_wage_usd": "145400",
        "median_annual_wage_usd": "170000",
        "p75_annual_wage_usd": "192000",
        "p90_annual_wage_usd": "210602",
        "median_prevailing_wage_usd": "136531",
    }
    assert rebuilt("us-filed-wages", given) == [given]


def test_a_claim_is_numbered_and_an_open_end_stays_open(rebuilt):
    given = {
        "source_file": "001_x.txt",
        "role": "Technical Project Manager",
        "level": "senior",
        "low_usd": "62000",
        "high_usd": "",
        "region": "United States",
        "note": "annual",
    }
    (row,) = rebuilt("article-salary-claims", given)
    assert (row["claim"], row["article"]) == ("2-technical-project-manager-senior", "2")
    assert row["article_title"] == "Introduction to Technical Project Management"
    assert (row["low_usd"], row["high_usd"]) == ("62000", "")


def test_a_published_figure_carries_what_to_mind(rebuilt):
    given = {
        "figure_id": "certmag23_us_pmp_median",
        "publisher": "Certification Magazine",
        "publication": "Salary Survey Extra (PMP)",
        "edition_or_period": "2023 survey",
        "published_date": "2023-10-27",
        "geography": "United States",
        "population": "PMP holders",
        "statistic": "median salary",
        "value": "150500",
        "unit": "usd_per_year",
        "source_url": "https://www.certmag.com/articles/x",
    }
    (row,) = rebuilt("pay-published-figures", given)
    assert (row["id"], row["value"]) == ("certmag23_us_pmp_median", "150500")
    assert (row["unit"], row["published"]) == ("USD per year", "2023-10-27")
    assert "chose to answer" in row["caveat"]
