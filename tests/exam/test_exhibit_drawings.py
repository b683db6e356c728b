"""Exhibits as pictures: everything inside the sheet, every region there and easy to hit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text
from pydantic import TypeAdapter

from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.exhibit import KINDS, AnyExhibit, Exhibit
from tpmlab.exam.items.model import HotspotItem
from tpmlab.exam_pictures import Drawing, draw
from tpmlab.exam_pictures.drawing import SMALLEST
from tpmlab.exam_pictures.paper import broken, text_width
from tpmlab.pictures import Canvas

ADAPTER: TypeAdapter[Exhibit] = TypeAdapter(AnyExhibit)
LONG = "Integration of the ledgers 7"  # 28 characters, the longest label
CELL = "The customer confirms the acceptance of all twenty interfaces in writing before the 4th"

FULLEST: dict[str, dict[str, Any]] = {
    "burnup": {
        "scope": [100, *[100 + 3 * n for n in range(14)]],
        "done": [7 * n for n in range(15)],
        "plan": [7 * n for n in range(15)],
        "unit": LONG,
        "period": "iteration",
    },
    "burndown": {"left": [15, *range(14, 0, -1)], "periods": 14, "unit": LONG},
    "velocity": {
        "completed": [900 + n for n in range(12)],
        "planned": [900 + n for n in range(12)],
        "first": 988,
    },
    "board": {
        "columns": [
            {
                "name": LONG[:-1] + str(c),
                "wip": 3,
                "over_limit": True,
                "cards": [
                    {"id": f"c{c}{n}", "text": LONG, "age": 999, "blocked": True} for n in range(8)
                ],
            }
            for c in range(6)
        ]
    },
    "cumulative-flow": {
        "at": list(range(0, 120, 10)),
        "reached": {
            f"Integrating{stage}": [100 * n for n in range(12)] for stage in range(6)
        },  # all bands but the last have no height
    },
    "gantt": {
        "today": 1,
        "bars": [
            {"id": f"b{n}", "name": LONG, "start": n, "finish": n + 0.1, "done": 0.5 * (n < 1)}
            for n in range(12)
        ],
    },
    "network": {
        "show": "dates",
        "activities": [
            {"id": "a", "name": "Integrating ledger 0", "days": 12.5},
            *(
                {"id": f"b{n}", "name": f"Integrating ledger {n}", "days": 100, "after": ["a"]}
                for n in range(1, 5)
            ),
            *(
                {"id": f"c{n}", "name": f"Verifying ledgers {n}", "days": 3, "after": [f"b{n}"]}
                for n in range(1, 5)
            ),
            {"id": "e", "name": "Handing the rest ove", "days": 1, "after": ["c1", "c2", "c3"]},
        ],
    },
    "resource-histogram": {
        "first": 986,
        "load": {f"Integration analyst{n}": [40_000.0] * 14 for n in range(5)},
        "capacity": [150_000.0] * 14,
    },
    "risk-matrix": {
        "risks": [
            {"id": f"RI{n:02}", "text": CELL, "probability": 1 + n // 3, "impact": 1 + n // 3}
            for n in range(12)
        ]
    },
    "stakeholder-grid": {
        "people": [
            {
                "name": f"Operation board {x}{y}",
                "influence": 5.0 * y,
                "interest": 5.0 * x,
                "stance": "opposes",
            }
            for x in range(3)
            for y in range(3)
        ]
    },
    "evm-table": {
        "unit": LONG,
        "show": ["cv", "sv", "cpi", "spi"],
        "rows": [
            {"name": f"{LONG[:-1]}{n}", "bac": 9e6, "pv": 8e6, "ev": 7654321, "ac": 8765432}
            for n in range(10)
        ],
    },
    "raid": {
        "rows": [
            {
                "id": f"RISK{n}",
                "kind": "dependency",
                "text": CELL,
                "probability": "medium",
                "impact": "medium",
                "owner": LONG,
                "state": "waiting for confirmation",
            }
            for n in range(8)
        ]
    },
    "raci": {
        "roles": [f"Programme integrator {n}" for n in range(7)],
        "tasks": [{"name": f"{LONG[:-1]}{n}", "cells": ["R/A"] * 7} for n in range(10)],
    },
    "table": {
        "columns": [f"{LONG[:-1]}{n}" for n in range(7)],
        "rows": [[f"{n} Confirmation", *[CELL] * 6] for n in range(10)],
    },
}


def example(kind: str, repository: Path) -> Exhibit:
    text = (repository / "docs" / "exhibits.md").read_text(encoding="utf-8")
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.S)]
    return ADAPTER.validate_python(next(block for block in blocks if block["kind"] == kind))


def fullest(kind: str) -> Exhibit:
    """As much as the kind can hold, with the longest labels."""
    return ADAPTER.validate_python({"kind": kind, "title": "M" * 40} | FULLEST[kind])


def cut_off(drawing: Drawing) -> list[str]:
    """Texts that leave the sheet."""
    figure = drawing.picture.figure
    renderer = Canvas(figure).renderer()
    figure.draw(renderer)
    wide, high = drawing.size
    found = []
    undrawn = {tick.label1 for axis in _scales(figure) for tick in axis.get_major_ticks()
               if not _within(tick.get_loc(), axis.get_view_interval())}  # fmt: skip
    for text in set(figure.findobj(Text)) - undrawn:
        if not text.get_visible() or not text.get_text().strip():
            continue
        box = text.get_window_extent(renderer)
        if box.x0 < -1 or box.y0 < -1 or box.x1 > wide + 1 or box.y1 > high + 1:
            found.append(text.get_text())
    return found


def _scales(figure: Any) -> list[Any]:
    return [axis for axes in figure.axes if axes.axison for axis in (axes.xaxis, axes.yaxis)]


def _within(place: float, ends: Any) -> bool:
    return bool(min(ends) - 1e-9 <= place <= max(ends) + 1e-9)


@pytest.mark.parametrize("full", [False, True], ids=["example", "fullest"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_has_its_words_inside_and_its_regions_apart(
    kind: str, full: bool, repository: Path
) -> None:
    exhibit = fullest(kind) if full else example(kind, repository)
    drawing = draw(exhibit)
    assert drawing.picture.alt == exhibit.alt
    assert cut_off(drawing) == []
    assert list(drawing.boxes.keys() ^ exhibit.regions.keys()) == []
    wide, high = drawing.size
    for name, box in drawing.boxes.items():
        assert min(box.width, box.height) >= SMALLEST, name
        assert box.left >= 0, name
        assert box.top >= 0, name
        assert box.left + box.width <= wide + 0.01, name
        assert box.top + box.height <= high + 0.01, name
    assert drawing.crossing() == []


levels = st.lists(st.integers(0, 200), min_size=2, max_size=15)


@settings(max_examples=25)
@given(growth=levels, room=st.lists(st.integers(0, 200), min_size=15, max_size=15), plan=levels)
def test_points_of_any_burnup_have_places_of_their_own(
    growth: list[int], room: list[int], plan: list[int]
) -> None:
    done = [float(sum(growth[: n + 1])) for n in range(len(growth))]
    scope = [level + 1.0 + extra for level, extra in zip(done, room, strict=False)]
    data = {"kind": "burnup", "title": "T", "scope": scope, "done": done,
            "plan": [float(level) for level in plan]}  # fmt: skip
    drawing = draw(ADAPTER.validate_python(data))
    assert drawing.crossing() == []
    assert all(min(box.width, box.height) >= SMALLEST for box in drawing.boxes.values())
    assert all(box.top >= 0 for box in drawing.boxes.values())


def test_the_same_data_give_the_same_bytes(repository: Path) -> None:
    assert draw(example("burnup", repository)).png() == draw(example("burnup", repository)).png()


def test_a_region_is_where_its_point_is(repository: Path) -> None:
    drawing = draw(example("burnup", repository))
    axes = drawing.picture.figure.axes[0]
    x, y = axes.transData.transform((4, 204))
    box = drawing.boxes["scope-4"]
    assert box.left < x < box.left + box.width
    assert box.top < drawing.size[1] - y < box.top + box.height
    left, top, width, height = drawing.shares("scope-4")
    assert (left * 700, width * 700) == pytest.approx((box.left, box.width))
    assert (top * 380, height * 380) == pytest.approx((box.top, box.height))


@pytest.mark.parametrize("show", ["durations", "dates"])
def test_a_network_marks_no_path(show: str, repository: Path) -> None:
    network = example("network", repository).model_copy(update={"show": show})
    figure = draw(network).picture.figure
    words = " ".join(text.get_text() for text in figure.findobj(Text))
    assert "ritical" not in words
    edges = {patch.get_linewidth() for patch in figure.axes[0].patches}
    assert len(edges) <= 2  # boxes and arrows: none stands out


def test_lines_fit_their_width_and_lose_no_letter() -> None:
    words = "Certificate Donaudampfschifffahrtsgesellschaft of the partner"
    lines = broken(words, 90)
    assert all(text_width(line) <= 90 for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def in_the_bank() -> dict[str, tuple[Exhibit, list[str]]]:
    """Each exhibit of the bank once, with the regions that hotspot items name in it."""
    found: dict[str, tuple[Exhibit, list[str]]] = {}
    for item in load_bank("pmp-2026").items:
        if item.exhibit is not None:
            regions = found.setdefault(item.case or item.id, (item.exhibit, []))[1]
            if isinstance(item, HotspotItem):
                regions += [str(option.region) for option in item.options]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", in_the_bank())
def test_exhibits_of_the_bank_are_whole_and_their_regions_apart(name: str) -> None:
    exhibit, regions = in_the_bank()[name]
    drawing = draw(exhibit)
    assert cut_off(drawing) == []
    assert drawing.crossing(regions) == []
    for region in regions:
        box = drawing.boxes[region]
        assert min(box.width, box.height) >= SMALLEST, region
