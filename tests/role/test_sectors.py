"""One plan under windows, weekdays and added work, dated by hand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab import cases
from tpmlab.role import RoleError, Sector, under
from tpmlab.schedule import Plan, PlanError

SHOP = cases.sectors()["shop"]
PLAN = Plan.from_rows([("build", 5, []), ("release", 2, ["build"])])


def sector(**options):
    return Sector.model_validate({"id": "s", "title": "S", "note": "", **options})


def freeze(first, last):
    return {"title": "peak", "first": first, "last": last}


def test_without_constraints_it_is_the_plan():
    run = under(PLAN, sector(), "2027-09-06", ["release"])
    assert (run.finish, run.waiting, run.added) == (dt.date(2027, 9, 14), 0, ())


def test_all_of_a_release_must_fit_before_a_freeze():
    # ready on Monday 13th; the freeze of Tuesday 14th catches its second day
    run = under(
        PLAN, sector(freezes=[freeze("2027-09-14", "2027-09-17")]), "2027-09-06", ["release"]
    )
    assert (run.finish, run.waiting) == (dt.date(2027, 9, 21), 5)


def test_a_release_begins_on_its_weekday():
    run = under(PLAN, sector(release_days=["Fri"]), "2027-09-06", ["release"])
    assert run.calendar.start_date(run.schedule["release"].early_start) == dt.date(2027, 9, 17)


def test_added_work_is_linked_where_it_says():
    extra = [
        {"id": "tender", "days": 10, "before": ["build"]},
        {"id": "check", "days": 1, "after": ["build"], "before": ["release"]},
    ]
    run = under(PLAN, sector(extra=extra), "2027-09-06", ["release"])
    assert run.schedule.finish == 10 + 5 + 1 + 2
    assert run.added == ("tender", "check")


@given(st.integers(1, 60), st.integers(1, 60))
def test_longer_work_never_finishes_earlier(days, more):
    short = under(PLAN.with_duration("build", days), SHOP, "2027-09-06", ["release"])
    longer = under(PLAN.with_duration("build", days + more), SHOP, "2027-09-06", ["release"])
    assert longer.finish >= short.finish


def test_the_lesson_promises_hold():
    plan = Plan.from_rows(
        [("design", 10, []), ("build", 25, ["design"]), ("test", 10, ["build"]),
         ("training", 5, ["build"]), ("cut-over", 2, ["test", "training"])]
    )  # fmt: skip
    live = {
        name: under(plan, one, "2027-09-06", ["cut-over"]).finish
        for name, one in cases.sectors().items()
    }
    assert [name for name, day in live.items() if day <= dt.date(2027, 11, 12)] == [
        "software",
        "telecom",
    ]
    slower = plan.with_duration("build", 35)
    moved = {
        name: (under(slower, one, "2027-09-06", ["cut-over"]).finish - live[name]).days
        for name, one in cases.sectors().items()
    }
    assert moved["hospital"] == 56
    assert [name for name, days in moved.items() if days == 0] == ["factory", "shop", "university"]


def test_what_cant_be_used_is_named():
    with pytest.raises(RoleError, match="'launch' is no task"):
        under(PLAN, sector(), "2027-09-06", ["launch"])
    with pytest.raises(RoleError, match="'Freitag' is no weekday"):
        under(PLAN, sector(release_days=["Freitag"]), "2027-09-06", ["release"])
    with pytest.raises(RoleError, match="no free days in three years"):
        under(PLAN, sector(freezes=[freeze("2027-01-01", "2039-01-01")]), "2027-09-06", ["release"])
    with pytest.raises(PlanError, match="nowhere"):
        under(
            PLAN,
            sector(extra=[{"id": "x", "days": 1, "after": ["nowhere"]}]),
            "2027-09-06",
            ["release"],
        )
