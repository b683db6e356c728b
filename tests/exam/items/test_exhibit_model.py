"""Exhibits as data: what is refused, what words, tables and regions come out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tpmlab.content import StrictModel, parse_yaml
from tpmlab.errors import ContentError
from tpmlab.exam.items.exhibit import KINDS, AnyExhibit, Exhibit


class Holder(StrictModel):
    """An item, as far as its exhibit goes."""

    exhibit: AnyExhibit


def examples(repository: Path) -> dict[str, dict[str, Any]]:
    """The examples that writers copy, by kind."""
    text = (repository / "docs" / "exhibits.md").read_text(encoding="utf-8")
    found = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.S)]
    return {example["kind"]: example for example in found}


def read(document: Any) -> Exhibit:
    """Read an exhibit as a file's would be read."""
    return parse_yaml(
        yaml.safe_dump({"exhibit": document}, sort_keys=False), Holder, where="item.yaml"
    ).exhibit


@pytest.mark.parametrize("kind", KINDS)
def test_the_documented_example_of_each_kind_is_read(kind: str, repository: Path) -> None:
    exhibit = read(examples(repository)[kind])
    assert exhibit.kind == kind
    assert exhibit.title in exhibit.alt
    assert exhibit.regions
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in exhibit.regions)
    wide = len(exhibit.table.columns)
    assert exhibit.table.rows
    assert all(len(row) == wide for row in exhibit.table.rows)


REFUSED = [
    ("burnup", {"done": [0, 24, 51, 74, 230, 240]}, "230 done of a scope of 204"),
    ("burnup", {"done": [0, 24, 20]}, "'done' falls"),
    ("burnup", {"done": []}, "more entries"),
    ("burnup", {"periods": 3}, "raise 'periods'"),
    ("burnup", {"scope": [160]}, "more entries"),
    ("burndown", {"left": [0, 0]}, "begins with 0"),
    ("velocity", {"planned": [30]}, "one for each"),
    ("velocity", {"completed": [0, 0], "planned": []}, "only zeros"),
    ("board", {"columns": [{"name": "A"}, {"name": "B"}]}, "no card"),
    ("cumulative-flow", {"at": [0, 5, 5, 10, 15, 20]}, "does not rise"),
    (
        "cumulative-flow",
        {"reached": {"Started": [1, 2, 3, 4, 5, 6], "Done": [0, 1, 2, 3, 4, 7]}},
        "more items have reached 'Done' than 'Started'",
    ),
    (
        "cumulative-flow",
        {"reached": {"Started": [1, 2, 3, 4, 5, 4], "Done": [0, 0, 0, 0, 0, 0]}},
        "'Started' falls",
    ),
    ("gantt", {"today": 99}, "long past the plan"),
    ("gantt", {"bars": []}, "more entries"),
    (
        "resource-histogram",
        {"load": {"Tester": [1, 2]}},
        "the load of 'Tester' has 2 entries where 'capacity' has 5",
    ),
    ("resource-histogram", {"load": {"Tester": [0, 0, 0, 0, 0]}}, "nothing to draw"),
    ("risk-matrix", {"size": 3}, "'R1' lies outside the 3 by 3 matrix"),
    ("evm-table", {"rows": []}, "more entries"),
    ("evm-table", {"show": ["cpi", "cpi"]}, "stands 2 times"),
    ("raci", {"roles": ["Sponsor", "Lead"]}, "has 4 entries where 'roles' has 2"),
    ("table", {"columns": ["A", "B"]}, "row 1 has 4 entries where 'columns' has 2"),
    ("table", {"columns": ["A", "B"], "rows": [["", "x"]]}, "begins with an empty cell"),
    ("table", {"colour": "red"}, "'exhibit.colour' is not a known key"),
]


