"""Checks accept every form of a right answer, refuse everything else, and say why."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from tpmlab.learning import check
from tpmlab.learning.check import AnswerStopped, CheckFailed


class YesMan:
    """Equal to everything, in every way Python asks."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 7

    def __len__(self) -> int:
        return 1

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter([self])


class FalseSeven(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


SEVEN = [7, 7.0, np.int64(7), np.float32(7), np.array(7), 6.9999999999]
DAYS = [[1, 2], (1.0, 2), np.array([1, 2]), pd.Series([1, 2]), pd.Index([1, 2]), range(1, 3)]


@pytest.mark.parametrize("answer", SEVEN, ids=repr)
def test_a_number_may_come_in_any_form(answer: object) -> None:
    check.equal(answer, 7, "unused")


@pytest.mark.parametrize("answer", DAYS, ids=lambda a: type(a).__name__)
def test_a_list_may_come_in_any_form(answer: object) -> None:
    check.equal(answer, [1, 2], "unused")


@pytest.mark.parametrize(
    "answer", [pd.Series({"a": 1, "b": 2}), {"B ": 2, "a": 1.0}], ids=["s", "d"]
)
def test_labelled_values_are_compared_by_label(answer: object) -> None:
    check.equal(answer, {"a": 1, "b": 2}, "unused")


def test_labelled_values_are_compared_by_label_inside_others_too() -> None:
    floats = pd.Series({"b": 2, "a": 1})
    check.equal([floats, {"x": floats}], [{"a": 1, "b": 2}, {"x": {"a": 1, "b": 2}}], "unused")


def test_a_table_is_compared_column_by_column() -> None:
    table = pd.DataFrame({"task": ["a", "b"], "days": [1, 2]})
    check.equal(table, {"task": ["a", "b"], "days": [1, 2]}, "unused")
    with pytest.raises(CheckFailed, match="look at days"):
        check.equal(table, {"task": ["a", "b"], "days": [1, 3]}, "look at days")


WRONG = [
    (6, 7),
    (True, 1),
    (1, True),
    ("7", 7),
    ([7], 7),
    (7, [7]),
    ([1, 2, 3], [1, 2]),
    ({"a": 1}, {"a": 1, "b": 2}),
    (None, 0),
    (float("nan"), 7),
    (np.array([1, np.nan]), [1, 2]),
]


@pytest.mark.parametrize(("answer", "wanted"), WRONG, ids=repr)
def test_a_wrong_meaning_fails_with_the_message(answer: object, wanted: object) -> None:
    with pytest.raises(CheckFailed, match="look again"):
        check.equal(answer, wanted, "look again")


@pytest.mark.parametrize("cheat", [YesMan(), FalseSeven(3), [YesMan()], {"a": YesMan()}, len])
@pytest.mark.parametrize("wanted", [7, [7], {"a": 7}, "seven", True])
def test_objects_that_claim_to_equal_anything_are_never_asked(
    cheat: object, wanted: object
) -> None:
    for compare in (check.equal, check.same_items):
        with pytest.raises(CheckFailed, match="can't read"):
            compare(cheat, wanted, "unused")


@pytest.mark.parametrize("cheat", [YesMan(), 1, "yes", [True], np.array([True, True])])
def test_only_true_is_true(cheat: object) -> None:
    with pytest.raises(CheckFailed, match="no reason"):
        check.true(cheat, "no reason")


def test_numpy_true_is_true() -> None:
    check.true(np.float64(2) < 3, "unused")


def test_text_is_compared_without_capitals_and_outer_spaces() -> None:
    check.equal(" Go-Live", "go-live", "unused")
    with pytest.raises(CheckFailed):
        check.equal("golive", "go-live", "different letters")


def test_order_matters_for_equal_and_not_for_same_items() -> None:
    check.same_items(("b", "a"), ["a", "b"], "unused")
    check.same_items({"a", "b"}, ["b", "a"], "unused")
    with pytest.raises(CheckFailed):
        check.equal(["b", "a"], ["a", "b"], "order")
    with pytest.raises(CheckFailed, match="twice"):
        check.same_items(["a", "a", "b"], ["a", "b"], "twice")


def test_close_says_how_close() -> None:
    check.close([10.04, 3], [10, 3], "unused", within=0.05)
    with pytest.raises(CheckFailed, match="too far"):
        check.close(10.06, 10, "too far", within=0.05)


def test_a_tempting_answer_gets_its_own_message() -> None:
    hints = {56: "You added everything up.", (1, 2): "unused"}
    with pytest.raises(CheckFailed, match=r"^You added everything up\.$"):
        check.equal(np.float64(56), 23, "look again", hints=hints)
    with pytest.raises(CheckFailed, match=r"^look again$"):
        check.equal(55, 23, "look again", hints=hints)


def test_a_hint_that_is_the_right_answer_never_shows() -> None:
    check.equal(23, 23, "unused", hints={23: "never"})


def test_hints_may_be_pairs_where_an_answer_is_no_key() -> None:
    with pytest.raises(CheckFailed, match="free float"):
        check.equal({"a": 0}, {"a": 6}, "unused", hints=[({"a": 0}, "That is free float.")])


def test_a_wrong_form_is_named_before_the_message() -> None:
    with pytest.raises(CheckFailed, match=r"text where a number is expected\. Count the days\."):
        check.equal("23", 23, "Count the days.")


def test_a_message_never_tells_what_was_expected() -> None:
    with pytest.raises(CheckFailed) as failure:
        check.equal([1, 2], [31, 47], "look again")
    assert str(failure.value) == "look again"


def test_a_missing_or_empty_name_is_said_in_plain_words() -> None:
    scope = {"check": check, "CheckFailed": CheckFailed, "path": ..., "finish": 23}
    exec("check.answered('finish')", scope)
    with pytest.raises(CheckFailed, match=r"no 'watch' yet.*raise NotImplementedError"):
        exec("check.answered('finish', 'watch')", scope)
    with pytest.raises(CheckFailed, match="'path' is still empty"):
        exec("check.answered('path')", scope)


def test_a_function_is_called_and_its_troubles_are_told() -> None:
    def unwritten(days: float) -> float:
        raise NotImplementedError

    def silent(days: float) -> None:
        pass

    def careless(days: float) -> float:
        return {}["docs"]

    def leaves(days: float) -> float:
        raise SystemExit(0)

    assert check.call(lambda days: days + 1, 3) == 4
    with pytest.raises(CheckFailed, match="'unwritten' is not written yet"):
        check.call(unwritten, 3)
    with pytest.raises(CheckFailed, match="'silent' returned nothing"):
        check.call(silent, 3)
    with pytest.raises(AnswerStopped, match="'careless' stopped with KeyError: 'docs'"):
        check.call(careless, 3)
    with pytest.raises(AnswerStopped, match="'leaves' stopped with SystemExit"):
        check.call(leaves, 3)
    with pytest.raises(CheckFailed, match="keep the line with 'def'"):
        check.call(7, 3)


def test_a_warning_from_an_answer_is_no_failure(recwarn: pytest.WarningsRecorder) -> None:
    def warns(days: int) -> int:
        warnings.warn("this way will be gone next year", FutureWarning, stacklevel=1)
        return days

    assert check.call(warns, 3) == 3
    assert len(recwarn) == 0


def test_jupyter_shows_the_message_alone() -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    try:
        with capture_output() as shown:
            shell.run_cell("import tpmlab as tpm\ntpm.check.equal(1, 2, 'Count both ends.')")
    finally:
        InteractiveShell.clear_instance()
    assert "Not yet." in shown.stdout
    assert "Count both ends." in shown.stdout
    assert "Traceback" not in shown.stdout
    assert "equal(" not in shown.stdout
