import pytest

from tpmlab.content import parse_yaml
from tpmlab.errors import ContentError
from tpmlab.glossary import Glossary
from tpmlab.sources import Sources
from tpmlab.syllabus import Syllabus
from tpmlab.world import World, load_world

FIRM = "company: {id: firm, name: Firm, role: the company}\n"
ANN = "people: [{id: ann, name: Ann, role: lead, firm: firm}]\n"
PROJECT = "projects: [{id: p, title: P, sponsor: ann, lead: ann, start: 2027-01-04, finish: 2027-02-01, budget: 5}]\n"
TERM = "{id: a, term: float, definition: Room to move for a task., lesson: x"
SOURCE = "sources: [{id: a, citation: Somebody (1999) wrote, published: 1999"
TOPIC = "topics: [{id: a, topic: A, lesson: x, practice: lesson"


def test_the_company_has_five_projects_and_their_people_exist():
    world = load_world()
    assert len(world.projects) == 5
    people = {person.id for person in world.people}
    assert all({p.sponsor, p.lead, *p.team} <= people for p in world.projects)


@pytest.mark.parametrize(
    ("model", "text", "message"),
    [
        (World, FIRM + ANN.replace("firm: firm", "firm: other"), "'ann.firm' names 'other'"),
        (World, FIRM + PROJECT, "names 'ann', which is not in the world"),
        (World, FIRM + ANN + PROJECT.replace("2027-02", "2026-02"), "finishes on 2026-02-01"),
        (
            World,
            FIRM + ANN.replace("]", ", {id: ann, name: B, role: c, firm: firm}]"),
            "stands twice",
        ),
        (Glossary, f"terms: [{TERM}}}, {TERM}}}]", "the term 'a' stands twice"),
        (
            Glossary,
            f"terms: [{TERM}}}, {TERM.replace('id: a', 'id: b')}}}]",
            "'float' belongs to both 'a' and 'b'",
        ),
        (Sources, SOURCE + ", url: 'https://example.org'}]", "no 'retrieved' date"),
        (Sources, SOURCE + ", url: ftp://x, retrieved: 2026-11-22}]", "url"),
        (Syllabus, TOPIC + ", heading: Ideas}]", "needs both 'heading' and 'practised'"),
        (Syllabus, TOPIC + ", heading: Ideas, practised: 'song:x'}]", "practised"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_name(model, text, message):
    with pytest.raises(ContentError, match=message):
        parse_yaml(text, model, where="file.yaml")


def test_one_place_of_practice_needs_no_list():
    text = TOPIC + ", heading: Ideas, practised: 'quiz:a'}]"
    (topic,) = parse_yaml(text, Syllabus).topics
    assert topic.practised == ["quiz:a"]
    assert topic.taught
