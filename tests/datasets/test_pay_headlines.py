"""Headline numbers of the data on pay and prices, and what the cards say about joining them."""

from __future__ import annotations

import pytest

from tpmlab.data import load

PROJECT_MANAGERS = "13-1082"
PERCENTILES = [f"annual_{p}_wage_usd" for p in ("p10", "p25", "median", "p75", "p90")]
WAGE_TABLES = [f"us-wages-by-{part}" for part in ("year", "state", "metro", "industry", "sector")]
TERRITORIES = {"PR", "GU", "VI"}


def of(table, soc_code: str = PROJECT_MANAGERS):
    return table[table["soc_code"] == soc_code]


def test_wages_of_project_management_specialists_by_year():
    years = of(load("us-wages-by-year")).set_index("year")
    assert years.index.tolist() == [2021, 2022, 2023, 2024, 2025]
    of_2024 = years.loc[2024, PERCENTILES].tolist()
    assert of_2024 == [59_830, 76_950, 100_750, 131_660, 165_790]
    assert years.loc[2025, PERCENTILES].tolist() == [61_580, 78_440, 102_320, 133_100, 167_970]
    jobs = years["employment_count"]
    assert (jobs[2025], round(jobs[2025] / jobs[2021] - 1, 2)) == (1_066_670, 0.43)


def test_the_predecessors_stand_in_2020_only():
    table = load("us-wages-by-year")
    assert len(table) == 100
    for code in ("13-1198", "15-1256"):
        assert of(table, code)["year"].tolist() == [2020]
    for code in (PROJECT_MANAGERS, "15-1252", "15-1253"):
        assert of(table, code)["year"].min() == 2021


@pytest.mark.parametrize("name", ["us-wages-by-year", "us-wages-by-sector"])
def test_top_coded_percentiles_are_empty_and_no_other_ones_of_a_year(name):
    table = load(name)
    for part in ("p75", "p90"):
        named = table["top_coded_percentiles"].fillna("").str.contains(part)
        assert table.loc[named, f"annual_{part}_wage_usd"].isna().all()
        withheld = table["annual_mean_wage_usd"].isna()
        assert (table[f"annual_{part}_wage_usd"].isna() == (named | withheld)).all()
    assert table.loc[table["year"] == 2025, "top_coded_percentiles"].isna().all()


@pytest.mark.parametrize("name", WAGE_TABLES)
def test_percentiles_rise(name):
    table = load(name)[PERCENTILES].astype("Float64")
    steps = table.diff(axis=1).iloc[:, 1:]
    assert (steps.isna() | (steps >= 0)).all(axis=None)


def test_states_add_up_to_the_nation():
    table = load("us-wages-by-state")
    assert (len(table), table["state_fips"].nunique()) == (582, 54)
    assert table["annual_median_wage_usd"].isna().sum() == 7
    assert set(table["state_fips"].str.len()) == {2}
    states = of(table[~table["state_abbr"].isin(TERRITORIES)])
    total = states["employment_count"].sum()
    assert (len(states), total) == (51, 1_066_700)
    assert abs(total - 1_066_670) < 51 * 5  # each is rounded to ten


def test_metropolitan_areas_and_how_many_of_them_have_a_price_level():
    table, parities = load("us-wages-by-metro"), load("us-price-parities-metro")
    assert (len(table), len(parities)) == (2989, 386)
    assert table["annual_median_wage_usd"].isna().sum() == 37
    assert (table["cbsa_code"].isna() == table["is_nonmetro"]).all()
    areas = table.drop_duplicates("area_title")["is_nonmetro"]
    assert ((~areas).sum(), areas.sum()) == (391, 135)
    metro = of(table[~table["is_nonmetro"]])
    assert (len(metro), metro["cbsa_code"].isin(parities["cbsa_code"]).sum()) == (389, 369)


def test_industries_and_sectors_agree_on_2025():
    industries, sectors = load("us-wages-by-industry"), load("us-wages-by-sector")
    assert (len(industries), industries["industry_code"].nunique(), len(sectors)) == (
        1162,
        416,
        239,
    )
    key = ["industry_code", "soc_code"]
    fine = industries[industries["is_sector"]].set_index(key)[PERCENTILES]
    coarse = sectors[sectors["year"] == 2025].rename(columns={"naics_sector": key[0]})
    coarse = coarse.set_index(key)[PERCENTILES]
    assert len(coarse) == 60
    assert fine.loc[coarse.index].equals(coarse)
    everybody = of(industries[industries["industry_code"] == "000000"])
    assert everybody["annual_median_wage_usd"].tolist() == [102_320]


def test_consumer_prices_by_month_make_those_by_year():
    years = load("us-consumer-prices").set_index("year")
    months = load("us-consumer-prices-monthly").set_index("month")["cpi_u_index_1982_84_100"]
    assert (len(years), len(months)) == (11, 91)
    assert "2025-10" not in months.index.strftime("%Y-%m")
    full = months[months.index.year < 2026].groupby(months.index.year[months.index.year < 2026])
    average = years["cpi_u_annual_avg_index_1982_84_100"]
    assert average.loc[2019:].tolist() == pytest.approx(full.mean().tolist(), abs=0.001)
    assert years["months_available"].loc[2019:].tolist() == full.size().tolist()
    may = months[months.index.month == 5][:7]
    assert may.tolist() == years["cpi_u_may_index_1982_84_100"].loc[2019:].tolist()
    factor = average[2025] / average
    assert years["to_2025_dollars_factor"].tolist() == pytest.approx(factor.tolist(), abs=1e-5)
    growth = (100 * average.pct_change()).dropna()
    assert years["inflation_yoy_pct"].loc[2016:].tolist() == pytest.approx(
        growth.tolist(), abs=0.01
    )


def test_price_levels_have_the_published_extremes():
    states = load("us-price-parities-state").set_index("state_abbr")["rpp_all_items_us_100"]
    assert len(states) == 52
    known = {"CA": 112.6, "DC": 110.8, "NJ": 108.9, "AR": 86.5, "MS": 87.3, "US": 100}
    assert states[list(known)].round(1).to_dict() == known
    assert (states.idxmax(), states.idxmin()) == ("CA", "AR")


def test_filed_wages_by_title():
    table = load("us-filed-wages")
    assert (len(table), table["title_family"].nunique()) == (390, 11)
    whole = table[table["breakdown"] == "all"].set_index("title_family")
    columns = ["filings_count", "employers_count", "median_annual_wage_usd"]
    assert whole.loc["Technical Program Manager", columns].tolist() == [373, 105, 170_000]
    assert whole.loc["Technical Project Manager", columns].tolist() == [139, 105, 110_000]
    parts = table[table["breakdown"].isin(["worksite_state", "soc_2018"])]
    assert parts["filings_count"].min() == 5


def test_claims_and_published_figures():
    claims = load("article-salary-claims")
    assert (len(claims), claims["high_usd"].isna().sum()) == (7, 2)
    assert (claims["high_usd"].dropna() > claims["low_usd"][claims["high_usd"].notna()]).all()
    figures = load("pay-published-figures").set_index("id")
    assert len(figures) == 16
    official = of(load("us-wages-by-year")).set_index("year")["annual_median_wage_usd"]
    assert figures.loc["ooh24_us_median", "value"] == official[2024]
    surveys = figures[figures["publisher"] == "Project Management Institute"]
    assert (len(surveys), surveys["caveat"].nunique()) == (10, 1)
