"""PDUs: limits, least numbers, and that what is said to be wanting is just enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.exam.outlines.loading import load_outlines
from tpmlab.exam.outlines.renewal import (
    KINDS,
    SKILLS,
    Earned,
    PduRule,
    RenewalError,
    renewal_status,
)

RULES = {name: rule for name, o in load_outlines().items() if (rule := o.renewal.rule())}
RULE = RULES["pmp-2026"]
START = date(2025, 3, 14)
LAST = date(2028, 3, 13)

quarters = st.integers(1, 160).map(lambda n: n / 4)
logs = st.lists(
    st.builds(Earned, st.dates(START, LAST), st.sampled_from(KINDS), quarters), max_size=8
)


def test_rules_ship_for_what_is_renewed_by_pdus():
    assert {name: (rule.total, rule.education_min) for name, rule in RULES.items()} == {
        "capm": (15, 9), "pgmp": (60, 35), "pmi-acp": (30, 18), "pmi-pba": (60, 35),
        "pmp-2021": (60, 35), "pmp-2026": (60, 35),
    }  # fmt: skip


@given(logs, st.sampled_from(sorted(RULES)))
def test_what_is_wanting_completes_the_cycle_and_nothing_less_does(log, name):
    rule = RULES[name]
    found = renewal_status(log, rule, START)
    assert found.missing >= found.education_missing >= sum(found.skill_missing.values()) - 1e-9
    if found.complete:
        assert found.counted >= rule.total
        return
    most_needed = dict(found.skill_missing)
    spare = found.missing - sum(most_needed.values())
    most_needed[SKILLS[0]] += spare
    added = [Earned(START, skill, pdus) for skill, pdus in most_needed.items() if pdus]
    assert renewal_status([*log, *added], rule, START).complete
    largest = max(added, key=lambda each: each.pdus)
    added.remove(largest)
    if largest.pdus > 0.25:
        added.append(replace(largest, pdus=largest.pdus - 0.25))
    assert not renewal_status([*log, *added], rule, START).complete


@given(logs)
def test_nothing_is_lost(log):
    found = renewal_status(log, RULE, START)
    assert found.counted + found.uncounted == sum(each.pdus for each in log)
    assert sum(found.by_kind.values()) == found.counted + found.uncounted
    assert found.outside == 0


@given(logs)
def test_order_does_not_matter(log):
    assert renewal_status(log, RULE, START) == renewal_status(log[::-1], RULE, START)


@given(logs, quarters)
def test_giving_back_counts_to_its_limit_only(log, pdus):
    more = renewal_status([*log, Earned(START, "giving-back", pdus)], RULE, START)
    less = renewal_status(log, RULE, START)
    assert 0 <= more.counted - less.counted <= min(pdus, RULE.giving_back_max)
    assert more.education_missing == less.education_missing


def test_working_is_limited_within_giving_back():
    alone = renewal_status([Earned(START, "working", 20)], RULE, START)
    assert (alone.counted, alone.uncounted) == (8, 12)
    log = [Earned(START, "working", 20), Earned(START, "giving-back", 20)]
    found = renewal_status(log, RULE, START)
    assert (found.counted, found.uncounted) == (25, 15)
    assert (found.missing, found.education_missing) == (35, 35)


def test_each_year_of_the_cycle_has_its_own_sum():
    days = [START, date(2026, 3, 13), date(2026, 3, 14), LAST]
    log = [Earned(day, "power-skills", n) for n, day in enumerate(days, start=1)]
    outside = [Earned(day, "power-skills", 1) for day in (date(2025, 3, 13), date(2028, 3, 14))]
    found = renewal_status([*log, *outside], RULE, START)
    assert [year["power-skills"] for year in found.by_year] == [3, 3, 4]
    assert (found.last_day, found.outside) == (LAST, 2)


def test_a_cycle_from_a_leap_day_ends_on_the_last_of_february():
    assert renewal_status([], RULE, date(2024, 2, 29)).last_day == date(2027, 2, 28)


def test_the_pace_is_what_is_left_over_the_time_that_is_left():
    found = renewal_status([], RULE, START)
    assert found.per_month(START) == pytest.approx(60 / 36, rel=0.01)
    assert found.per_month(START - timedelta(days=900)) == found.per_month(START)
    assert found.per_month(LAST) == 60
    assert found.per_month(LAST + timedelta(days=1)) is None


@pytest.mark.parametrize("pdus", [0, -1, 0.1, float("nan"), float("inf")])
def test_pdus_come_in_quarters(pdus):
    with pytest.raises(RenewalError, match=r"in steps of 0\.25"):
        Earned(START, "working", pdus)


def test_a_rule_must_fit_into_itself():
    with pytest.raises(RenewalError, match="don't fit into each other"):
        PduRule(60, 20, 8, 25, 8, 3)
    with pytest.raises(RenewalError, match="in 0 years; correct the rule"):
        PduRule(60, 35, 8, 25, 8, 0)
    with pytest.raises(RenewalError, match="'napping' is no kind of PDU"):
        Earned(START, "napping", 1)
