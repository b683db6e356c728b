"""What holds for every explorer with an example of its own; each one's lesson has its test."""

import importlib
import re

import numpy as np
import pytest

import tpmlab as tpm
from tpmlab.errors import TpmlabError
from tpmlab.pictures import WIDTH
from tpmlab.scenarios import load
from tpmlab.scenarios import names as scenario_names
from tpmlab.widgets.hands_on import HandsOn

NAMES = {
    "brooks_explorer": "BrooksExplorer",
    "capacity_explorer": "CapacityExplorer",
    "chain_explorer": "ChainExplorer",
    "crash_explorer": "CrashExplorer",
    "earned_value_explorer": "EarnedValueExplorer",
    "eligibility_explorer": "EligibilityExplorer",
    "handoff_explorer": "HandoffExplorer",
    "merge_explorer": "MergeExplorer",
    "method_explorer": "MethodExplorer",
    "scope_creep_explorer": "ScopeCreepExplorer",
    "pay_explorer": "PayExplorer",
    "spacing_explorer": "SpacingExplorer",
    "velocity_explorer": "VelocityExplorer",
    "wip_explorer": "WipExplorer",
}


def make(name, **options) -> HandsOn:
    module = importlib.import_module(f"tpmlab.widgets.{name}")
    return getattr(module, NAMES[name])(**options)


@pytest.fixture(scope="module", params=NAMES)
def explorer(request):
    explorer = make(request.param)
    yield explorer
    explorer.frame.reset()


def alt(explorer):
    return explorer.frame.image.tooltip


@pytest.mark.slow
def test_the_printed_form_is_the_picture_at_the_start(printed):
    for name in NAMES:
        image, words, invitation = printed(getattr(tpm.widgets, name))
        live = make(name).frame
        assert image["image/png"] == bytes(live.image.value), name
        assert live.image.tooltip.split(";")[0][:40] in words["text/markdown"].replace("\\", "")
        assert invitation["text/markdown"].startswith("Run this cell (Shift+Enter) to ")


def test_it_asks_one_question_and_labels_every_control(explorer):
    asked = explorer.frame.box.children[0].value
    assert asked.count("Your question:") == 1
    assert asked.removesuffix("</p>").endswith("?")
    # a longer label is cut off beside its control
    assert all(3 <= len(lever.description) <= 26 for lever in explorer.inputs.values())


def test_the_picture_has_the_common_width_and_words_with_numbers(explorer):
    png = bytes(explorer.frame.image.value)
    assert int.from_bytes(png[16:20], "big") == WIDTH
    assert len(re.findall(r"\d+", alt(explorer))) >= 6
    assert "nan" not in alt(explorer)


def test_every_lever_may_go_to_both_its_ends(explorer):
    """A picture with words, or a refusal with a sentence: never a traceback."""
    for name, lever in explorer.inputs.items():
        if hasattr(lever, "options"):
            ends = [value for _, value in (lever.options[0], lever.options[-1])]
        elif hasattr(lever, "lower"):
            ends = [(lever.min, lever.min), (lever.max, lever.max), (lever.min, lever.max)]
        elif hasattr(lever, "min"):
            ends = [lever.min, lever.max]
        else:
            continue
        for end in ends:
            lever.value = end
            said = alt(explorer) + explorer.frame.headline.value
            assert said
            assert "nan" not in said.replace("finance", ""), (name, end)
        explorer.frame.reset()


def test_all_levers_at_their_ends_together(explorer):
    for side in ("min", "max"):
        with explorer.frame.hold():
            for lever in explorer.inputs.values():
                if hasattr(lever, "min") and not hasattr(lever, "lower"):
                    lever.value = getattr(lever, side)
        assert alt(explorer)
        explorer.frame.reset()


@pytest.mark.slow
def test_no_setting_of_the_levers_breaks_it(explorer):
    luck = np.random.default_rng(5)
    for _ in range(12):
        with explorer.frame.hold():
            for lever in explorer.inputs.values():
                if hasattr(lever, "options"):
                    lever.value = lever.options[luck.integers(len(lever.options))][1]
                elif hasattr(lever, "min") and not hasattr(lever, "lower"):
                    lever.value = type(lever.value)(luck.uniform(lever.min, lever.max))
        assert "nan" not in alt(explorer)
        for button in ("step_button", "best_button"):
            if hasattr(explorer, button):
                getattr(explorer, button).click()
    explorer.frame.reset()


