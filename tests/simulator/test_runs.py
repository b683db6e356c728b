"""A run as a learner uses it: play, undo, branch, save, look."""

import json

import numpy as np
import pytest

import tpmlab as tpm
from tpmlab.scenarios import load
from tpmlab.simulator import (
    Decision,
    Levers,
    Project,
    Report,
    Run,
    SimulatorError,
    Trade,
    judge_report,
    load_run,
    par,
    play,
    policies,
    save_run,
    simulate,
)

TUTORIAL, SAAS = load("tutorial"), load("saas-launch")
DECISIONS = (
    Decision(test=0.1, accept=("data",)),
    Decision(mitigate=("data",), report=Report(6.5, changed="the date", next_update=3)),
    Decision(answer={"credit-notes": Trade("time"), "dark-mode": "no"}, cut=("paper",)),
    Decision(overtime={"noor-bakker": 0.25}, assign={"noor-bakker": ("preview",)}),
)


def played(weeks=4, seed=3):
    run = Run.start(TUTORIAL, seed)
    for decision in DECISIONS[:weeks]:
        run = run.play(decision)
    return run


def test_going_back_and_playing_the_same_gives_the_same_bytes():
    run = played()
    again = run.back_to(1)
    assert (again.week, len(again.decisions)) == (1, 1)
    for decision in DECISIONS[1:]:
        again = again.play(decision)
    assert again.state.digest() == run.state.digest()
    assert again.events == run.events


def test_going_back_keeps_the_run_that_was_left():
    run = played()
    other = run.back_to(2).play(Decision(overtime=0.5))
    assert run.week == 4
    assert other.state.digest() != run.states[3].digest()
    with pytest.raises(SimulatorError, match="week is 9: this run knows weeks 0 to 4"):
        run.back_to(9)


def test_replaying_a_runs_own_decisions_changes_nothing():
    run = play(SAAS, policies.strong, seed=7)
    again = Run.start(SAAS, 7).repeat(run.decisions)
    assert again.state.digest() == run.state.digest()


def test_orders_stand_until_changed():
    run = played()
    assert run.state.orders.test == 0.1
    assert run.view.people["noor-bakker"].overtime == 0.25
    assert run.play(Decision(overtime=0, assign={})).view.people["noor-bakker"].overtime == 0


def test_what_is_decided_survives_writing_and_reading():
    for decision in DECISIONS:
        assert Decision.from_dict(json.loads(json.dumps(decision.to_dict()))) == decision
    with pytest.raises(SimulatorError, match="'overtme' is no order: use accept, answer"):
        Decision.from_dict({"overtme": 0.1})


def test_a_policy_may_answer_in_numpys_numbers_and_in_sets():
    wanted = Decision(test=np.float64(0.1), overtime=np.float32(0.25), cut={"paper"},
                      report=Report(np.float64(7), next_update=np.int64(3)))  # fmt: skip
    run = Run.start(TUTORIAL, 3).play(wanted)
    assert not [event for event in run.events if event.kind == "refused"]
    assert load_run(save_run(run), TUTORIAL).state.digest() == run.state.digest()


def test_a_saved_run_comes_back_with_all_its_weeks():
    run = played(3).branch(2).play(DECISIONS[3])
    back = load_run(save_run(run), TUTORIAL)
    assert back.state.digest() == run.state.digest()
    assert [state.week for state in back.states] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text[:-9], "The save is damaged: it is not JSON"),
        (lambda text: "[]", "is not a saved run"),
        (lambda text: text.replace('"tpmlab_run": 1', '"tpmlab_run": 9'), "update tpmlab"),
        (lambda text: text.replace('"seed": 3', '"seed": null'), "'seed' is missing"),
        (lambda text: text.replace('"seed": 3', '"seed": 4'), "whose model led elsewhere"),
        (lambda text: text.replace('"overtime": {', '"overtim": {'), "can't be replayed"),
        (lambda text: text.replace('"tutorial"', '"saas-launch"'), "belongs to the scenario"),
    ],
)
def test_a_save_that_cannot_be_used_says_why(spoil, message):
    with pytest.raises(SimulatorError, match=message):
        load_run(spoil(save_run(played())), TUTORIAL)


def test_a_changed_scenario_is_noticed_and_can_be_played_anyway():
    changed = TUTORIAL.model_copy(update={"budget": 500.0})
    text = save_run(played())
    with pytest.raises(SimulatorError, match="'tutorial' has changed since the save"):
        load_run(text, changed)
    assert load_run(text, changed, anyway=True).week == 4
    reworded = TUTORIAL.model_copy(update={"story": "Another story."})
    assert load_run(text, reworded).week == 4


def test_a_view_shows_no_hidden_number():
    run = played(2)
    hidden = [x for x in (*run.state.chance.fires, *run.state.work.flawed) if x]
    hidden += [
        size
        for size, started in zip(run.state.chance.size, run.state.work.started, strict=True)
        if not started
    ]
    shown = list(numbers(run.view))
    assert hidden
    assert not set(hidden) & set(shown)


def numbers(part):
    if isinstance(part, float):
        yield part
    elif hasattr(part, "values"):
        for each in part.values():
            yield from numbers(each)
    elif isinstance(part, tuple):
        for each in part:
            yield from numbers(each)


def test_a_view_cannot_be_written_to():
    view = played(1).view
    with pytest.raises(TypeError):
        view.packages["rules"] = None
    with pytest.raises(AttributeError):
        view.packages["rules"].left = 0.0
    with pytest.raises(TypeError):
        view.people["noor-bakker"].skills["fe"] = 2.0


