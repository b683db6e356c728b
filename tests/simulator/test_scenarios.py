"""The scenarios as they are shipped: staffed, dated, and worth thinking about."""

import numpy as np
import pytest

from tpmlab.scenarios import load, names
from tpmlab.simulator import policies, simulate
from tpmlab.simulator.runs import play
from tpmlab.simulator.seeds import even_seeds
from tpmlab.simulator.structure import structure_of
from tpmlab.simulator.view import view_of
from tpmlab.world import load_world

FULL = [name for name in names() if name != "tutorial"]
# tests/simulator/test_facts.py looks at the first two in the same way
TUNED = ["cloud-migration", "security-remediation", "data-platform", "post-merger"]


def test_each_project_of_the_company_can_be_played():
    assert {project.id for project in load_world().projects} == set(FULL)


@pytest.mark.parametrize("name", FULL)
def test_the_team_is_the_one_the_world_names(name):
    (project,) = [each for each in load_world().projects if each.id == name]
    assert [person.id for person in load(name).people] == list(project.team)


@pytest.mark.parametrize("name", names())
def test_each_skill_has_somebody_solid_and_somebody_who_can_stand_in(name):
    scenario = load(name)
    for skill in {package.skill for package in scenario.packages}:
        matches = sorted(person.skills.get(skill, 0) for person in scenario.people)
        assert matches[-1] >= 0.9, skill
        assert matches[-2] >= 0.4, skill


@pytest.mark.parametrize("name", FULL)
def test_the_shape_is_that_of_a_project(name):
    scenario = load(name)
    asked = sum(sum(request.effort) / 3 for request in scenario.requests)
    optional = [package for package in scenario.packages if package.optional]
    assert 0.15 <= asked / scenario.planned_effort <= 0.27
    assert 0.10 <= sum(package.value for package in optional) / scenario.planned_value <= 0.25
    assert 3 <= len(scenario.stakeholders) <= 5
    assert {"build", "test", "cut-over"} == {package.kind for package in scenario.packages}
    assert all(0.15 <= risk.chance <= 0.45 for risk in scenario.risks)


@pytest.mark.parametrize("name", FULL)
def test_some_requests_pay_and_the_one_from_the_top_does_not(name):
    scenario = load(name)
    price = structure_of(scenario).full_cost
    worth = {
        request.id: request.value / (price * sum(request.effort) / 3)
        for request in scenario.requests
    }
    assert sum(ratio > 1.5 for ratio in worth.values()) >= 2
    assert sum(ratio < 0.7 for ratio in worth.values()) >= 2
    loud = [r for r in scenario.requests if r.importance >= 1.3]
    assert any(worth[request.id] < 0.7 for request in loud)


@pytest.mark.parametrize("name", TUNED)
def test_some_risks_are_worth_weakening_and_some_are_not(name):
    scenario = load(name)
    day = structure_of(scenario).full_cost
    pays = 0
    for risk in scenario.risks:
        means = risk.mitigation
        left = means.chance * (1 - means.impact)
        damage = risk.chance * (risk.cost + (risk.effort + 4 * risk.freeze) * day)
        pays += damage * (1 - left) > means.cost + means.effort * day
    assert 2 <= pays <= len(scenario.risks) - 2


@pytest.mark.parametrize("name", FULL)
def test_a_risk_can_come_true_because_its_package_is_open_in_its_window(name):
    scenario = load(name)
    weeks = {risk.id: 0 for risk in scenario.risks}
    for policy in (policies.strong, policies.nothing):
        for seed in range(3):
            for state in play(scenario, policy, seed).states:
                view = view_of(scenario, state)
                for risk in scenario.risks:
                    open_now = view.packages[risk.package].status in {"ready", "open", "blocked"}
                    if open_now and risk.window[0] <= view.week <= risk.window[1]:
                        weeks[risk.id] += 1
    assert min(weeks.values()) >= 6, weeks  # a week a run


# Inter-quartile range of the score of the strong policy: how far luck alone carries a run.
# Measured on 60 other seeds: 13, 25, 21, 14; a step in the value parts the runs in two groups.
SPREAD = (6, 28)


@pytest.mark.slow
@pytest.mark.parametrize("name", TUNED)
def test_a_thoughtful_policy_beats_each_naive_one_and_none_of_these_dominates(name):
    scenario, seeds = load(name), range(1000, 1020)
    naive = np.array([simulate(scenario, policy, seeds)["score"] for policy in policies.NAIVE])
    table = simulate(scenario, policies.strong, seeds)
    strong = table["score"].to_numpy()
    assert (strong > naive).mean(axis=1).min() >= 0.8
    assert np.median(strong) > np.median(naive, axis=1).max() + 5
    best = np.bincount(naive.argmax(axis=0), minlength=len(naive)) / len(strong)
    assert best.max() <= 0.65
    assert table["launched"].all()
    # the date can be met, and seldom is: a plan that cannot fail teaches nothing
    assert 0 < (table["finish"] <= scenario.deadline).mean() < 0.5
    low, high = np.percentile(strong, [25, 75])
    assert SPREAD[0] <= high - low <= SPREAD[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_seeds_for_a_class_are_those_of_like_difficulty(name):
    scenario = load(name)
    assert scenario.class_seeds == even_seeds(scenario, range(1, 81))
    assert len(scenario.class_seeds) >= 8