def test_reset_and_undo_bring_the_same_picture_back(explorer):
    explorer.frame.reset()
    before = bytes(explorer.frame.image.value), alt(explorer)
    lever = next(one for one in explorer.inputs.values() if hasattr(one, "min"))
    lever.value = lever.min if lever.value != lever.min else lever.max
    moved = bytes(explorer.frame.image.value), alt(explorer)
    assert moved != before
    explorer.undo()
    assert (bytes(explorer.frame.image.value), alt(explorer)) == before
    lever.value = lever.min if lever.value != lever.min else lever.max
    explorer.frame.reset()
    assert (bytes(explorer.frame.image.value), alt(explorer)) == before


# --- what each one is for -------------------------------------------------------------------


def test_crash_greedy_is_dearer_than_the_cheapest_plan():
    explorer = make("crash_explorer")
    explorer.step_button.click()
    greedy = explorer.view()
    explorer.best_button.click()
    best = explorer.view()
    assert greedy.now.finish == best.now.finish == explorer.value("target") == 12
    assert (greedy.cost, best.cost) == (27_000, 23_000)
    assert best.cheapest(12) == (23_000, 27_000)
    assert "the target is met" in explorer.frame.headline.value
    explorer.undo()
    assert explorer.view().cost == 27_000


def test_crash_the_number_of_critical_paths_grows_with_the_days_bought():
    view = make("crash_explorer").view()
    assert view.paths[0] == 1
    assert max(view.paths) >= 3
    assert [plan.finish for plan in view.best] == sorted(
        (plan.finish for plan in view.best), reverse=True
    )


def test_crash_an_overlap_costs_nothing_but_may_come_back_as_rework():
    explorer = make("crash_explorer")
    explorer.inputs["overlap"].value = ("access rules", "rehearse")
    explorer.inputs["overlap days"].value = 2
    explorer.inputs["rework chance"].value = 40
    view = explorer.view()
    assert (view.now.finish, view.cost) == (15, 0)
    assert view.bet.chance(15) == pytest.approx(0.6)
    assert view.mean_finish == pytest.approx(15 + 0.4 * 2)
    assert "chance of 0% to end by day 12" in explorer.frame.image.tooltip


def test_crash_an_overlap_longer_than_a_task_is_refused():
    explorer = make("crash_explorer")
    explorer.inputs["overlap"].value = ("access rules", "rehearse")
    explorer.inputs["overlap days"].value = 5
    assert "give at most 4" in explorer.frame.message.value
    explorer.undo()
    assert "Not possible" not in explorer.frame.message.value


def test_crash_a_target_that_the_overlap_rules_out_is_refused():
    explorer = make("crash_explorer")
    explorer.inputs["target"].value = 8
    explorer.inputs["overlap"].value = ("network", "move services")
    explorer.inputs["overlap days"].value = 6
    assert "Beside this overlap no cuts end the plan by day 8" in explorer.frame.message.value
    explorer.best_button.click()
    assert "choose a later target or a shorter overlap" in explorer.frame.message.value


def test_crash_takes_a_plan_and_refuses_one_it_can_not_show():
    plan = tpm.schedule.Plan.from_rows([("spec", 5, []), ("build", 10.5, ["spec"])])
    options = {"build": tpm.schedule.CrashOption(8, 400)}
    explorer = make("crash_explorer", plan=plan, options=options, overhead_per_day=100)
    explorer.inputs["build"].value = 2.5
    assert (explorer.view().now.finish, explorer.view().cost) == (13, 1000)
    with pytest.raises(TpmlabError, match="No option makes this plan end earlier"):
        tpm.widgets.crash_explorer(plan, {})
    many = tpm.schedule.Plan.from_rows([(f"t{n}", 1, []) for n in range(13)])
    with pytest.raises(TpmlabError, match="up to 12 tasks"):
        tpm.widgets.crash_explorer(many, {})
    with pytest.raises(TpmlabError, match="target is day 3"):
        tpm.widgets.crash_explorer(plan, options, target=3)


