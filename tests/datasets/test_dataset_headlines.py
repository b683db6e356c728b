"""Headline numbers of the data, as found when they were collected and checked by hand."""

from __future__ import annotations

import pytest

from tpmlab.data import load


def test_us_it_on_time_late_early_and_dear():
    projects = load("us-it-dashboard-2012")
    overrun = projects["schedule_overrun_days"].dropna()
    assert (len(overrun), (overrun == 0).sum(), (overrun > 0).sum()) == (1783, 1106, 538)
    assert ((overrun < 0).sum(), overrun.median(), overrun.max()) == (139, 0, 1259)
    assert overrun.mean() == pytest.approx(31, abs=0.5)
    cost = projects.dropna(subset=["cost_overrun_pct"])
    pct = cost["cost_overrun_pct"]
    assert (len(pct), (pct > 0).sum(), (pct > 50).sum(), (pct > 200).sum()) == (2451, 452, 69, 25)
    planned, projected = cost["planned_cost_usd_m"].sum(), cost["projected_actual_cost_usd_m"].sum()
    assert (planned, projected) == (pytest.approx(50_300, abs=50), pytest.approx(51_900, abs=50))
    assert projected / planned - 1 == pytest.approx(0.032, abs=0.0005)
    assert projects["agency"].nunique() == 26


def test_releases_of_four_projects():
    table = load("release-schedules")
    assert table["project"].value_counts().to_dict() == {
        "Python": 340,
        "Kubernetes": 230,
        "Node.js": 67,
        "Ubuntu": 9,
    }
    feature = table[(table["project"] == "Python") & (table["kind"] == "feature")]["slip_days"]
    assert (len(feature), (feature > 0).sum(), feature.median()) == (175, 129, 2)
    assert feature.mean() == pytest.approx(10.6, abs=0.05)
    python = table[table["milestone"].str.fullmatch(r"3\.\d+\.0 final")]["slip_days"]
    assert (len(python), (python > 0).sum(), python.median()) == (13, 9, 7)
    assert python.mean() == pytest.approx(23, abs=0.5)
    kubernetes = table[table["note"].str.contains("release tag", na=False)]["slip_days"]
    counts = [(kubernetes > 0).sum(), (kubernetes == 0).sum(), (kubernetes < 0).sum()]
    assert (counts, kubernetes.max()) == ([7, 10, 4], 57)
    ubuntu = table[table["project"] == "Ubuntu"]["slip_days"]
    assert (ubuntu == 0).sum() == 8


def test_published_final_releases_of_python():
    """Days known from python.org."""
    table = load("release-schedules")
    days = table.set_index(["project", "milestone"])["actual_date"]["Python"]
    known = {"3.8.0": "2019-10-14", "3.12.0": "2023-10-02", "3.13.0": "2024-10-07"}
    assert {v: f"{days[f'{v} final']:%Y-%m-%d}" for v in known} == known


def test_uk_projects_by_year_and_what_ratings_foretold():
    projects = load("uk-major-projects")
    counts = projects["publication_year"].value_counts().sort_index()
    assert counts.tolist() == [199, 188, 143, 143, 133, 133, 125, 184, 235, 244]
    totals = projects.groupby("publication_year")["whole_life_cost_gbp_m"].sum() / 1000
    expected = {2017: 455.5, 2018: 422.7, 2019: 441.8, 2020: 447.9, 2021: 542.0}
    assert {year: round(totals[year], 1) for year in expected} == expected
    pairs = load("uk-major-projects-year-on-year")
    assert (len(pairs), pairs["still_in_portfolio"].sum()) == (1483, 1041)
    five = pairs[(pairs["scale_from"] == "five_point") & (pairs["snapshot_to"] < "2022")]
    rise = five.dropna(subset=["whole_life_cost_change_pct"]).groupby("rating_from")
    share = rise["whole_life_cost_change_pct"].agg(lambda change: (change > 10).mean()).round(2)
    assert share[["Amber/Green", "Amber", "Amber/Red"]].tolist() == [0.12, 0.21, 0.34]


def test_story_points_agree_with_the_paper_in_total():
    points, projects = load("story-points"), load("story-points-projects")
    assert (len(points), projects["issues"].sum(), len(projects)) == (23313, 23313, 16)
    means = points.groupby("project")["story_points"].mean().round(3)
    assert means.tolist() == projects["mean_story_points"].tolist()


def test_flow_of_kubernetes_and_python():
    keps = load("k8s-enhancement-flow")
    assert keps["creation_to_implemented_days"].median() == pytest.approx(736, abs=1)
    slip = keps[keps["status"] == "implemented"]["stable_slip_releases"].dropna()
    assert (len(slip), (slip > 0).sum(), (slip == 0).sum(), slip.max()) == (216, 83, 130, 14)
    months = load("k8s-enhancement-cumulative-flow")
    assert months["wip"].iloc[[0, -1]].tolist() == [270, 334]
    lead = load("k8s-pull-request-lead-times").groupby("repository")["lead_time_days"]
    assert lead.size().tolist() == [3400, 1596]
    assert lead.median().round(2).tolist() == [5.97, 0.37]
    assert lead.quantile(0.85).round(1).tolist()[0] == 47.7
    peps = load("python-pep-flow")
    decided = peps[peps["created"] >= "2010"]["created_to_first_decision_days"].dropna()
    assert (len(decided), decided.median()) == (398, pytest.approx(112, abs=1))


def test_cumulative_flow_never_falls():
    months = load("k8s-enhancement-cumulative-flow").set_index("month")
    assert (months.filter(like="cum_").diff().dropna() >= 0).all(axis=None)
    assert len(months) == 73
