import pytest

import tpmlab as tpm
from tpmlab.simulator import Levers, Project, compare, simulate
from tpmlab.simulator.pictures import TradeoffFigure, describe

ROWS = [("web", 120, 300), ("mobile", 40, 90)]
FACTS = {"team": 6, "week_cost": 8, "start": "2026-01-05", "wanted": "2026-03-27", "budget": 600}
PROJECT = Project.from_rows(ROWS, **FACTS)


def test_the_words_give_the_numbers_of_the_outcome():
    outcome = simulate(PROJECT)
    words = describe(outcome)
    assert f"by Friday 27 March 2026: {outcome.chance:.0%}" in words
    assert f"Mean cost {outcome.cost.mean():,.0f} kUSD" in words
    assert f"{outcome.escapes.mean():.0f} defects escape" in words


def test_a_date_that_is_never_reached_is_said_in_words():
    outcome = simulate(Project.from_rows([("all", 1e5, 1)], **FACTS), n_trials=10)
    assert "half of the futures are ready not within 104 weeks" in describe(outcome)
    assert TradeoffFigure(outcome).png(outcome)[:4] == b"\x89PNG"


def test_every_lever_changes_the_picture_and_going_back_restores_it():
    start = simulate(PROJECT)
    sheet = TradeoffFigure(start)
    first = sheet.png(start)
    for levers in (Levers(keep=("web",)), Levers(extra=3), Levers(testing=0.3)):
        assert sheet.png(simulate(PROJECT, levers)) != first
    assert sheet.png(start) == first


@pytest.mark.parametrize("extra", [0, 4])
def test_printed_and_live_picture_are_the_same(extra):
    start, now = simulate(PROJECT), simulate(PROJECT, Levers(extra=extra))
    assert tpm.simulator.tradeoff_picture(now, start).png() == TradeoffFigure(start).png(now)


def test_a_comparison_says_every_setting_in_words_and_changes_against_the_first():
    settings = {"all": Levers(), "web only": Levers(keep=("web",)), "more hands": Levers(extra=2)}
    table = compare(PROJECT, settings)
    picture = tpm.simulator.comparison_picture(PROJECT, settings)
    for name, row in table.iterrows():
        assert f"{name} {row['chance %']}%, {row['cost kUSD']:,}, " in picture.alt
    drawn = {text.get_text() for text in picture.figure.axes[0].texts}
    saved = table.loc["all", "cost kUSD"] - table.loc["web only", "cost kUSD"]
    assert f"\N{MINUS SIGN}{saved}" in drawn
