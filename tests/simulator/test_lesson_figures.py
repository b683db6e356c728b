"""Prose is not executed: what the lesson says in words must be what the model says."""

from pathlib import PurePosixPath

import pytest

from tpmlab.authoring.text import read_document
from tpmlab.content import root
from tpmlab.simulator import Levers, compare

LESSON = PurePosixPath("content/lessons/tradeoffs/scope-schedule-cost.md")


@pytest.fixture(scope="module")
def lesson():
    return read_document(root(), LESSON)


@pytest.fixture(scope="module")
def figures(lesson):
    """Every setting that the prose speaks of, in the lesson's own project."""
    cell = next(cell for cell in lesson.cells if cell.kind == "code")
    scope = {}
    exec(cell.source, scope)
    project = scope["project"]
    all_in = project.without()
    wish = (*all_in, "single sign-on")
    best = (*project.without("admin screens", "online help"), "single sign-on")
    settings = {
        "promised": Levers(),
        "callum": Levers(testing=0),
        "helen": Levers(extra=4, ask_week=22),
        "tomasz": Levers(overtime_weeks=4),
        "twenty": Levers(overtime_weeks=20),
        "davit": Levers(keep=project.without("mobile app")),
        "no admin": Levers(keep=project.without("admin screens")),
        "no reports": Levers(keep=project.without("reports")),
        "april": Levers(agreed=project.date_of(31)),
        "two more": Levers(extra=2),
        "four more": Levers(extra=4),
        "tests 12": Levers(testing=0.12),
        "wish": Levers(keep=wish),
        "dark mode": Levers(keep=(*all_in, "dark mode")),
        "answer": Levers(keep=best, testing=0.15, extra=1, overtime_weeks=3),
    }
    return compare(project, settings)


def test_the_prose_gives_the_model_s_figures(lesson, figures):
    chance, cost, value = (figures[name] for name in ("chance %", "cost kUSD", "value kUSD"))

    def dearer(name):
        return f"{abs(cost[name] - cost['promised'])},000"

    def lost(name):
        return f"{value['promised'] - value[name]},000"

    said = [
        f"{chance['davit']}% instead of {chance['promised']}%",
        f"falls by only {lost('davit')}",
        f"points for {dearer('tomasz')} dollars",
        f"That costs {dearer('helen')} dollars",
        f"the same cost, {chance['april']}%",
        f"give you {chance['two more']}%, for {dearer('two more')} dollars",
        f"gives {chance['no admin']}% and *saves* {dearer('no admin')}",
        f"{chance['four more'] - chance['promised']} points, for {dearer('four more')} dollars",
        f"lift the chance to {chance['tomasz']}%; twenty press it down to {chance['twenty']}",
        f"For nothing, the chance falls to {chance['wish']}%",
        f"lose {lost('no reports')} dollars of value",
        f"the promise's {value['promised']:,} kUSD",
    ]
    prose = " ".join(" ".join(c.source for c in lesson.cells if c.kind == "text").split())
    assert [phrase for phrase in said if phrase not in prose] == []


def test_the_reveals_keep_their_promises(figures):
    chance, defects = figures["chance %"], figures["defects"]
    assert chance["tomasz"] - chance["promised"] == 7
    assert chance["promised"] - chance["dark mode"] == 6
    assert chance["callum"] < chance["promised"] > chance["helen"]
    assert (defects["tests 12"], defects["promised"]) == (7, 16)
    best = figures.loc["answer"]
    assert best["chance %"] >= 80
    assert best["cost kUSD"] <= 2150
    assert best["defects"] <= 10
    assert best["value kUSD"] > figures.loc["promised", "value kUSD"]
