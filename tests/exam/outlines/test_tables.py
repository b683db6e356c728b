"""Tables of `tpm.exam`: what a notebook shows of outlines, months, PDUs, memory and plans."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import tpmlab as tpm
from tpmlab.errors import TpmlabError
from tpmlab.exam.outlines import tables
from tpmlab.exam.outlines.loading import load_outlines
from tpmlab.exam.study.daily import task_shares

DAY = date(2026, 12, 10)


def test_every_name_of_the_door_opens_and_none_hides_a_module():
    for name in tpm.exam.__all__:
        assert getattr(tpm.exam, name) is not None
    modules = {file.stem for file in Path(tpm.exam.__file__).parent.iterdir()}
    assert not modules & set(tpm.exam.__all__)
    with pytest.raises(AttributeError, match="no 'study_plans'; it offers "):
        _ = tpm.exam.study_plans


def test_without_names_all_exams_that_can_be_sat_stand_side_by_side():
    table = tables.outline_table(DAY)
    retired = [each.short for each in load_outlines().values() if each.state(DAY) != "current"]
    assert retired
    assert len(table) == len(load_outlines()) - len(retired)
    assert table["read"].min() >= "2026-11-22"


def test_a_retired_exam_is_shown_when_it_is_named():
    assert tables.outline_table(DAY, "pmp-2021")["sat"].iloc[0].endswith("(retired)")


def test_parallel_months_count_once_and_old_ones_only_where_the_reading_goes_back_so_far():
    led = [("a", "2017-09", "2018-08"), ("b", "2022-03", "2023-02"), ("c", "2022-11", "2023-10")]
    table = tables.eligibility_table("pmp-2026", led, "bachelor", "2027-01", training_hours=20)
    assert table["counted"].to_dict() == {
        "eight-years": 20,
        "eight-years-with-gac": 20,
        "ten-years": 32,
    }
    assert set(table["hours missing"]) == {15}


def test_an_open_project_goes_on_until_the_application():
    table = tables.eligibility_table("pmp-2026", [("a", "2026-01")], "bachelor", "2027-01")
    assert set(table["counted"]) == {12}
    assert set(table["enough from"]) == {"2029-01"}


@pytest.mark.parametrize(
    ("row", "said"),
    [(("a",), "is no project"), (("a", "2026-13"), "write one as 2025-03"),
     (("a", "2026-05", "2026-01"), "before it starts")],
)  # fmt: skip
def test_a_row_that_is_no_project_is_refused(row, said):
    with pytest.raises(TpmlabError, match=said):
        tables.eligibility_table("pmp-2026", [row], "bachelor", "2027-01")


def test_an_exam_without_such_a_rule_says_what_it_asks_for_instead():
    with pytest.raises(TpmlabError, match="no rule about months here; it asks for 16 h live"):
        tables.eligibility_table("csm", [("a", "2026-01")], "bachelor", "2027-01")
    with pytest.raises(TpmlabError, match="isn't renewed in PDUs"):
        tables.renewal_table("csm", DAY, [], DAY)


def test_a_finished_cycle_has_no_months_left():
    found = tables.renewal_table("pmp-2026", date(2020, 1, 1), [], DAY)
    assert (found["to earn each month"], found["missing"]) == ("over", 60)


def test_sessions_apart_leave_more_than_sessions_in_a_row():
    exam = date(2027, 6, 24)
    ways = {
        "apart": [exam - timedelta(7 + 21 * n) for n in range(4)],
        "row": [exam - timedelta(7 + n) for n in range(4)],
    }
    table = tpm.exam.recall_table(ways, exam + timedelta(60))
    on_the_day, later = table.loc[str(exam)], table.iloc[-1]
    assert 100 > on_the_day["apart"] > on_the_day["row"] > later["row"] > 0
    assert later["apart"] - later["row"] > on_the_day["apart"] - on_the_day["row"]
    assert (table.loc[: str(ways["row"][-1]), "row"] == 0).all()


def test_a_way_without_sessions_before_the_end_is_refused():
    for days in ([], [date(2027, 1, 4)]):
        with pytest.raises(TpmlabError, match="'x' has no session before 2027-01-04"):
            tpm.exam.recall_table({"x": days}, date(2027, 1, 4))


def test_too_few_days_leave_tasks_out_and_the_table_says_which():
    table = tpm.exam.study_table(
        "pmp-2026", date(2027, 1, 7), date(2027, 1, 21), [0, 0, 0, 45, 0, 0, 0]
    )
    met = {task for tasks in table["tasks"] for task in tasks.split(", ")}
    shares = task_shares(tpm.exam.load_outline("pmp-2026"))
    assert set(table.attrs["left out"]) == set(shares) - met


def test_todays_table_has_a_row_an_item_and_says_what_is_left_of_its_task():
    outline, bank = tpm.exam.load_outline("pmp-2026"), tpm.exam.load_bank("pmp-2026")
    held = tpm.exam.practised(None, date(2027, 1, 7))
    memory = tpm.exam.Memory(cards=dict.fromkeys(outline.tasks, held))
    queued = tpm.exam.daily_items(bank, outline, memory, date(2027, 1, 28), minutes=20)
    table = tpm.exam.today_table(queued)
    assert table["item"].tolist() == [each.item.id for each in queued]
    assert table["why today"].str.contains("last 07 Jan, remembered about").all()
