"""A small archive traced by hand, and the company's own."""

import datetime as dt

import pytest
from pydantic import ValidationError

from tpmlab import cases
from tpmlab.role import Archive, RoleError, order_problems, resting_on, state_of, trace


def archive(**changes):
    def document(name, day, rests_on=(), answers=()):
        return {"id": name, "title": name.title(), "phase": "p", "day": day, "author": "x",
                "rests_on": list(rests_on), "answers": list(answers)}  # fmt: skip

    return Archive.model_validate(
        {
            "project": "P", "phases": ["p"],
            "questions": [{"id": q, "text": q, "asked_by": "x"} for q in ("why", "when", "who")],
            "documents": [
                document("case", "2027-01-01"),
                document("charter", "2027-01-05", ["case"], ["who"]),
                document("plan", "2027-01-20", ["charter"], ["when"]),
                document("new", "2027-02-20", ["case"], ["when"]),
            ],
            **changes,
        }
    )  # fmt: skip


def test_a_trace_goes_back_to_the_first_ground():
    assert [one.id for one in trace(archive(), "when")] == ["plan", "new", "charter", "case"]
    assert trace(archive(), "why") == []


def test_a_question_is_answered_unfounded_or_open():
    assert [state_of(archive(), name) for name in ("who", "when", "why")] == [
        "answered",
        "answered",
        "open",
    ]
    assert state_of(archive(), "who", missing=["case"]) == "unfounded"
    assert state_of(archive(), "who", missing=["charter"]) == "open"
    assert (
        state_of(archive(), "when", missing=["charter"]) == "answered"
    )  # the new plan has its own ground


def test_a_loss_shakes_what_rests_on_it_at_any_distance():
    assert resting_on(archive(), ["case"]) == {"charter", "plan", "new"}
    assert resting_on(archive(), ["charter", "plan"]) == set()
    assert resting_on(archive(), []) == set()


def test_the_past_knows_only_what_was_written():
    assert state_of(archive(), "when", day=dt.date(2027, 1, 19)) == "open"
    assert state_of(archive(), "when", day=dt.date(2027, 1, 20)) == "answered"


def test_order_problems_name_both_documents_and_both_days():
    gate = {"phase": "p", "day": "2027-01-10", "decides": "x", "needs": ["charter", "plan"]}
    early = archive(gates=[gate])
    assert order_problems(early) == [
        "The gate of 'p' on 2027-01-10 came before 'Plan' of 2027-01-20."
    ]
    documents = [one.model_dump() for one in early.documents]
    documents[0]["day"] = "2027-03-01"
    assert "'Charter' of 2027-01-05 rests on 'Case' of 2027-03-01." in order_problems(
        archive(documents=documents)
    )


def test_the_companys_archive_is_in_order_and_every_question_has_an_address():
    billing = cases.archive()
    assert order_problems(billing) == []
    assert {state_of(billing, one.id) for one in billing.questions} == {"answered"}


def test_unknown_ids_are_named():
    with pytest.raises(RoleError, match="Nobody asks 'how'"):
        trace(archive(), "how")
    with pytest.raises(RoleError, match="no document 'wish'"):
        state_of(archive(), "when", missing=["wish"])
    documents = [one.model_dump() for one in archive().documents]
    documents[1]["rests_on"] = ["dream"]
    with pytest.raises(ValidationError, match="'charter' rests on 'dream'"):
        archive(documents=documents)
