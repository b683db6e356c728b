"""Headline numbers of incidents, logs and delivery groups, as counted when they were collected."""

from __future__ import annotations

from tpmlab.data import load


def test_two_in_three_published_incidents_began_with_a_change():
    incidents = load("published-incidents")
    assert len(incidents) == 62
    assert incidents["change_triggered"].sum() == 41
    assert incidents["duration_min"].notna().sum() == 57


def test_incidents_of_one_large_service():
    posts = load("github-status-incidents")
    unplanned = posts[posts["impact"].isin(["minor", "major", "critical"])]
    assert len(unplanned) == 770
    assert unplanned["impact"].value_counts()[["minor", "major", "critical"]].tolist() == [
        604,
        138,
        28,
    ]
    assert unplanned["duration_min"].median() == 66


def test_a_server_that_is_off_writes_no_error():
    minutes = load("nasa-web-log-minutes")
    assert minutes["status_5xx"].sum() == 0
    assert minutes["requests"].max() == 164
    assert minutes.tail(7)["requests"].sum() == 0


def test_groups_of_the_reports_move():
    groups = load("dora-clusters").set_index(["report_year", "level"])
    fails = groups["change_failure_rate_high_pct"]
    assert fails[2024, "medium"] < fails[2024, "high"]
    assert "elite" not in groups.loc[2022].index
