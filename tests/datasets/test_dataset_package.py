"""The data package is whole: schema, cards, index and folders say the same."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import pytest

from tpmlab.data.package import read_package

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
PACKAGE = read_package()
NAMES = list(PACKAGE.by_name)
MEGABYTE = 1_000_000


def card(name: str) -> str:
    return (DATASETS / name / "README.md").read_text(encoding="utf-8")


def n_rows(name: str) -> int:
    from tpmlab.data import load

    return len(load(name))


@pytest.mark.slow
def test_the_package_is_valid_by_the_frictionless_standard():
    """Types, constraints, primary and foreign keys, by the standard's own program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it imports is not ours to mend
        from frictionless import Package

        report = Package(str(DATASETS / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert [task.name for task in report.tasks] == NAMES


@pytest.mark.slow
def test_a_broken_foreign_key_would_be_found(tmp_path):
    from frictionless import Package

    package = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
    kept = {"story-points", "story-points-projects"}
    package["resources"] = [r for r in package["resources"] if r["name"] in kept]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for name in kept:
        (tmp_path / name).mkdir()
    points = "project,issue_order,split,story_points\nmesos,1,train,3\nnobody,1,test,5\n"
    (tmp_path / "story-points/data.csv").write_text(points, encoding="utf-8")
    projects = (DATASETS / "story-points-projects/data.csv").read_text(encoding="utf-8")
    (tmp_path / "story-points-projects/data.csv").write_text(projects, encoding="utf-8")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["type", "rowNumber"]) == [["foreign-key", 3]]


def test_folders_and_package_list_the_same_datasets():
    folders = sorted(path.name for path in DATASETS.iterdir() if path.is_dir())
    assert sorted(NAMES) == folders
    for name in NAMES:
        files = {path.name for path in (DATASETS / name).iterdir() if path.is_file()}
        assert files == {"data.csv", "README.md", "build.py"}
        assert PACKAGE.by_name[name].path == f"{name}/data.csv"


@pytest.mark.parametrize("name", NAMES)
def test_the_card_says_what_the_schema_says(name):
    dataset, text = PACKAGE.by_name[name], card(name)
    assert text.startswith(f"# {dataset.title}\n")
    described = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \| (.*?) \|$", text, re.M)
    assert described == [
        (column.name, column.type, column.unit or "–", column.description)
        for column in dataset.columns.values()
    ]
    rows = re.search(r"\*\*Rows:\*\* ([\d,]+),", text)
    assert int(rows[1].replace(",", "")) == n_rows(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_card_names_source_day_licence_rebuild_and_limits(name):
    dataset, text = PACKAGE.by_name[name], card(name)
    for origin in dataset.sources:
        assert origin.title in text
        assert f"retrieved {origin.retrieved}" in text
    assert all(licence.path in text for licence in dataset.licenses)
    assert dataset.attribution in text
    assert f"python datasets/{name}/build.py " in text
    assert "**Do not:**" in text
    assert text.partition("## What it can't tell\n")[2].strip().startswith("- ")


@pytest.mark.parametrize("name", NAMES)
def test_units_stand_in_the_names_of_numbers(name):
    """A number without a unit in its name is a count, an id or a year, or says so beside it."""
    units = {"days": "_days", "percent": "_pct", "USD million, nominal": "_usd_m"}
    units |= {"GBP million, nominal": "_gbp_m", "story points": "story_points"}
    units |= {"USD per year, nominal": "_usd", "jobs per 1,000 jobs": "_per_1000_jobs"}
    units |= {"index, US = 100": "_us_100", "index, 1982-84 = 100": "_1982_84_100"}
    for column in PACKAGE.by_name[name].columns.values():
        if column.type == "number":
            assert column.unit, column.name
        if column.unit in units:
            assert units[column.unit] in column.name


def test_the_index_lists_every_dataset_and_its_terms():
    text = (DATASETS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[([\w-]+)\]\(\1/README\.md\) \| ([\d,]+) \|", text, re.M)
    assert [(name, f"{n_rows(name):,}") for name in NAMES] == listed
    terms = text.partition("## Licences and attribution")[2]
    for dataset in PACKAGE.resources:
        assert f"**{dataset.name}**" in terms
        assert dataset.attribution in terms
        assert all(licence.path in terms for licence in dataset.licenses)


def test_the_data_stay_small():
    sizes = [(DATASETS / name / "data.csv").stat().st_size for name in NAMES]
    assert max(sizes) < 2 * MEGABYTE
    assert sum(sizes) < 5 * MEGABYTE
