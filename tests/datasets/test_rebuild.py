"""Each build.py reads the publisher's form, and writes the same bytes every time.

With ``TPMLAB_DOWNLOADS`` naming a folder that holds the publishers' files (see `SOURCES`),
every dataset is rebuilt from them in full.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
# dataset -> what its build.py takes, below the folder of downloads
SOURCES = {
    "k8s-enhancement-flow": "clones/enhancements",
    "k8s-pull-request-lead-times": "clones",
    "python-pep-flow": "peps",
    "story-points": "marked_data",
    "uk-major-projects": "uk",
    "us-it-dashboard-2012": "Projects_CW1_clean.csv",
}
EXTRACTS = {
    "published-figures": "published_figures.csv",
    "release-schedules": "release_schedules.csv",
    "us-wages-by-year": "career/oews_national_2020_2025.csv",
    "us-wages-by-state": "career/oews_state_2025.csv",
    "us-wages-by-metro": "career/oews_metro_2025.csv",
    "us-wages-by-industry": "career/oews_industry_2025.csv",
    "us-wages-by-sector": "career/oews_sector_2022_2025.csv",
    "us-consumer-prices": "career/cpi_u_annual_2015_2025.csv",
    "us-consumer-prices-monthly": "career/cpi_u_monthly_2019_2026.csv",
    "us-price-parities-state": "career/bea_rpp_state_2023.csv",
    "us-price-parities-metro": "career/bea_rpp_metro_2023.csv",
    "us-filed-wages": "career/h1b_lca_wages_fy2024q1.csv",
    "article-salary-claims": "career/seed_salary_claims.csv",
    "pay-published-figures": "career/published_figures.csv",
    "published-incidents": "technical/incidents_published.csv",
    "github-status-incidents": "technical/github_status_incidents.csv",
    "nasa-web-log-minutes": "technical/nasa_http_19950801_per_minute.csv",
    "dora-clusters": "technical/dora_thresholds_by_year.csv",
    "us-it-manager-work": "career/onet_ratings.csv",
    "known-exploited-vulnerabilities": "technical/cisa_kev.csv",
    "cvss-scored-vectors": "technical/cvss_scored_vectors.csv",
    "nist-csf": "technical/nist_csf_2_0.csv",
    "aws-price-facts": "technical/cloud_aws_price_facts.csv",
}
# Invented cases have no publisher.
INVENTED = ("migration-services", "migration-calls")
# dataset -> the one it is computed from, or itself where an extract is kept in its form
FROM_DATASETS = {
    **{name: name for name in (*EXTRACTS, *INVENTED)},
    "k8s-enhancement-cumulative-flow": "k8s-enhancement-flow",
    "story-points-projects": "story-points",
    "uk-major-projects-year-on-year": "uk-major-projects",
}


def test_every_dataset_is_rebuilt_by_a_test():
    assert sorted([*SOURCES, *FROM_DATASETS]) == sorted(
        path.parent.name for path in DATASETS.glob("*/build.py")
    )


@pytest.mark.parametrize("name", FROM_DATASETS)
def test_computed_datasets_agree_with_what_they_are_computed_from(name, rebuild):
    source = DATASETS / FROM_DATASETS[name] / "data.csv"
    assert rebuild(name, source).encode() == (DATASETS / name / "data.csv").read_bytes()


if "TPMLAB_DOWNLOADS" in os.environ:

    @pytest.mark.parametrize(("name", "path"), {**SOURCES, **EXTRACTS}.items())
    def test_the_publishers_files_give_the_same_bytes(name, path, rebuild):
        source = Path(os.environ["TPMLAB_DOWNLOADS"]) / path
        assert rebuild(name, source).encode() == (DATASETS / name / "data.csv").read_bytes()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def write_csv(path: Path, *rows: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


US_PROJECT = {
    "Unique Investment Identifier": "024-000005188",
    "Business Case ID": "311",
    "Agency Code": "24",
    "Agency Name": "Department of Homeland Security",
    "Investment Title": "CBP - Infrastructure ",
    "Project ID": "1,192",
    "Project Name": " Windows  7",
    "Project Description": "Long, with a\nline break.",
    "Start Date": "2011-10-01T00:00:00Z",
    "Completion Date (B1)": "2014-04-30T00:00:00Z",
    "Planned Project Completion Date (B2)": "2012-09-30T00:00:00Z",
    "Projected/Actual Project Completion Date (B2)": "2012-10-10T00:00:00Z",
    "Lifecycle Cost($M)": "1,019",
    "Planned Cost ($ M)": "6.25",
    "Projected/Actual Cost ($ M)": "7.5",
    "Updated Date": "2012-04-30T00:00:00Z",
}


def test_a_late_and_dear_it_project(rebuild, tmp_path):
    bare = {**US_PROJECT, "Project ID": "2"}
    bare |= {k: "" for k in bare if k.endswith(("(B2)", "M)")) or k == "Start Date"}
    feed = write_csv(tmp_path / "feed.csv", US_PROJECT, bare)
    late, unknown = rows_of(rebuild("us-it-dashboard-2012", feed))
    assert (late["project_id"], late["project_name"]) == ("1192", "Windows 7")
    assert (late["planned_duration_days"], late["schedule_overrun_days"]) == ("365", "10")
    assert (late["lifecycle_cost_usd_m"], late["cost_overrun_pct"]) == ("1019", "20")
    assert unknown["schedule_overrun_days"] == unknown["cost_overrun_pct"] == ""


def build(name: str, source: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, DATASETS / name / "build.py", source, *options]
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.slow
def test_the_command_writes_the_file_or_says_in_one_sentence_why_not(tmp_path):
    kept = DATASETS / "story-points" / "data.csv"
    output = tmp_path / "data.csv"
    done = build("story-points-projects", kept, "--output", str(output))
    assert (done.returncode, done.stderr) == (0, "")
    assert output.read_bytes() == (DATASETS / "story-points-projects" / "data.csv").read_bytes()
    wrong = write_csv(tmp_path / "wrong.csv", {"name": "x"})
    for name, source, words in [
        ("us-it-dashboard-2012", wrong, "the column 'Start Date' is missing; is it the file"),
        ("us-it-dashboard-2012", tmp_path / "none.csv", "does not exist; the dataset's card"),
        ("story-points", tmp_path / "none", "does not exist; the dataset's card"),
        ("python-pep-flow", tmp_path, "give a clone with its full history"),
    ]:
        done = build(name, source)
        assert done.returncode == 1
        assert words in done.stderr
        assert done.stderr.count("\n") == 1


def test_story_points_keep_the_number_and_drop_the_words(rebuild, tmp_path):
    issue = {"issuekey": "M-6", "title": "Secret", "description": "x", "storypoint": "3"}
    write_csv(tmp_path / "p/b.csv", {**issue, "split_mark": "test"})
    write_csv(
        tmp_path / "p/a.csv",
        {**issue, "split_mark": "train"},
        {**issue, "storypoint": "0.5", "split_mark": "val"},
    )
    text = rebuild("story-points", tmp_path / "p")
    assert text == (
        "project,issue_order,split,story_points\na,1,train,3\na,2,val,0.5\nb,1,test,3\n"
    )


UK_2018 = {
    "project_name": "Geological  Disposal",
    "department": "BEIS",
    "colour_rating": "Amber/red",
    "description_aims": "Our budget",
    "rating_comment": "Our rating",
    "start_date": "30.06.08",
    "end_date": "31.12.40",
    "schedule_comment": "On start date",
    "yearly_budget": "£32.24",
    "yearly_forecast": "£32.25",
    "wlc_baseline_incl_NCG": "£12,131.50",
    "variance_comment": "",
    "budget_comment": "Whole Life Cost figure",
    "year": "2018",
}
UK_OTHER = {
    "": "1",
    "project_name": "Submarine Dismantling",
    "Department": "MOD",
    "Annual Report Category": "Military Capability",
    "Description / Aims": "To end",
    "IPA Delivery Confidence Assessment \n(on a scale)": "",
    "SRO Delivery Confidence Assessment \n(on a scale)": "Amber",
    "Departmental commentary on actions planned or taken on the IPA rating": "x",
    "Project - Start Date \n(Latest Approved Start Date)": "2013-03-29",
    "Project - End Date \n(Latest Approved End Date)": "29/03/2014",
    "Departmental narrative on schedule": "x",
    "Financial Year Baseline (Łm) (including Non-Government Costs)": "Ł10.00m",
    "Financial Year Forecast (Łm) (including Non-Government Costs)": "Ł12.50",
    "Financial Year Variance (%)": "25%",
    "Departmental narrative on  budget/forecast variance": "x",
    "TOTAL Baseline Whole Life Costs (Łm) (including Non-Government Costs)": (
        "Exempt under Section 43 of the Freedom of Information Act 2000"
    ),
    "Departmental Narrative on Budgeted Whole Life Costs": "x",
}


def test_ten_years_of_changing_headings_become_one_table(rebuild, tmp_path):
    empty = {**dict.fromkeys(UK_OTHER, ""), "project_name": "Unnamed: 2"}
    for year in set(range(2014, 2024)) - {2018}:
        write_csv(tmp_path / f"df_{year}.csv", UK_OTHER, empty)
    text = write_csv(tmp_path / "uk_2018.csv", UK_2018).read_text(encoding="utf-8")
    (tmp_path / "uk_2018.csv").write_bytes(text.encode("cp1252"))
    ids = {"GMPP ID Number": "MOD_1", "Project Name": "Submarine  Dismantling"}
    base = "GMPP_Government_Major_Projects"
    write_csv(tmp_path / f"{base}_Portfolio_AR_Data_March_2022.csv", ids)
    write_csv(tmp_path / f"{base}_Portofolio_AR_Data_March_2023.csv", ids)
    table = {
        row["publication_year"]: row for row in rows_of(rebuild("uk-major-projects", tmp_path))
    }
    assert list(table) == [str(year) for year in range(2014, 2024)]
    old, new = table["2018"], table["2022"]
    assert (old["project"], old["delivery_confidence"]) == ("Geological Disposal", "Amber/Red")
    assert (old["end_date"], old["whole_life_cost_gbp_m"]) == ("2040-12-31", "12131.5")
    assert (new["rated_by"], new["scale"], new["gmpp_id"]) == ("SRO", "three_point", "MOD_1")
    assert (new["fy_variance_pct"], new["planned_duration_days"]) == ("25", "365")
    assert new["whole_life_cost_gbp_m"] == ""  # withheld is not zero


def pep(status: str, created: str = "07-Jul-2001") -> str:
    return f"PEP: 8\nTitle: A\n  long one\nStatus: {status}\nType: Process\nCreated: {created}\n\nStatus: No\n"


def test_a_proposal_is_followed_from_draft_to_decision(rebuild, repository_at, tmp_path):
    peps = repository_at(tmp_path / "peps")
    peps.commit("2001-07-10", **{"pep-0008.txt": pep("Withdrawn")})
    peps.commit("2001-07-11", **{"pep-0008.txt": None, "README": "x"})  # the number is given up
    peps.commit("2001-08-01", **{"pep-0008.txt": pep("Draft")})
    peps.move("pep-0008.txt", "peps/pep-0008.rst")
    peps.commit("2001-09-01", **{"tests__peps__pep-9000.rst": pep("Draft")})
    peps.commit("2001-10-15", **{"peps__pep-0008.rst": pep("Accepted")})
    peps.commit("2002-01-01", **{"peps__pep-0008.rst": pep("Final")})
    (row,) = rows_of(rebuild("python-pep-flow", peps.path, last_commit=peps.head))
    assert (row["pep"], row["created"], row["first_seen"]) == ("8", "2001-07-07", "2001-08-01")
    assert (row["accepted_on"], row["final_on"]) == ("2001-10-15", "2002-01-01")
    assert (row["withdrawn_on"], row["status_changes"], row["status"]) == ("", "2", "Final")
    assert (row["first_decision_on"], row["created_to_first_decision_days"]) == (
        "2001-10-15",
        "100",
    )


def kep(status: str, stable: str, created: str = "2020-1-31") -> str:
    return (
        f"title: A: b\nkep-number: 42\nstatus: {status}\ncreation-date: {created}\nstage: stable\n"
        f"milestone:\n# targets\n  alpha: v1.20\n  stable: {stable}\nfeature-gates: []\n"
    )


def test_an_enhancement_keeps_its_history_when_its_folder_moves(rebuild, repository_at, tmp_path):
    keps = repository_at(tmp_path / "keps")
    keps.commit(
        "2020-02-01", keps__sig__kep="", **{"keps__sig-a__42-x__kep.yaml": kep("provisional", '""')}
    )
    keps.move("keps/sig-a/42-x/kep.yaml", "keps/sig-b/42-x/kep.yaml")
    keps.commit("2020-03-01", **{"keps__sig-b__42-x__kep.yaml": kep("implementable", '"v1.21"')})
    keps.commit("2020-06-01", **{"keps__sig-b__42-x__kep.yaml": kep("implementable", "v1.23")})
    keps.commit("2021-01-31", **{"keps__sig-b__42-x__kep.yaml": kep("implemented (beta)", '""')})
    (row,) = rows_of(rebuild("k8s-enhancement-flow", keps.path, last_commit=keps.head))
    assert (row["kep"], row["sig"], row["first_seen"]) == ("42", "sig-b", "2020-02-01")
    assert (row["provisional_on"], row["implemented_on"]) == ("2020-02-01", "2021-01-31")
    assert (row["target_alpha"], row["target_stable_first"]) == ("1.20", "1.21")
    assert (row["target_stable_last"], row["stable_slip_releases"]) == ("1.23", "2")
    assert row["creation_to_implemented_days"] == "366"


def test_a_lead_time_runs_from_the_first_commit_to_the_merge(rebuild, repository_at, tmp_path):
    clone = repository_at(tmp_path / "clones" / "enhancements")
    clone.commit("2020-01-01", a="1")
    clone.branch("work")
    clone.commit("2020-01-02", b="1")
    clone.commit("2020-01-04", b="2")
    head = clone.merge("work", "Merge pull request #7 from nadia/work", "2020-01-08")
    (row,) = rows_of(
        rebuild(
            "k8s-pull-request-lead-times", tmp_path / "clones", last_commits={"enhancements": head}
        )
    )
    assert (row["repository"], row["pull_request"]) == ("kubernetes/enhancements", "7")
    assert (row["commits"], row["lead_time_days"]) == ("2", "6")
    assert row["last_commit_to_merge_days"] == "4"
    assert row["merged_utc"] == "2020-01-08T12:00:00Z"


def test_projects_match_by_name_and_never_by_a_name_that_two_share(rebuild, tmp_path):
    with (DATASETS / "uk-major-projects" / "data.csv").open(encoding="utf-8", newline="") as file:
        pattern = next(csv.DictReader(file))
    names = {
        "2014": ["Rail (London)", "Rail (South)", "Smart-Meters (old name)", "Gone"],
        "2015": ["Rail", "smart meters"],
    }
    projects = [
        {**pattern, "publication_year": year, "snapshot_date": f"{year}-09-30", "project": name}
        for year, listed in names.items()
        for name in listed
    ]
    source = write_csv(tmp_path / "uk.csv", *projects)
    pairs = rows_of(rebuild("uk-major-projects-year-on-year", source))
    there = {row["project"]: row["still_in_portfolio"] for row in pairs}
    assert there == {
        "Rail (London)": "false",  # either of the two may be the 'Rail' of a year later
        "Rail (South)": "false",
        "Smart-Meters (old name)": "true",
        "Gone": "false",
    }
