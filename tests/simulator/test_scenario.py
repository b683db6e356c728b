import pytest

from tpmlab.errors import ContentError
from tpmlab.scenarios import load, names, parse
from tpmlab.world import load_world

SMALL = """
id: small
title: Small
story: One package.
start: 2026-10-05
deadline: 4
budget: 50
people:
  - {id: ana, name: Ana, role: developer, cost: 6, skills: {be: 1}}
packages:
  - {id: work, title: Work, size: [5, 8, 12], skill: be}
stakeholders:
  - {id: boss, name: Boss, role: sponsor}
"""


def test_the_smallest_scenario_can_be_read():
    scenario = parse(SMALL)
    assert scenario.planned_effort == pytest.approx(49 / 6)
    assert scenario.last_week == 10


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[5, 8, 12]", "[8, 5, 12]", "optimistic, likely and pessimistic person-days in rising"),
        ("skill: be}", "skill: fe}", "needs the skill 'fe', which nobody on the team lists"),
        ("skill: be}", "skill: be, after: [other]}", "'other', which is no package"),
        ("skill: be}", "skill: be, after: [work]}", "wait for each other in a circle among work"),
        ("2026-10-05", "2026-10-06", "no Monday"),
        ("deadline: 4", "deadline: 4.5", "deadline"),
        ("budget: 50", "budget: 50\nbugdet: 60", "'bugdet' is not a known key"),
        ("id: work", "id: Work", "packages.0.id"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(old, new, message):
    with pytest.raises(ContentError, match=message):
        parse(SMALL.replace(old, new), where="small.yaml")


def test_an_id_may_stand_once():
    twice = SMALL.replace(
        "packages:\n", "packages:\n  - {id: work, title: W, size: [1, 2, 3], skill: be}\n"
    )
    with pytest.raises(ContentError, match="the package 'work' stands twice"):
        parse(twice)


def test_an_unknown_scenario_is_refused_with_those_there_are():
    with pytest.raises(ContentError, match="There is no scenario 'sass-launch': use tutorial, "):
        load("sass-launch")


def test_a_scenario_can_be_read_from_a_file(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert load(path) == parse(SMALL)


@pytest.mark.parametrize("name", names())
def test_people_are_those_of_the_company(name):
    world = {person.id: person for person in load_world().people}
    scenario = load(name)
    for person in (*scenario.people, *scenario.stakeholders):
        if person.id in world:
            assert person.name == world[person.id].name


@pytest.mark.parametrize("name", names())
def test_a_request_shows_its_worth_in_25_to_60_words_and_never_its_effort(name):
    for request in load(name).requests:
        assert 25 <= len(request.voice.split()) <= 60, request.id
        assert "person-day" not in request.voice


@pytest.mark.parametrize("name", names())
def test_the_scenario_is_one_of_the_projects_of_the_company(name):
    projects = {p.id: p for p in load_world().projects}
    scenario = load(name)
    if name in projects:
        project = projects[name]
        assert scenario.start == project.start
        assert scenario.date_of(scenario.deadline) == project.finish
        assert scenario.budget * 1000 == project.budget
