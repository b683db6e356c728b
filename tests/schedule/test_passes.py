"""The passes give the schedule's dates, in an order in which they can be worked out by hand."""

from tpmlab.schedule import Plan, backward_pass, critical_path, forward_pass

PLAN = Plan.from_rows(
    [
        ("test", 4, ["data", ("api", "SS", 2)]),
        ("data", 6, []),
        ("api", 14, []),
        ("docs", 3, [("api", "FF", 1)]),
        ("early", 2, [("docs", "SF", -20)]),
    ]
)


def test_predecessors_come_first_and_successors_last():
    assert forward_pass(PLAN).index.tolist() == ["data", "api", "test", "docs", "early"]
    assert backward_pass(PLAN).index.tolist() == ["early", "docs", "test", "api", "data"]


def test_dates_are_those_of_the_schedule():
    schedule = critical_path(PLAN)
    for table in (forward_pass(PLAN), backward_pass(PLAN)):
        for name, row in table.iterrows():
            for column in set(table.columns) - {"days", "because"}:
                assert row[column] == getattr(schedule[name], column)


def test_each_early_start_has_its_reason():
    assert forward_pass(PLAN)["because"].to_dict() == {
        "data": "waits for nothing",
        "api": "waits for nothing",
        "test": "latest of data 6, start of api 0 + 2 = 2",
        "docs": "api 14 + 1 − 3 = 12",
        "early": "start of docs 12 − 20 − 2 = -10: held at day 0",
    }


def test_each_late_finish_has_its_reason():
    assert backward_pass(PLAN)["because"].to_dict() == {
        "early": "nothing waits: project end 15",
        "docs": "earliest of finish of early 15 + 20 + 3 = 38, project end 15",
        "test": "nothing waits: project end 15",
        "api": "earliest of test 11 − 2 + 14 = 23, finish of docs 15 − 1 = 14",
        "data": "test 11",
    }