def test_merge_more_paths_lower_the_chance_and_shared_luck_lifts_it():
    explorer = make("merge_explorer")
    chances = explorer.view().chances
    assert (np.diff(chances) < 0).all()
    # independent paths: the chance of all is the chance of one to the power of their number
    spread = tpm.schedule.Triangular(15, 20, 35)
    assert chances[3] == pytest.approx(spread.chance(25) ** 4, abs=0.03)
    explorer.inputs["shared luck"].value = 90
    assert explorer.view().chances[7] > chances[7] + 0.2


def test_merge_the_buffer_it_names_is_enough():
    explorer = make("merge_explorer")
    days = explorer.view().buffer_for(0.8)
    explorer.inputs["buffer"].value = int(np.ceil(days))
    assert explorer.view().chance >= 0.8
    assert f"{explorer.view().chance:.0%}" in explorer.frame.headline.value


def test_wip_limits_cut_the_cycle_time_until_they_starve_the_bottleneck():
    explorer = make("wip_explorer")
    start = explorer.figures()
    explorer.inputs["limit of build"].value = 5
    explorer.inputs["limit of review"].value = 2
    explorer.inputs["limit of test"].value = 3
    good = explorer.figures()
    explorer.inputs["limit of build"].value = 2
    starved = explorer.figures()
    assert good.cycle < 0.7 * start.cycle
    assert good.throughput > 0.95 * start.throughput
    assert starved.throughput < 0.7 * start.throughput
    assert good.lead == pytest.approx(start.lead, rel=0.15)  # the wait has only moved outside


def test_wip_littles_law_holds_on_the_numbers_shown():
    explorer = make("wip_explorer")
    found = re.search(r"law: ([\d.]+) items on the board = ([\d.]+) a day × ([\d.]+) days",
                      explorer.frame.headline.value)  # fmt: skip
    items, rate, days = (float(number) for number in found.groups())
    assert items == pytest.approx(rate * days, rel=0.02)


def test_wip_refuses_boards_it_can_not_show():
    stage = tpm.flow.kanban.Stage("build", 2, 1)
    with pytest.raises(TpmlabError, match="two to 5 stages and this board has 1"):
        tpm.widgets.wip_explorer([stage])
    with pytest.raises(TpmlabError, match=r"0\.2 to 2 items a day"):
        tpm.widgets.wip_explorer(arrival_rate=5)


@pytest.mark.parametrize("pasted", ["31 24 38 33 27", "31,24, 38;33\t27", "31\n24\n38\n33\n27\n"])
def test_velocity_reads_sprints_as_they_are_pasted(pasted):
    explorer = make("velocity_explorer")
    before = explorer.view().chance
    explorer.inputs["history"].value = pasted
    assert explorer.view().history.tolist() == [31, 24, 38, 33, 27]
    assert explorer.view().chance > before + 0.2  # the bad sprint is gone


@pytest.mark.parametrize(
    ("pasted", "told"),
    [("31, x, 5", "no number"), ("31", "1 numbers"), ("0 0 0", "0 throughout"), ("5 -1 4", "-1")],
)
def test_velocity_says_what_is_wrong_with_a_history(pasted, told):
    explorer = make("velocity_explorer")
    explorer.inputs["history"].value = pasted
    assert "Not possible" in explorer.frame.message.value
    assert told in explorer.frame.message.value
    explorer.undo()
    assert "31, 24, 38, 9, 33, 27" in explorer.value("history")


def test_velocity_a_scope_that_grows_as_fast_as_the_work_has_no_date():
    explorer = make("velocity_explorer")
    explorer.inputs["growth"].value = 30
    assert "longer than can be said" in explorer.frame.headline.value
    assert explorer.view().chance == 0


def test_earned_value_matches_the_textbook():
    explorer = make("earned_value_explorer")
    explorer.inputs["rest"].value = 320
    view = explorer.view()
    assert view.indices["CPI"] == pytest.approx(190 / 240)
    assert view.indices["SPI"] == pytest.approx(190 / 230)
    assert view.indices["TCPI"] == pytest.approx(310 / 260)
    ends = view.forecasts["eac"]
    assert ends["cpi"] == pytest.approx(500 / (190 / 240))
    assert ends["budget"] == 550
    assert ends["bottom_up"] == 560
    assert "SPI(t) 0.88" in explorer.frame.headline.value  # earned schedule 3.5 of 4


