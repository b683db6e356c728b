"""What a notebook does with the datasets, and what it is told when one is not usable."""

from __future__ import annotations

import json
import shutil

import pytest

import tpmlab as tpm
from tpmlab.data import DataError
from tpmlab.errors import TpmlabError


def test_every_dataset_loads_with_its_card_and_its_source():
    assert len(tpm.data.names()) >= 11
    for name in tpm.data.names():
        assert len(tpm.data.load(name)) > 0
        assert tpm.data.card(name).startswith("# ")
        assert "Retrieved 2026-11-22" in tpm.data.source(name)


def test_columns_come_with_their_types():
    pairs = tpm.data.load("uk-major-projects-year-on-year")
    kinds = pairs.dtypes.astype(str)
    assert kinds["still_in_portfolio"] == "bool"
    assert kinds["publication_year_from"] == "int64"
    assert kinds["end_date_slip_days"] == "Int64"
    assert kinds["whole_life_cost_from_gbp_m"] == "float64"
    assert kinds["snapshot_from"].startswith("datetime64")
    assert pairs["rating_to"].isna().sum() == (~pairs["still_in_portfolio"]).sum()
    times = tpm.data.load("k8s-pull-request-lead-times")["merged_utc"]
    assert str(times.dt.tz) == "UTC"
    month = tpm.data.load("k8s-enhancement-cumulative-flow")["month"].iloc[0]
    assert f"{month:%Y-%m-%d}" == "2020-07-01"
    assert "3.10" in set(tpm.data.load("release-schedules")["release"])  # not the number 3.1


def test_a_table_is_the_callers_own():
    table = tpm.data.load("story-points-projects")
    table["issues"] = 0
    assert (tpm.data.load("story-points-projects")["issues"] > 0).all()


def test_a_card_is_a_page_in_a_notebook_and_text_elsewhere():
    card = tpm.data.card("published-figures")
    assert card._repr_markdown_() == str(card) == repr(card)


def test_an_unknown_dataset_is_answered_with_the_closest():
    with pytest.raises(
        DataError,
        match=r"no dataset 'us-it-dashboard-2013'; the closest \w+ 'us-it-dashboard-2012'",
    ):
        tpm.data.load("us-it-dashboard-2013")
    with pytest.raises(DataError, match=r"list them with tpm\.data\.names"):
        tpm.data.card("xyzzy")
    assert issubclass(DataError, TpmlabError)


@pytest.fixture
def spoilt(tmp_path, monkeypatch, repository):
    """A copy of the datasets in which a test may spoil a file."""
    (tmp_path / "content").mkdir()
    (tmp_path / "pyproject.toml").touch()
    names = ("datapackage.json", "story-points-projects", "release-schedules")
    (tmp_path / "datasets").mkdir()
    shutil.copy(repository / "datasets" / names[0], tmp_path / "datasets")
    for name in names[1:]:
        shutil.copytree(repository / "datasets" / name, tmp_path / "datasets" / name)
    monkeypatch.setenv("TPMLAB_ROOT", str(tmp_path))

    def spoil(name: str, old: str, new: str) -> None:
        path = tmp_path / "datasets" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    spoil.folder = tmp_path / "datasets"
    return spoil


PROJECTS = "story-points-projects/data.csv"
RELEASES = "release-schedules/data.csv"


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (PROJECTS, "mesos,Apache,1680", "mesos,Apache,many", "line 9, column 'issues': 'many' is not a whole"),
        (PROJECTS, "mesos,Apache", ",Apache", "line 9, column 'project': '' is not a value"),
        (PROJECTS, "mesos,Apache,1680,", "mesos,Apache,1680,1,", "line 9: 11 cells where the header has 10"),
        (PROJECTS, "issues,", "isues,", "line 1: the column 'issues' is missing"),
        (PROJECTS, "project,", "project,colour,", "line 1: the column 'colour' is not in datapackage"),
        (PROJECTS, "project,jira_repository", "jira_repository,project", "line 1: the columns are not in"),
        (PROJECTS, "mesos,Apache", 'mesos,"Apache', "unexpected end of data; restore"),
        (RELEASES, "2019-07-01", "2019-02-30", "column 'planned_date': '2019-02-30' is not a date"),
        (RELEASES, "2019-07-01", "1/7/2019", "line 2, column 'planned_date': '1/7/2019' is not a date"),
        (RELEASES, ",feature,", ",party,", "column 'kind': 'party' is not one of feature, bugfix"),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_named_with_line_and_column(spoilt, name, old, new, words):
    spoilt(name, old, new)
    with pytest.raises(DataError) as caught:
        tpm.data.load(name.partition("/")[0])
    assert words in str(caught.value)
    assert name.replace("/data", "/data") in str(caught.value).replace("\\", "/")
    assert str(caught.value).endswith(".")


def test_missing_files_are_named(spoilt):
    (spoilt.folder / PROJECTS).unlink()
    (spoilt.folder / "story-points-projects/README.md").unlink()
    with pytest.raises(DataError, match=r"data\.csv is missing: reinstall"):
        tpm.data.load("story-points-projects")
    with pytest.raises(DataError, match=r"README\.md is missing: reinstall"):
        tpm.data.card("story-points-projects")
    (spoilt.folder / "datapackage.json").unlink()
    with pytest.raises(DataError, match=r"datapackage\.json is missing"):
        tpm.data.names()


def test_bytes_that_are_no_text_are_named(spoilt):
    (spoilt.folder / PROJECTS).write_bytes(b"project\n\xff\n")
    with pytest.raises(DataError, match="not UTF-8 text: restore"):
        tpm.data.load("story-points-projects")


def test_a_broken_package_names_the_place(spoilt):
    path = spoilt.folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    del package["resources"][2]["title"]
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(DataError, match=r"'resources\.2\.title' Field required; correct it"):
        tpm.data.names()
