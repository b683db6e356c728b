"""Fast-tracking: exact chances of small bets, and agreement with Monte Carlo."""

import pytest

from tpmlab.schedule import Plan, PlanError, critical_path
from tpmlab.schedule.fast_tracking import Overlap, fast_track, overlap_candidates
from tpmlab.schedule.risk import monte_carlo

RELEASE = Plan.from_rows(
    [
        ("design", 8, []),
        ("build", 10, ["design"]),
        ("docs", 4, ["design"]),
        ("ship", 2, ["build", "docs"]),
    ]
)


def test_two_bets_give_four_cases():
    bets = [Overlap("design", "build", 4, 0.25), Overlap("build", "ship", 1, 0.5, rework_share=2)]
    answer = fast_track(RELEASE, bets)
    assert answer.before == 20
    assert answer.finishes.tolist() == [15, 17, 19, 21]
    assert answer.chances.tolist() == pytest.approx([0.375, 0.375, 0.125, 0.125])
    assert answer.mean == pytest.approx(15 * 0.375 + 17 * 0.375 + 19 * 0.125 + 21 * 0.125)
    assert answer.days_saved == pytest.approx(20 - answer.mean)
    assert answer.chance_later == pytest.approx(0.125)
    assert answer.chance(17) == pytest.approx(0.75)
    assert answer.rework == pytest.approx(2)


def test_monte_carlo_with_the_same_bets_agrees():
    bets = [Overlap("design", "build", 4, 0.25), Overlap("build", "ship", 1, 0.5, rework_share=2)]
    exact = fast_track(RELEASE, bets)
    drawn = monte_carlo(exact.plan, {}, events=[bet.as_event() for bet in bets], n_trials=40_000)
    for day in exact.finishes:
        assert drawn.chance(day) == pytest.approx(exact.chance(day), abs=0.0125)


def test_off_the_critical_path_nothing_is_won():
    answer = fast_track(RELEASE, [Overlap("design", "docs", 2, 0.0)])
    assert (answer.days_saved, answer.chance_later) == (0, 0)


def test_without_bets_nothing_changes():
    answer = fast_track(RELEASE, [])
    assert (answer.mean, answer.chances.tolist(), answer.plan) == (20, [1], RELEASE)


def test_candidates_are_the_critical_links_by_gain():
    table = overlap_candidates(RELEASE, share=1, rework_chance=0.2)
    assert table[["pred", "succ"]].to_numpy().tolist() == [["design", "build"], ["build", "ship"]]
    # one whole overlap: docs then hold the end at 14
    assert table["overlap"].tolist() == [8, 2]
    assert (
        table.loc[0, "finish"]
        == critical_path(RELEASE.with_link("design", "build", "FS", -8)).finish
    )
    sure = overlap_candidates(RELEASE, rework_chance=1, rework_share=2)
    assert (sure["mean_days_saved"] < 0).all()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda: fast_track(RELEASE, [Overlap("design", "ship", 1, 0.1)]),
            "no finish-to-start link",
        ),
        (lambda: fast_track(RELEASE, [Overlap("design", "docs", 5, 0.1)]), "give at most 4"),
        (lambda: fast_track(RELEASE, [Overlap("x", "docs", 5, 0.1)]), "no task 'x'"),
        (lambda: fast_track(RELEASE, [Overlap("build", "ship", 1, 0.1)] * 13), "at most 12"),
        (lambda: Overlap("a", "b", 0, 0.1), "Overlap a → b: days is 0"),
        (lambda: Overlap("a", "b", 1, 1.1), "rework_chance is 1.1"),
        (lambda: overlap_candidates(RELEASE, share=2), "share is 2"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(make, words):
    with pytest.raises(PlanError, match=words):
        make()