def test_earned_value_the_spi_in_money_heals_and_the_one_in_time_does_not():
    explorer = make("earned_value_explorer")
    explorer.inputs["period"].value = 13
    explorer.inputs["progress"].value = 100
    assert explorer.view().indices["SPI"] == 1
    assert explorer.view().indices["SPI(t)"] == pytest.approx(9 / 13)
    assert "All work is earned, under cost" in explorer.frame.headline.value


def test_earned_value_refuses_a_plan_that_falls():
    with pytest.raises(TpmlabError, match="falls after place 2"):
        tpm.widgets.earned_value_explorer([10, 30, 20], period=1, progress=10, cost=5)
    with pytest.raises(TpmlabError, match="period of 0"):
        tpm.widgets.earned_value_explorer([0, 30], period=1, progress=10, cost=5)


def test_chain_without_habits_only_the_promises_differ():
    explorer = make("chain_explorer")
    with_habits = explorer.view().plans
    assert with_habits.buffered.promise < with_habits.padded.promise
    assert with_habits.buffered.chance > with_habits.padded.chance
    explorer.inputs["late start"].value = explorer.inputs["filling"].value = 0
    plans = explorer.view().plans
    assert (plans.padded.finish == plans.buffered.finish).all()
    assert plans.padded.chance > plans.buffered.chance
    assert "only the promises differ" in explorer.frame.headline.value


def test_capacity_more_instances_stop_helping_where_the_shared_part_decides():
    explorer = make("capacity_explorer")
    view = explorer.view()
    down = view.table["downtime"]
    assert (np.diff(down) <= 1e-6).all()
    assert down.iloc[-1] == pytest.approx(view.floor, rel=0.01)
    assert int(down[down <= 20].index[0]) == 6
    explorer.inputs["price"].value = 250
    assert explorer.view().chosen["cost"] == 4 * 250


def test_capacity_a_wish_that_no_number_of_instances_meets_is_refused():
    explorer = make("capacity_explorer")
    explorer.inputs["milliseconds"].value = 20
    assert "even without waiting" in explorer.frame.message.value


def test_brooks_people_help_early_harm_late_and_always_cost():
    explorer = make("brooks_explorer")
    finish = {}
    for week in (1, 12, 26):
        explorer.inputs["week"].value = week
        finish[week] = explorer.view().finish
        assert explorer.view().dearer > 0
    alone = explorer.view().alone
    assert finish[1] < finish[12] < alone < finish[26]
    assert "later than alone" in explorer.frame.headline.value
    even = explorer.view().joined.break_even
    explorer.inputs["people"].value = 8
    assert explorer.view().joined.break_even < even


def test_brooks_learning_in_half_the_time_moves_the_break_even_back():
    explorer = make("brooks_explorer")
    before = explorer.view().joined.break_even
    explorer.inputs["learning"].value = 4
    assert explorer.view().joined.break_even > before
    assert explorer.view().alone == pytest.approx(28, abs=1)  # nobody new, nothing to learn


def test_brooks_takes_a_project_and_refuses_one_it_can_not_show():
    def project(size):
        return tpm.simulator.Project.from_rows(
            [("all", size, 100)], team=3, week_cost=8, start="2026-01-05", wanted="2026-03-27",
            budget=300,
        )  # fmt: skip

    view = make("brooks_explorer", project=project(90)).view()
    assert (view.team, view.people, view.agreed) == (3, 3, 12)
    with pytest.raises(TpmlabError, match="give one of at most 52"):
        tpm.widgets.brooks_explorer(project(900))


def test_scope_creep_the_best_value_and_the_kept_date_are_two_answers():
    explorer = make("scope_creep_explorer")
    explorer.inputs["additions"].value = 0
    seen = {}
    for rule in ("yes", "value", "time", "scope", "no"):
        explorer.inputs["rule"].value = rule
        seen[rule] = explorer.view()
    assert max(seen, key=lambda rule: seen[rule].course.net) == "value"
    assert seen["no"].late < 0 < seen["value"].late < seen["yes"].late
    assert seen["time"].course.finish == seen["yes"].course.finish
    assert [a.wish.id for a in seen["value"].taken] == ["sign-on", "audit-log"]
    taken = {a.wish.id for a in seen["value"].taken}
    for answer, cost in zip(seen["value"].course.answers, seen["value"].costs, strict=True):
        assert (answer.wish.value > cost) == (answer.wish.id in taken)