@pytest.mark.parametrize(("kind", "change", "words"), REFUSED)
def test_data_that_cannot_be_is_refused_with_one_sentence(
    kind: str, change: dict[str, Any], words: str, repository: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        read(examples(repository)[kind] | change)
    message = str(caught.value)
    assert words in message
    assert message.startswith("item.yaml, line ")
    assert "\n" not in message


def test_a_burnup_tells_where_its_plan_ends_and_not_that_its_axis_is_planned() -> None:
    lines = {"scope": [40, 40, 52], "done": [0, 10, 20], "plan": [0, 10, 20, 30, 40]}
    words = read({"kind": "burnup", "title": "T", "periods": 6} | lines).alt
    assert "after sprint 2, 20 points are done" in words
    assert words.endswith("The plan reaches 40 at sprint 4. The axis runs to sprint 6.")
    assert "planned" not in words
    del lines["plan"]
    assert "plan" not in read({"kind": "burnup", "title": "T"} | lines).alt


def test_a_network_in_a_circle_names_the_circle(repository: Path) -> None:
    network = examples(repository)["network"]
    network["activities"][0]["after"] = ["c"]
    with pytest.raises(ContentError, match=r"wait in a circle: .*a.*; remove one link"):
        read(network)


def test_a_predecessor_that_is_unknown_lists_the_known_ones(repository: Path) -> None:
    network = examples(repository)["network"]
    network["activities"][1]["after"] = ["z"]
    with pytest.raises(ContentError, match=r"after 'z', which is no activity .* a, b, c, d, e"):
        read(network)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"bac": 100, "pv": 50, "ev": 120, "ac": 60}, "EV 120 over its BAC of 100"),
        ({"bac": 100, "pv": 150, "ev": 20, "ac": 60}, "PV 150 over its BAC of 100"),
        ({"bac": 0, "pv": 0, "ev": 0, "ac": 60}, "a BAC of 0"),
        ({"bac": 100, "pv": 0, "ev": 20, "ac": 60}, "PV 0, so that it has no SPI"),
    ],
)
def test_earned_value_that_cannot_be(row: dict[str, float], words: str) -> None:
    table = {"kind": "evm-table", "title": "T", "rows": [{"name": "Part"} | row], "show": ["spi"]}
    with pytest.raises(ContentError, match=words):
        read(table)


def test_more_cards_than_the_limit_have_to_be_meant(repository: Path) -> None:
    board = examples(repository)["board"]
    del board["columns"][2]["over_limit"]
    with pytest.raises(ContentError, match="'Test' holds 3 cards over its limit of 2"):
        read(board)
    board["columns"][1]["over_limit"] = True
    board["columns"][2]["over_limit"] = True
    with pytest.raises(ContentError, match="'Build' is not over its limit"):
        read(board)


def test_a_bar_that_ends_before_it_starts_and_work_done_in_the_future() -> None:
    def plan(**bar: float) -> dict[str, Any]:
        bars = [{"id": "a", "name": "First", "start": 0, "finish": 5},
                {"id": "b", "name": "Second"} | bar]  # fmt: skip
        return {"kind": "gantt", "title": "T", "today": 4, "bars": bars}

    with pytest.raises(ContentError, match="'Second' finishes at 2, before it starts at 3"):
        read(plan(start=3, finish=2))
    with pytest.raises(ContentError, match="'Second' starts after today and is partly done"):
        read(plan(start=6, finish=8, done=0.5))


def test_an_issue_has_no_probability(repository: Path) -> None:
    log = examples(repository)["raid"]
    log["rows"][2]["probability"] = "high"
    with pytest.raises(ContentError, match="the issue 'I4' has a probability; it has happened"):
        read(log)


def test_stakeholders_that_cannot_be_told_apart(repository: Path) -> None:
    grid = examples(repository)["stakeholder-grid"]
    grid["people"].append({"name": "Auditor", "influence": 9.2, "interest": 2})
    with pytest.raises(ContentError, match="'Finance director' and 'Auditor' stand too close"):
        read(grid)


def test_four_risks_in_a_cell_are_too_many() -> None:
    risks = [{"id": f"R{n}", "text": "x", "probability": 2, "impact": 2} for n in range(4)]
    with pytest.raises(ContentError, match="4 risks lie in the cell probability 2, impact 2"):
        read({"kind": "risk-matrix", "title": "T", "risks": risks})


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"kind": "pie", "title": "T"}, "'pie' is no kind of exhibit; the kinds are burnup"),
        ({"title": "T"}, "an exhibit begins with 'kind:'"),
        ("burnup", "an exhibit begins with 'kind:'"),
        ([], "an exhibit begins with 'kind:'"),
    ],
)
def test_what_is_no_exhibit_is_told_the_kinds(document: Any, words: str) -> None:
    with pytest.raises(ContentError, match=re.escape(words)):
        read(document)


def test_dates_of_a_network_stand_in_the_table_only_where_they_are_shown(repository: Path) -> None:
    network = examples(repository)["network"]
    assert read(network).table.columns == ("activity", "days", "after")
    dated = read(network | {"show": "dates"}).table
    assert dated.columns[-1] == "total float"
    assert dict(zip(("spent", *dated.columns), ("x", *dated.rows[3]), strict=True)) == {
        "spent": "x",
        "activity": "Security review",
        "days": "6",
        "after": "Contract",
        "early start": "5",
        "early finish": "11",
        "late start": "10",
        "late finish": "16",
        "total float": "5",
    }


def test_indices_are_computed_from_the_amounts(repository: Path) -> None:
    table = read(examples(repository)["evm-table"] | {"show": ["cv", "sv", "cpi", "spi"]}).table
    assert table.rows[0] == ("Backend", "400", "240", "200", "250", "−50", "−40", "0.80", "0.83")


def test_reading_exhibits_loads_no_drawing_library() -> None:
    script = "import sys, tpmlab.exam.items.exhibit; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
