"""The figures that the lessons on the role quote stand in the datasets."""

import tpmlab as tpm


def test_coordinating_leads_and_programming_is_far_down():
    work = tpm.data.load("us-it-manager-work")
    activities = work[work["domain"] == "work_activity"].set_index("element_name")
    assert activities["importance_1_5"].idxmax() == "Coordinating the Work and Activities of Others"
    skills = work[work["domain"] == "skill"].set_index("element_name")["importance_1_5"]
    assert skills["Programming"] == 2.25
    assert (skills > 2.25).sum() > 20
    assert work["respondents_count"].max() == 21


def test_construction_has_more_project_managers_than_the_information_sector():
    jobs = tpm.data.load("us-wages-by-sector").query("year == 2025 and soc_code == '13-1082'")
    count = jobs.set_index("naics_sector")["employment_count"]
    assert [count[sector] for sector in ("54", "23", "51")] == [305_210, 239_500, 50_030]
    industry = tpm.data.load("us-wages-by-industry").query("soc_code == '13-1082'")
    assert 78_510 in set(industry.query("industry_code == '541500'")["employment_count"])


def test_program_and_project_titles_pay_differently_at_as_many_employers():
    filed = tpm.data.load("us-filed-wages").query("breakdown == 'all'").set_index("title_family")
    program, project = (
        filed.loc["Technical Program Manager"],
        filed.loc["Technical Project Manager"],
    )
    assert (program["filings_count"], project["filings_count"]) == (373, 139)
    assert program["employers_count"] == project["employers_count"] == 105
    assert program["median_annual_wage_usd"] - project["median_annual_wage_usd"] == 60_000
