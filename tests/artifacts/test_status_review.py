"""The review says what a senior colleague would say, and nothing of a report that is good."""

import re
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from tpmlab.artifacts.status import StatusReport, review, rules_entries, rules_history
from tpmlab.artifacts.status.finding import SEVERITIES

HERE = Path(__file__).parent
GOOD = yaml.safe_load((HERE / "good_reports.yaml").read_text(encoding="utf-8"))
FLAWED = yaml.safe_load((HERE / "flawed_reports.yaml").read_text(encoding="utf-8"))


def spoiled(case):
    document = deepcopy(GOOD[case["base"]])
    for place, value in case["set"].items():
        *path, last = place.split(".")
        target = document
        for part in path:
            target = target[part]
        target[last] = value
    return StatusReport.model_validate(document)


def by_rule(findings):
    found = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding.field)
    return found


@pytest.mark.parametrize("name", GOOD)
def test_a_good_report_passes_without_a_word(name):
    assert [str(finding) for finding in review(StatusReport.model_validate(GOOD[name]))] == []


@pytest.mark.parametrize("case", FLAWED, ids=lambda case: case["id"])
def test_a_flaw_is_found_where_it_is_and_nothing_else(case):
    wanted = {rule: places.split() for rule, places in case["finds"].items()}
    assert by_rule(review(spoiled(case))) == wanted


def test_every_finding_has_a_reason_and_another_wording():
    for case in FLAWED:
        for finding in review(spoiled(case)):
            assert finding.severity in SEVERITIES
            assert len(finding.reason.split()) >= 4
            assert finding.example


def test_gravest_first():
    case = next(case for case in FLAWED if case["id"] == "it-just-changed")
    found = [SEVERITIES.index(finding.severity) for finding in review(spoiled(case))]
    assert found == sorted(found)


def week_later(name, **changes):
    before = StatusReport.model_validate(GOOD[name])
    document = before.model_dump()
    document["day"] = before.day + timedelta(days=7)
    document["next_update"] = before.day + timedelta(days=14)
    document["summary"] = before.summary + " One week on."
    for key in ("next", "blocked", "asks"):
        for entry in document[key]:
            for field in ("due", "by"):
                if entry.get(field):
                    entry[field] += timedelta(days=7)
    return before, StatusReport.model_validate({**document, **changes})


@pytest.mark.parametrize(
    ("name", "changes", "rule"),
    [
        (
            "audit-green",
            {
                "finish": {
                    "promised": date(2027, 3, 19),
                    "forecast": date(2027, 3, 16),
                    "latest": date(2027, 3, 18),
                },
                "summary": "We expect to finish on 16 March.",
            },
            "date-moved-in-silence",
        ),
        (
            "audit-green",
            {
                "finish": {
                    "promised": date(2027, 3, 26),
                    "forecast": date(2027, 3, 12),
                    "latest": date(2027, 3, 18),
                }
            },
            "promise-moved-in-silence",
        ),
        ("platform-short", {"summary": GOOD["platform-short"]["summary"]}, "copied-summary"),
    ],
)
def test_against_the_report_before(name, changes, rule):
    before, now = week_later(name, **changes)
    assert rule in by_rule(review(now, before))
    assert rule not in by_rule(review(now)), "only the report before can tell"


def test_a_promise_that_vanished_is_asked_for():
    before, now = week_later(
        "billing-amber",
        next=[{"what": "Load test", "owner": "Bongani Dlamini", "due": date(2027, 1, 29)}],
    )
    assert by_rule(review(now, before))["promise-vanished"] == ["done"]
    told = now.model_copy(
        update={"summary": now.summary + " The second rehearsal of the migration passed."}
    )
    assert "promise-vanished" not in by_rule(review(told, before))


def test_a_block_that_only_got_older_needs_another_way():
    before, now = week_later("billing-amber")
    assert by_rule(review(now, before))["same-action-again"] == ["blocked[0].next_action"]
    other = now.blocked[0].model_copy(update={"next_action": "Flies to Dublin"})
    assert "same-action-again" not in by_rule(
        review(now.model_copy(update={"blocked": [other]}), before)
    )


def test_another_project_s_report_is_no_predecessor():
    first, second = (
        StatusReport.model_validate(GOOD[name]) for name in ("audit-green", "platform-short")
    )
    with pytest.raises(ValueError, match="give an older one of the same project"):
        review(second, first)


def test_a_good_report_stays_good_with_its_predecessor():
    before, now = week_later(
        "audit-green",
        done=[
            {
                "what": "A-08, A-15, A-22 and A-31 closed in the change window",
                "when": date(2027, 1, 21),
            }
        ],
    )
    assert review(now, before) == []


def test_every_rule_is_shown_by_a_flawed_report():
    fired = {rule for case in FLAWED for rule in case["finds"]}
    fired |= {"summary-too-long"}  # below
    history = {
        "date-moved-in-silence",
        "promise-moved-in-silence",
        "copied-summary",
        "promise-vanished",
        "same-action-again",
    }
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(rules_entries.__file__).parent.glob("rules_*.py")
    )
    names = r'(?:^ +|rule=|_nobody\(f"[^"]+", )"([a-z]+(?:-[a-z]+)+|blame)",?'
    rules = set(re.findall(names, source, re.MULTILINE))
    assert rules == fired | history
    assert len(rules_history.RULES) == len(history)


def test_a_first_paragraph_of_a_page_is_too_long():
    case = {"base": "platform-short", "set": {"summary": "We finish on 27 August. " + "word " * 90}}
    assert by_rule(review(spoiled(case))) == {"summary-too-long": ["summary"]}
