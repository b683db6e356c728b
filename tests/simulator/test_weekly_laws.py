"""What must hold in every week of every project: nothing appears, nothing vanishes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.scenarios import load
from tpmlab.simulator import Decision, Report, Run, SimulatorError, Trade, new_game, step
from tpmlab.simulator.week import enter_branch

TUTORIAL, SAAS = load("tutorial"), load("saas-launch")
SHARES = st.floats(0, 0.6)  # some of them are not allowed


def _subset(items):
    return st.lists(st.sampled_from([item.id for item in items]), max_size=3).map(tuple)


def decisions(scenario):
    trades = st.builds(
        Trade, st.sampled_from(["time", "budget", "scope", "luck"]), _one(scenario.packages)
    )
    answers = st.sampled_from(["yes", "no", "perhaps"]) | trades
    people = (*scenario.people, *scenario.pool)
    return st.builds(
        Decision,
        assign=st.none() | st.dictionaries(_one(people), _subset(scenario.packages), max_size=2),
        priority=st.none() | _subset(scenario.packages),
        hire=_subset(people),
        release=st.just(()) | _subset(people),
        overtime=st.none() | SHARES,
        test=st.none() | SHARES,
        fast_track=_subset(scenario.packages),
        cut=st.just(()) | _subset(scenario.packages),
        defer=_subset(scenario.packages),
        resume=_subset(scenario.packages),
        answer=st.dictionaries(_one(scenario.requests), answers, max_size=2),
        mitigate=_subset(scenario.risks),
        accept=_subset(scenario.risks),
        report=st.none() | st.builds(Report, finish=st.floats(-5, 300)),
        rebaseline=st.none() | st.floats(0, 100),
        hold_release=st.none() | st.just(False),
    )


def _one(items):
    return st.sampled_from([item.id for item in items])


def check_work(state):
    work = state.work
    for i, size in enumerate(work.size):
        parts = [work.waiting[i], work.correct[i], work.flawed[i], work.known[i]]
        assert sum(parts) == pytest.approx(size, abs=1e-9)
        assert min(parts) > -1e-9


def check_people(state):
    team = state.team
    assert team.worked_days + team.idle_days == pytest.approx(team.paid_days)
    assert all(-1e-9 <= busy <= 5 + 1e-9 for busy in team.busy)
    assert all(0 <= morale <= 1 for morale in team.morale)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [TUTORIAL, SAAS], ids=lambda s: s.id)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_work_and_peoples_hours_are_conserved_and_any_decisions_end(scenario, data):
    run = Run.start(scenario, data.draw(st.integers(0, 2**64 - 1)))
    wanted = data.draw(st.lists(decisions(scenario), max_size=12))
    run = run.repeat(wanted)
    assert run.over
    for state in run.states:
        check_work(state)
        check_people(state)
        assert all(0 <= trust <= 1 for trust in state.sponsors.trust)
    assert 0 <= run.score.total <= 100


@settings(max_examples=20, deadline=None)
@given(wanted=st.lists(decisions(TUTORIAL), min_size=1, max_size=8), seed=st.integers(0, 999))
def test_every_change_of_money_has_a_cause(wanted, seed):
    rules, cost = TUTORIAL.dynamics, {p.id: p.cost for p in (*TUTORIAL.people, *TUTORIAL.pool)}
    names = [p.id for p in (*TUTORIAL.people, *TUTORIAL.pool)]
    run = Run.start(TUTORIAL, seed).repeat(wanted)
    for before, after in zip(run.states, run.states[1:], strict=False):
        place = dict(zip(names, zip(before.team.place, after.team.place, strict=True), strict=True))
        overtime = dict(zip(names, after.orders.overtime, strict=True))
        days = 5 * (after.ledger.finish - before.week if after.ledger.ended == "launched" else 1)
        pay = sum(
            days / 5 * cost[name] * (1 + rules.overtime_pay * overtime[name])
            for name, (_, now) in place.items()
            if now == "team"
        )
        hired = sum(was == "pool" and now != "pool" for was, now in place.values())
        notice = sum(
            rules.notice_weeks * cost[name]
            for name, (was, now) in place.items()
            if now == "released" and was != "released"
        )
        mitigation = sum(
            risk.mitigation.cost
            for r, risk in enumerate(TUTORIAL.risks)
            if after.risks.mitigated[r] and not before.risks.mitigated[r]
        )
        damage = sum(
            before.chance.impact[r]
            * risk.cost
            * (1 - risk.mitigation.impact if after.risks.mitigated[r] else 1)
            for r, risk in enumerate(TUTORIAL.risks)
            if after.risks.fired[r] == before.week
        )
        causes = pay + hired * rules.hire_fee + notice + mitigation + damage
        assert after.ledger.spent - before.ledger.spent == pytest.approx(causes)


def test_a_step_leaves_the_state_it_was_given_alone():
    state = new_game(SAAS, seed=4)
    before = state.digest()
    step(SAAS, state, Decision(test=0.2, hire=("hire-front",), mitigate=("load",), overtime=0.25))
    assert state.digest() == before


def test_the_same_decisions_give_the_same_bytes():
    wanted = [Decision(test=0.1, overtime=0.25 if week % 5 == 2 else 0.0) for week in range(30)]
    one, two = (Run.start(SAAS, seed=11).repeat(wanted) for _ in range(2))
    assert [state.digest() for state in one.states] == [state.digest() for state in two.states]


def test_changing_a_decision_about_one_package_leaves_the_luck_of_others_alone():
    plain = Run.start(SAAS, seed=5).repeat([])
    other = Run.start(SAAS, seed=5).repeat([Decision(cut=("rep",), fast_track=("bill",))])
    assert plain.state.chance is other.state.chance
    for what in ("fires", "quits", "size", "arrives"):
        assert getattr(plain.state.chance, what) == getattr(other.state.chance, what)


def test_luck_belongs_to_the_name_and_not_to_its_place():
    shuffled = SAAS.model_copy(update={"packages": SAAS.packages[::-1], "risks": SAAS.risks[::-1]})
    one, two = new_game(SAAS, 9), new_game(shuffled, 9)
    assert one.work.size == two.work.size[::-1]
    assert one.chance.fires == two.chance.fires[::-1]
    fewer = SAAS.model_copy(update={"risks": SAAS.risks[1:]})
    assert new_game(fewer, 9).chance.fires == one.chance.fires[1:]


def test_another_future_keeps_what_has_come_true():
    run = Run.start(SAAS, seed=2)
    for _ in range(14):
        run = run.play()
    other = enter_branch(SAAS, run.state, 1)
    for i, started in enumerate(run.state.work.started):
        same = other.work.size[i] == run.state.work.size[i]
        assert same == started
    assert other.risks.fired == run.state.risks.fired
    for r, threshold in enumerate(other.chance.fires):
        assert threshold > run.state.risks.strain[r]
    assert other.chance.output[0][:14] == run.state.chance.output[0][:14]
    assert other.chance.output[0][14:] != run.state.chance.output[0][14:]
    check_work(other)
    for c, status in enumerate(other.requests.status):
        if status == "future":
            assert other.chance.arrives[c] >= 14


def test_a_branch_is_repeatable_and_differs_from_its_neighbour():
    state = Run.start(SAAS, seed=2).play().play().state
    first, again, second = (enter_branch(SAAS, state, b) for b in (1, 1, 2))
    assert first.digest() == again.digest() != second.digest()


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"cut": ("api",)}, "'api' must ship"),
        ({"cut": ("apy",)}, "'cut' names 'apy', which is not one of: disc"),
        ({"cut": "rep"}, "'cut' is 'rep': give a list of ids"),
        ({"hire": ("mei-tan",)}, "'mei-tan' is not in the pool"),
        ({"release": ("hire-front",)}, "'hire-front' is not on the team"),
        ({"overtime": 0.9}, "'overtime' is 0.9: give a share of time from 0 to 0.5"),
        ({"test": "much"}, "'test' is 'much': give a share of time"),
        ({"assign": ("mei-tan",)}, "give packages for each person"),
        ({"answer": {"sign-on": "yes"}}, "'sign-on' is not waiting for an answer"),
        ({"fast_track": ("disc",)}, "'disc' waits for nothing"),
        ({"resume": ("rep",)}, "'rep' is not set aside"),
        ({"rebaseline": 20}, "Week 20 is no later than agreed"),
        ({"report": Report(finish=-1)}, "The report's finish is -1"),
        ({"report": Report(finish=30, next_update=0)}, "next update is 0: give a week after 0"),
        ({"report": "soon"}, "'report' is 'soon': give a Report"),
        ({"report": Report(finish=30, warns=None)}, "The report's 'warns' is None: give a list"),
        ({"hire": 7}, "'hire' is 7: give a list of ids"),
        ({"overtime": {"mei-tan": -1}}, "'overtime' is -1: give a share of time"),
        ({"rebaseline": "later"}, "'rebaseline' is 'later': give a week"),
    ],
)
def test_an_impossible_order_is_refused_with_its_reason_and_has_no_effect(order, reason):
    start = new_game(SAAS, seed=1)
    refused, events = step(SAAS, start, Decision(**order))
    carried_on, _ = step(SAAS, start, Decision())
    assert [event.kind for event in events] == ["refused"]
    assert reason in events[0].text
    assert refused.digest() == carried_on.digest()


def test_a_refused_order_does_not_spoil_the_others():
    state, events = step(TUTORIAL, new_game(TUTORIAL, 1), Decision(cut=("rules", "paper"), test=2))
    assert [event.kind for event in events][:3] == ["refused", "scope", "refused"]
    assert state.work.gone[3] == "cut"


def test_a_fast_tracked_package_goes_on_in_the_week_in_which_its_input_is_built():
    """A few known flaws would keep a cut-over from starting; this one has started."""

    def built_of_cut_over(known):
        state = new_game(SAAS, seed=1)
        names = [package.id for package in SAAS.packages]
        work, docs, cut = state.work, names.index("docs"), names.index("cut")
        work.size[docs] = 1.5
        for i, size in enumerate(work.size):
            if i != cut:
                work.started[i] = True
                work.waiting[i] = work.flawed[i] = work.known[i] = 0.0
                work.correct[i] = size
        work.waiting[docs], work.known[docs], work.correct[docs] = 0.5, known, 1.0 - known
        after, events = step(SAAS, state, Decision(fast_track=("cut",)))
        assert [event.kind for event in events] == ["finished"]
        return work.waiting[cut] - after.work.waiting[cut]

    assert built_of_cut_over(known=0.09) == built_of_cut_over(known=0.0) > 5


def test_nothing_but_a_decision_is_played_and_nothing_after_the_end():
    with pytest.raises(SimulatorError, match="is no Decision"):
        step(TUTORIAL, new_game(TUTORIAL, 1), {"test": 0.1})
    over = Run.start(TUTORIAL, 1).repeat([])
    with pytest.raises(SimulatorError, match="The project is over"):
        over.play()
    with pytest.raises(SimulatorError, match=r"seed is -1: give a whole number"):
        new_game(TUTORIAL, -1)


def test_a_state_is_plain_data():
    state = Run.start(SAAS, 3).play(Decision(test=0.1)).state
    assert json.loads(json.dumps(state.as_dict()))["week"] == 1