def test_requests_are_shown_when_they_have_come():
    run = play(SAAS, policies.always_no, seed=3)
    arrived = [set(tpm.simulator.view_of(SAAS, state).requests) for state in run.states]
    assert not arrived[0]
    assert arrived == sorted(arrived, key=len)
    assert arrived[-1] == {request.id for request in SAAS.requests}


def test_the_table_of_a_run_ends_with_all_done():
    table = play(SAAS, policies.strong, seed=2).table()
    assert table["percent"].iloc[-1] == pytest.approx(1)
    assert table["spent"].is_monotonic_increasing
    assert (table["true"] <= table["percent"] + 0.02).all()


def test_a_deferred_package_is_cut_by_a_launch_without_it():
    run = Run.start(TUTORIAL, 5).play(Decision(defer=("paper",)))
    assert run.view.packages["paper"].status == "deferred"
    done = run.repeat([])
    assert done.view.packages["paper"].status == "cut"
    resumed = run.play(Decision(resume=("paper",))).repeat([])
    assert resumed.view.packages["paper"].status == "done"
    assert resumed.state.ledger.promised > done.state.ledger.promised


def test_holding_the_release_goes_on_testing_and_finds_more():
    ready = Run.start(TUTORIAL, 5).repeat([])
    held = Run.start(TUTORIAL, 5).repeat(
        [Decision(hold_release=True)] + [Decision()] * 12 + [Decision(hold_release=False)]
    )
    assert held.state.ledger.finish > ready.state.ledger.finish
    assert sum(held.state.work.flawed) < sum(ready.state.work.flawed)


def test_a_launch_without_end_is_stopped_and_worth_nothing():
    run = Run.start(TUTORIAL, 1).repeat([Decision(hold_release=True)])
    assert run.state.ledger.ended == "out of time"
    assert run.score.value == run.score.date == run.score.cost == 0


@pytest.mark.parametrize("moves", ["time", "budget", "scope"])
def test_a_trade_moves_what_was_asked_for_and_nothing_else(moves):
    for seed in range(40):
        run = Run.start(TUTORIAL, seed)
        while "credit-notes" not in run.view.requests and not run.over:
            run = run.play()
        if run.over or run.view.packages["paper"].status == "done":
            continue
        trade = Trade(moves, "paper" if moves == "scope" else None)
        before, after = run, run.play(Decision(answer={"credit-notes": trade}))
        if after.view.requests["credit-notes"].status != "traded":
            assert after.view.requests["credit-notes"].trade_refused
            continue
        moved = {
            "time": after.view.agreed > before.view.agreed,
            "budget": after.view.budget > before.view.budget,
            "scope": after.view.packages["paper"].status == "cut",
        }
        assert [name for name, has in moved.items() if has] == [moves]
        return
    pytest.fail("no seed granted the trade")


def test_a_report_is_held_against_what_the_week_shows():
    view = played(2).view
    done = tuple(p.id for p in view.packages.values() if p.status == "done")
    honest = Report(view.forecast, percent=100 * view.percent, done=done, changed="scope",
                    owner="noor-bakker", action="asks Groningen", next_update=5,
                    late=view.forecast + 0.1 * (view.forecast - view.week))  # fmt: skip
    good = judge_report(view, honest)
    assert (good.honesty, good.findings) == (pytest.approx(1), ())
    rosy = judge_report(view, Report(view.week + 1, percent=99, done=("trial",)))
    assert rosy.honesty < 0.5
    assert any("Nothing on the board supports sooner" in finding for finding in rosy.findings)
    assert any("'trial' is reported as done and is not" in finding for finding in rosy.findings)
    assert any("doesn't say who acts next" in finding for finding in rosy.findings)
    assert judge_report(view, Report(3 * view.forecast)).honesty < 0.5


def test_a_bad_surprise_costs_more_trust_than_the_same_news_told():
    silent = Run.start(SAAS, 2).repeat([])
    surprised = [event for event in silent.events if event.kind == "trust"]
    news = silent.states[surprised[0].week + 1].ledger.forecast
    told = Run.start(SAAS, 2).repeat([Decision(report=Report(news))])
    week = surprised[0].week + 1
    who = [each.id for each in SAAS.stakeholders].index(surprised[0].about)
    assert told.states[week].sponsors.trust[who] > silent.states[week].sponsors.trust[who] + 0.01


@pytest.mark.slow
def test_many_seeds_make_a_table_and_two_workers_the_same_one():
    counted = []
    table = simulate(TUTORIAL, policies.strong, range(4), progress=counted.append)
    assert counted == [1, 2, 3, 4]
    assert table["score"].between(0, 100).all()
    both = simulate(TUTORIAL, policies.strong, range(4), workers=2)
    assert both.equals(table)


def test_levers_and_policies_go_through_one_door():
    project = Project.from_rows([("web", 60, 300)], team=4, week_cost=8, start="2026-01-05",
                                wanted="2026-03-27", budget=400)  # fmt: skip
    outcome = simulate(project, Levers(testing=0.1), 20, seed=3)
    assert len(outcome.finish) == 20


@pytest.mark.slow
def test_par_levels_part_of_the_difference_between_seeds():
    seeds = range(30)
    scores = simulate(TUTORIAL, policies.strong, seeds)["score"]
    assert np.corrcoef(scores, par(TUTORIAL, seeds)["score"])[0, 1] > 0.3


def test_a_package_named_twice_in_the_priority_counts_once():
    once, twice = (
        Run.start(TUTORIAL, seed=1).play(Decision(priority=names))
        for names in (("rules",), ("rules", "rules"))
    )
    assert once.state.digest() == twice.state.digest()
