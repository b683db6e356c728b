"""Contracts: what breaks them, what doesn't, and on services that really run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.systems.caller import call
from tpmlab.systems.contract import Contract, broken, verify
from tpmlab.systems.errors import SystemsError
from tpmlab.systems.orders import CHANGES, InvoiceService, OrderService

INVOICE_RUN = Contract(
    "invoice run",
    "GET",
    "/orders/1001",
    {"customer": "Nordmolen", "currency": "EUR", "lines": [{"units": 40, "price": 1890}]},
)
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
records = st.recursive(
    plain,
    lambda inner: st.dictionaries(st.text(), inner) | st.lists(inner, max_size=1),
    max_leaves=8,
)


@given(records)
def test_an_example_keeps_its_own_contract(example):
    assert broken(example, example) == []


@given(st.dictionaries(st.text(), records), st.dictionaries(st.text(), records))
def test_more_than_is_read_breaks_nothing(example, more):
    assert broken(example, {**more, **example}) == []


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({}, ["price: missing"]),
        ({"price": None}, ["price: nothing, where a whole number is read"]),
        ({"price": True}, ["price: true or false, where a whole number is read"]),
        ({"price": 18.9}, ["price: a number, where a whole number is read"]),
        ([], ["answer: a list, where a record is read"]),
    ],
)
def test_what_is_read_must_be_there_and_of_its_kind(answer, problem):
    assert broken({"price": 1890}, answer) == problem


def test_a_whole_number_will_do_where_any_number_is_read():
    assert broken({"share": 0.5}, {"share": 1}) == []


def test_each_entry_of_a_list_is_read():
    answer = {"lines": [{"units": 1}, {}, {"units": "3"}]}
    assert broken({"lines": [{"units": 1}]}, answer) == [
        "lines.2.units: missing",
        "lines.3.units: text, where a whole number is read",
    ]


def test_a_value_may_be_part_of_the_contract():
    exactly = {"currency": "EUR", "lines.price": 1890}
    answer = {"currency": "USD", "lines": [{"price": 1890}, {"price": 19}]}
    assert broken({}, answer, {"lines.1.price": 1890}) == []
    assert broken({}, answer, {"lines.2.price": 1890}) == ["lines.2.price: 19, where 1890 is read"]
    assert broken({}, answer, exactly) == [
        "currency: 'USD', where 'EUR' is read",
        "lines.price: 19, where 1890 is read",
    ]


@pytest.mark.parametrize("path", ["total", "lines.7.price", "lines.1.cents", "lines.price.net"])
def test_a_value_that_is_missing_is_not_the_one_that_is_read(path):
    answer = {"lines": [{"price": 1890}]}
    assert broken({}, answer, {path: 1}) == [f"{path}: missing, where 1 is read"]


def test_two_services_agree_until_one_of_them_changes():
    results = {}
    for change in CHANGES:
        with OrderService(change) as orders, InvoiceService(orders) as invoices:
            answer = call(invoices, "POST", "/invoices", {"order": 1001})
            results[change] = (answer.status, verify(orders, [INVOICE_RUN])["holds"].item())
            total = answer.body.get("total")
        if change in ("none", "added"):
            assert total == 833.4
    assert results == {
        "none": (201, True),
        "added": (201, True),
        "renamed": (502, False),
        "text": (502, False),
        "euros": (201, True),  # the kind is right and the meaning is not: a wrong invoice
    }


def test_a_status_that_is_not_counted_on_breaks_the_contract():
    other = Contract("returns desk", "GET", "/orders/9", {}, status=200)
    with OrderService() as orders:
        assert verify(orders, [other])["problems"].item() == "status 404, where 200 is read"
        with InvoiceService(orders) as invoices:
            assert call(invoices, "POST", "/invoices", {"order": 9}).status == 502
            assert call(invoices, "POST", "/invoices").status == 502


def test_an_unknown_change_is_answered_with_those_known():
    with pytest.raises(SystemsError, match="no change 'typo'; use one of 'none'"):
        OrderService("typo")
