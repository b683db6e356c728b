"""What a manager may ask before and after a week: refusals, formulas, the date that came true."""

import re
from dataclasses import fields

import pytest

from tpmlab.scenarios import load
from tpmlab.simulator import Decision, Report, Run, Score, Trade, judge_report, play, policies
from tpmlab.simulator.orders import refusals
from tpmlab.simulator.scoring import FORMULAS

TUTORIAL = load("tutorial")


def test_asking_what_would_be_refused_changes_nothing():
    run = Run.start(TUTORIAL, seed=1)
    before = run.state.digest()
    asked = Decision(cut=("rules",), hire=("nobody",), overtime=2.0, mitigate=("data",))
    told = refusals(TUTORIAL, run.state, asked)
    assert len(told) == 3
    assert "'rules' must ship" in told[0]
    assert run.state.digest() == before
    refused = [event.text for event in run.play(asked).events if event.kind == "refused"]
    assert refused == told


def test_whether_a_trade_is_granted_is_not_told():
    run = Run.start(TUTORIAL, seed=3)
    while not run.view.open_requests:
        run = run.play()
    name = run.view.open_requests[0].id
    answers = set()
    for luck in range(1, 9):
        state = run.branch(luck).state
        told = refusals(TUTORIAL, state, Decision(answer={name: Trade("time")}))
        answers.add(tuple(told))
    assert answers == {()}


def test_every_part_of_the_score_has_its_formula_with_the_numbers_used():
    parts = {each.name for each in fields(Score)} - {"total", "net_benefit"}
    assert set(FORMULAS) == parts
    run = play(TUTORIAL, policies.always_no, seed=2)
    score, trust = (
        run.score,
        sum(s.weight * s.trust for s in run.view.sponsors.values())
        / sum(s.weight for s in run.view.sponsors.values()),
    )
    (divisor,) = re.findall(r"÷ ([\d.]+)", FORMULAS["trust"])
    assert score.trust == pytest.approx(trust / float(divisor))


def test_after_the_launch_the_forecast_is_what_came_true():
    run = play(TUTORIAL, policies.strong, seed=1)
    assert run.view.forecast == run.state.ledger.finish
    assert run.view.forecast_cost == run.view.spent


def test_a_report_is_complete_where_nothing_is_done_or_blocked_yet():
    view = Run.start(TUTORIAL, seed=1).view
    report = Report(
        finish=view.forecast,
        late=view.forecast + 1,
        percent=0,
        changed="nothing yet",
        owner="callum-fraser",
        action="starts with the rules",
        next_update=4,
    )
    assert judge_report(view, report).completeness == 1
