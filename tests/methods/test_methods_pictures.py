from datetime import date

import pytest

import tpmlab as tpm
from tpmlab.methods import MethodError, team_matrix
from tpmlab.methods.pictures import hours_picture, hybrid_picture, matrix_picture


def test_sprints_are_counted_against_each_gate():
    lanes = {
        "a": [(date(2027, 1, 4), date(2027, 3, 1), 4)],
        "b": [(date(2027, 1, 4), date(2027, 2, 1))],
    }
    words = hybrid_picture(lanes, {"half": date(2027, 2, 1), "end": date(2027, 3, 1)}).alt
    assert "half on 1 February 2027, with 2 sprints done" in words
    assert "end on 1 March 2027, with 4 sprints done" in words


@pytest.mark.parametrize(
    ("lanes", "problem"),
    [
        ({}, "no lane"),
        ({"a": [(date(2027, 2, 1), date(2027, 1, 1))]}, "before it begins"),
        ({"a": [(date(2027, 1, 1), date(2027, 2, 1), 0)]}, "0 sprints"),
    ],
)
def test_lanes_that_make_no_plan_are_refused(lanes, problem):
    with pytest.raises(MethodError, match=problem):
        hybrid_picture(lanes, {})


def test_a_matrix_of_other_names_is_refused():
    table = team_matrix([("a", "b")]).rename(index={"a": "c"})
    with pytest.raises(MethodError, match="same 2 to 16 teams"):
        matrix_picture(table)


def test_people_without_a_common_hour_are_named():
    words = hours_picture({"Mei": 8, "Callum": 0, "Noor": 1}).alt
    assert "all 3 share 0 hours" in words
    assert "Mei with Callum" in words
    assert "Mei with Noor" not in words


def test_pictures_come_with_the_part():
    assert tpm.methods.hybrid_picture is hybrid_picture
    with pytest.raises(AttributeError, match="no 'gantt'"):
        tpm.methods.gantt  # noqa: B018
