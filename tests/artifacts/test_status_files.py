"""A status report travels: YAML, table, web page, Word, and back."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

import tpmlab as tpm
from tpmlab.artifacts.status import (
    StatusReport,
    from_table,
    read_status,
    to_html,
    to_table,
    to_word,
    to_yaml,
    write_status,
)
from tpmlab.artifacts.status.tables import StatusError
from tpmlab.errors import ContentError

HERE = Path(__file__).parent
GOOD = {
    name: StatusReport.model_validate(document)
    for name, document in yaml.safe_load(
        (HERE / "good_reports.yaml").read_text(encoding="utf-8")
    ).items()
}
ENTRIES = ("done", "blocked", "changed", "next", "asks")


@pytest.mark.parametrize("name", GOOD)
def test_yaml_and_back(name, tmp_path):
    write_status(GOOD[name], tmp_path / "status.yaml")
    assert read_status(tmp_path / "status.yaml") == GOOD[name]
    assert read_status(to_yaml(GOOD[name])) == GOOD[name]


@pytest.mark.parametrize("name", GOOD)
def test_a_table_and_back(name):
    report = GOOD[name]
    head = {key: getattr(report, key) for key in StatusReport.model_fields if key not in ENTRIES}
    head["finish"] = report.finish.model_dump()
    assert from_table(to_table(report), **head) == report


@pytest.mark.slow
@given(st.text(max_size=60), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_any_text_survives_yaml(text, day):
    finish = {"promised": day, "forecast": day}
    report = StatusReport(
        project=text, author="A", day=day, health="red", finish=finish, done=[{"what": text}]
    )
    assert read_status(to_yaml(report) + "\n") == report


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"what": ["x"]}, "no column 'section'"),
        ({"section": ["todo"], "what": ["x"]}, "Row 1: there is no section 'todo'"),
        (
            {"section": ["next"], "what": ["x"], "due": ["soon"]},
            "Row 1, column 'due': 'soon' is no date",
        ),
        (
            {"section": ["done", "next"], "what": ["x", "y"], "colour": [None, "red"]},
            "Row 2, column 'colour'",
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_where(rows, message):
    end = {"promised": date(2027, 3, 1), "forecast": date(2027, 3, 1)}
    head = {
        "project": "P",
        "author": "A",
        "day": date(2027, 1, 4),
        "health": "green",
        "finish": end,
    }
    with pytest.raises(StatusError, match=message):
        from_table(pd.DataFrame(rows), **head)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("health: amber", "health: yellow", "'health'"),
        ("author:", "auhtor:", "line 1: 'author' is missing"),
        ("day: 2027-01-15", "day: Friday", "line 3: 'day'"),
    ],
)
def test_a_file_that_cannot_be_read_names_the_line(old, new, message):
    with pytest.raises(ContentError, match=message):
        read_status(to_yaml(GOOD["billing-amber"]).replace(old, new, 1))


@pytest.mark.parametrize("name", GOOD)
def test_the_web_page_holds_everything_and_runs_nothing(name):
    page = to_html(GOOD[name])
    for _, text in all_texts(GOOD[name]):
        assert text.replace("&", "&amp;").replace("'", "&#x27;").replace('"', "&quot;") in page
    assert "<script" not in page
    assert "http" not in page


def test_hostile_text_stays_text():
    report = GOOD["platform-short"].model_copy(update={"summary": "<img src=x onerror=alert(1)>"})
    assert "<img" not in to_html(report)
    assert "&lt;img" in to_html(report)


@pytest.mark.parametrize("name", GOOD)
def test_word_opens_it_and_finds_everything(name, tmp_path):
    to_word(GOOD[name], tmp_path / "status.docx")
    document = Document(str(tmp_path / "status.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    shown = "\n".join([*(p.text for p in document.paragraphs), *cells])
    for _, text in all_texts(GOOD[name]):
        assert text in shown
    assert next(p.text for p in document.paragraphs if p.style.name == "Heading 1") == "Finish"


def all_texts(report):
    from tpmlab.artifacts.status.rules_words import texts

    return list(texts(report))


def test_status_is_one_step_from_the_door():
    assert tpm.artifacts.status.review is not None
    assert {"read_status", "to_word"} <= set(dir(tpm.artifacts.status))