def test_scope_creep_small_additions_cost_as_much_as_all_requests():
    explorer = make("scope_creep_explorer")
    explorer.inputs["additions"].value = 0
    weeks = explorer.view().course.finish
    explorer.inputs["rule"].value = "no"
    explorer.inputs["additions"].value = 3.5
    assert explorer.view().course.finish >= weeks
    assert explorer.view().taken == ()


def test_scope_creep_takes_any_scenario_with_requests():
    for name in scenario_names():
        view = make("scope_creep_explorer", scenario=name).view()
        assert view.course.finish > view.untouched
    nobody = load("tutorial").model_copy(update={"requests": ()})
    with pytest.raises(TpmlabError, match="has 0 requests: this picture takes 1 to 10"):
        tpm.widgets.scope_creep_explorer(nobody)


def test_pay_the_offer_that_stands_still_buys_as_much():
    explorer = make("pay_explorer")
    assert "buys 1.6% less than 96,000 did in May 2023" in explorer.frame.headline.value
    explorer.inputs["offer"].value = 106_000
    assert explorer.view().growth == pytest.approx(0, abs=0.003)
    assert str(explorer.view().standing) == "P36"


def test_pay_remote_jobs_move_the_standing_and_not_what_it_buys():
    explorer = make("pay_explorer")
    before = explorer.view()
    explorer.inputs["remote"].value = 50
    half = explorer.view().standing
    explorer.inputs["remote"].value = 100
    after = explorer.view()
    assert before.standing.low < half.low < after.standing.low
    assert half.low == pytest.approx((before.standing.low + after.standing.low) / 2)
    assert after.at_average_prices == before.at_average_prices
    explorer.inputs["home"].value = "Mississippi"
    assert explorer.view().at_average_prices > 1.1 * after.at_average_prices
    assert explorer.view().standing == after.standing


def test_pay_beyond_what_is_published_it_says_the_side_only():
    explorer = make("pay_explorer", offer=300_000, before=40_000)
    assert "above P90" in explorer.frame.headline.value
    explorer.inputs["occupation"].value = "11-3021"  # its P90 wasn't printed before 2025
    assert "P9" in alt(explorer)
    assert np.isnan(explorer.view().history[2024].points.get(90, np.nan))


def test_pay_refuses_a_place_it_does_not_offer():
    with pytest.raises(TpmlabError, match="such as 'Denver, CO'"):
        tpm.widgets.pay_explorer(place="Denvr")
    with pytest.raises(TpmlabError, match="offer is 10; give a number from 30000 to 300000"):
        tpm.widgets.pay_explorer(offer=10)


def test_the_page_about_explorers_names_them_all(repository):
    page = (repository / "docs" / "explorers.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)`", page, re.M))
    assert named == {name for name in tpm.widgets.__all__ if name.endswith(("_explorer", "_game"))}


def test_method_one_fact_makes_the_three_experts_agree():
    facts = tpm.methods.Facts(12, 8, 10, 2, 3, 15, people=40, overlap=0)
    explorer = make("method_explorer", facts=facts)
    assert set(explorer.view().said["method"]) == {"plan-driven", "hybrid"}
    assert "40 people are more than one team" in alt(explorer)
    explorer.inputs["change"].value = 4
    assert set(explorer.view().said["method"]) == {"plan-driven"}
    explorer.undo()
    assert explorer.view().facts == facts


def test_handoff_each_lever_of_the_question_brings_more_items_home():
    explorer = make("handoff_explorer", needs=3, busy=80)
    start = explorer.view()
    assert (np.diff(start.medians) > 0).all()
    for name, value in (("needs", 2), ("busy", 70), ("asking", True)):
        explorer.inputs[name].value = value
        assert explorer.view().chance > start.chance + 0.15, name
        explorer.undo()
    assert f"{start.chance:.0%}" in explorer.frame.headline.value
    with pytest.raises(TpmlabError, match="busy"):
        tpm.widgets.handoff_explorer(busy=100)
