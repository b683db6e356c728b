"""Numbers handed in: what passes, and what the one sentence says when one does not."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from tpmlab.amounts import amount, amounts, column, one_of
from tpmlab.errors import TpmlabError


class FieldError(TpmlabError, ValueError):
    """The error of the caller under test."""


@pytest.mark.parametrize("value", [5, 5.0, np.int64(5), "5"])
def test_any_number_passes_as_a_float(value):
    assert amount(value, "size", FieldError, low=5, high=5, whole=True) == 5.0


@pytest.mark.parametrize(
    ("value", "limits", "text"),
    [
        (-1, {"low": 0}, "size is -1; give a number of at least 0."),
        (0, {"above": 0}, "size is 0; give a number above 0."),
        (1.5, {"low": 0, "high": 1}, "size is 1.5; give a number from 0 to 1."),
        (0, {"above": 0, "high": 1}, "size is 0; give a number above 0 and at most 1."),
        (9, {"high": 1}, "size is 9; give a number of at most 1."),
        (2.5, {"low": 1, "whole": True}, "size is 2.5; give a whole number of at least 1."),
        (1_500_000, {"high": 1_000_000}, "size is 1500000; give a number of at most 1000000."),
        (math.nan, {}, "size is nan; give a number."),
        (math.inf, {}, "size is inf; give a number."),
        (None, {}, "size is None; give a number."),
        ("five", {}, "size is 'five'; give a number."),
    ],
)
def test_a_number_out_of_range_is_named_with_the_remedy(value, limits, text):
    with pytest.raises(FieldError) as caught:
        amount(value, "size", FieldError, **limits)
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("values", "limits", "text"),
    [
        ([1, math.nan], {}, "days holds nan in place 2; give numbers."),
        ([1, 2.5], {"whole": True, "low": 0}, "give whole numbers of at least 0."),
        ([], {}, "at least one number"),
        ([[1, 2]], {}, r"shape \(1, 2\)"),
        (["a"], {}, "no number"),
        ([1, 2], {"length": 3}, "days holds 2 numbers; give 3"),
    ],
)
def test_a_row_of_numbers_names_the_first_bad_one(values, limits, text):
    with pytest.raises(FieldError, match=text):
        amounts(values, "days", FieldError, **limits)


def test_a_single_number_is_a_row_of_one():
    assert amounts(3, "days", FieldError).tolist() == [3.0]


def test_a_missing_column_is_named_with_those_present():
    table = pd.DataFrame({"size": [5], "value": [1]})
    with pytest.raises(FieldError, match="no column 'effort'; add it to 'size', 'value'"):
        column(table, "effort", FieldError)
    with pytest.raises(FieldError, match="column 'size' holds 5 in place 1"):
        column(table, "size", FieldError, high=4)


def test_an_unknown_word_lists_the_known_ones():
    with pytest.raises(FieldError, match="method is 'cip'; use one of 'cpi', 'budget'"):
        one_of("cip", "method", ["cpi", "budget"], FieldError)
