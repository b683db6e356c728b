"""The company's cases load, agree with its people, and say what is missing."""

import pytest

import tpmlab as tpm
from tpmlab.errors import ContentError
from tpmlab.world import load_world

FIRMS = ("wickerbridge", "platform", "scrum", "agency")


def test_every_firm_has_the_same_decisions_and_roles():
    tables = [tpm.cases.decision_rights(firm) for firm in FIRMS]
    assert all(list(table.index) == list(tables[0].index) for table in tables)
    assert all(list(table.columns) == list(tables[0].columns) for table in tables)


def test_every_decision_has_a_question():
    questions = tpm.cases.decisions()
    assert list(questions) == list(tpm.cases.decision_rights().index)
    assert all(question.endswith("?") for question in questions.values())


def test_an_unknown_firm_is_named():
    with pytest.raises(ContentError, match="no firm 'bakery': use wickerbridge"):
        tpm.cases.decision_rights("bakery")


def test_people_of_the_cases_live_in_the_world():
    names = {person.name for person in load_world().people}
    archive = tpm.cases.archive()
    met = {one.author for one in archive.documents} | {one.asked_by for one in archive.questions}
    met |= set(tpm.cases.workday().rates)
    assert met <= names


def test_eight_sectors_have_an_order_of_dates():
    for sector in tpm.cases.sectors().values():
        for freeze in sector.freezes:
            assert freeze.first <= freeze.last, sector.id
