from datetime import date

import pytest

import tpmlab as tpm
from tpmlab.simulator import Levers, Project, simulate
from tpmlab.simulator.pictures import describe
from tpmlab.widgets.tradeoff_explorer import TradeoffExplorer

ROWS = [
    ("web", 120, 300, "must"),
    ("mobile", 40, 90),
    ("reports", 20, 80),
    ("dark mode", 5, 3, "asked"),
]
FACTS = {"team": 6, "week_cost": 8, "start": "2026-01-05", "wanted": "2026-04-03", "budget": 700}
PROJECT = Project.from_rows(ROWS, **FACTS)


@pytest.fixture
def explorer():
    return TradeoffExplorer(PROJECT, n_trials=60)


def words(explorer):
    return explorer.frame.caption.value


def test_it_starts_at_the_plan_as_promised(explorer):
    levers = explorer.levers()
    assert levers.keep == ("web", "mobile", "reports")
    start = simulate(PROJECT, Levers(), n_trials=60)
    assert describe(start) in words(explorer)


def test_what_must_ship_has_no_box_to_untick(explorer):
    assert set(explorer.features) == {"mobile", "reports", "dark mode"}


def test_a_moved_lever_changes_picture_words_and_news(explorer):
    before = explorer.frame.image.value, words(explorer)
    explorer.features["mobile"].value = False
    assert (explorer.frame.image.value, words(explorer)) != before
    assert "chance +" in explorer.frame.message.value


def test_all_levers_reach_the_model(explorer):
    explorer.features["dark mode"].value = True
    explorer.agreed.value = date(2026, 4, 10)
    explorer.extra.value, explorer.ask_week.value = 2, 3
    explorer.testing.value, explorer.overtime.value = 10, 4
    levers = Levers(
        keep=("web", "mobile", "reports", "dark mode"),
        agreed=date(2026, 4, 10),
        extra=2,
        ask_week=3,
        testing=0.1,
        overtime_weeks=4,
    )
    assert describe(simulate(PROJECT, levers, n_trials=60)) in words(explorer)


def test_undo_takes_back_one_lever_however_far_it_was_dragged(explorer):
    explorer.features["mobile"].value = False
    after_first = words(explorer)
    for share in (6, 7, 8, 9):
        explorer.testing.value = share
    explorer.undo_button.click()
    assert explorer.testing.value == 5
    assert words(explorer) == after_first
    explorer.undo_button.click()
    assert explorer.features["mobile"].value is True
    assert explorer.undo_button.disabled


def test_reset_goes_back_to_the_start_and_can_itself_be_undone(explorer):
    start = words(explorer)
    explorer.extra.value = 3
    moved = words(explorer)
    explorer.frame.reset_button.click()
    assert words(explorer) == start
    explorer.undo_button.click()
    assert words(explorer) == moved


def test_the_week_of_asking_waits_until_somebody_is_asked_for(explorer):
    assert explorer.ask_week.disabled
    explorer.extra.value = 1
    assert not explorer.ask_week.disabled


def test_the_cell_may_be_run_twice(monkeypatch, capsys):
    monkeypatch.setenv("TPMLAB_STATIC", "1")
    for _ in range(2):
        tpm.widgets.tradeoff_explorer(PROJECT, n_trials=60)
    printed = capsys.readouterr().out
    assert printed.count(f"Picture: {describe(simulate(PROJECT, n_trials=60))}") >= 2
    assert "VBox" not in printed
