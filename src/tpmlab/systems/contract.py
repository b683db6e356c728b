"""A contract between two services: what a caller reads of an answer, checked on the answer.

A contract is an example with the fields that the caller reads, and no others. The service
may add whatever it likes; it may not take away, rename or change the kind of what is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tpmlab.systems.caller import call

if TYPE_CHECKING:
    import pandas as pd

    from tpmlab.systems.server import Server

__all__ = ["Contract", "broken", "verify"]


@dataclass(frozen=True)
class Contract:
    """What one caller asks of a service, and what it reads of the answer.

    Parameters
    ----------
    name : str
        Who reads it, and what for.
    method, path : str
        The request.
    answer : object
        An example of the answer with the fields that are read, see :func:`broken`.
    status : int
        The status that the caller counts on.
    exactly : mapping
        Values that must be these: dotted path of a field, such as ``"lines.price"``, to value.
    """

    name: str
    method: str
    path: str
    answer: Any
    status: int = 200
    exactly: Mapping[str, Any] = field(default_factory=dict)


def broken(example: Any, answer: Any, exactly: Mapping[str, Any] | None = None) -> list[str]:
    """Say where an answer breaks what a caller reads.

    Parameters
    ----------
    example : object
        The fields that the caller reads, with example values: their kinds count. A list
        holds one example, and each entry of the answer's list is held against it.
    answer : object
        What the service said.
    exactly : mapping, optional
        Dotted path of a field to the value that it must have; in a list each entry must have
        it, or, as in ``"lines.1.price"``, the one of that place. A field that is missing
        hasn't got the value.

    Returns
    -------
    list of str
        One line a problem; empty if the contract holds. Further fields are no problem, and a
        whole number will do where any number is read.

    Examples
    --------
    >>> broken({"price_cents": 1890}, {"price_cents": 1890, "note": "new"})
    []
    >>> broken({"price_cents": 1890}, {"price": 18.9})
    ['price_cents: missing']
    >>> broken({"lines": [{"units": 40}]}, {"lines": [{"units": 40}, {"units": "40"}]})
    ['lines.2.units: text, where a whole number is read']
    """
    problems = list(_differences(example, answer, ""))
    for path, value in (exactly or {}).items():
        for seen in _at(answer, path.split(".")):
            if seen is _MISSING or seen != value:
                problems.append(f"{path}: {seen!r}, where {value!r} is read")
    return problems


def verify(service: Server, contracts: Iterable[Contract]) -> pd.DataFrame:
    """Hold a service that runs against its callers' contracts.

    Parameters
    ----------
    service : Server
        A service that runs.
    contracts : iterable of Contract
        What its callers read.

    Returns
    -------
    pandas.DataFrame
        One row a contract: `contract`, `holds`, and `problems`, empty if it holds.

    Examples
    --------
    >>> from tpmlab.systems.orders import OrderService
    >>> shop = Contract("invoice run", "GET", "/orders/1001", {"currency": "EUR"})
    >>> with OrderService() as orders:
    ...     verify(orders, [shop])["holds"].tolist()
    [True]
    """
    import pandas as pd

    rows = []
    for contract in contracts:
        answer = call(service, contract.method, contract.path)
        problems = broken(contract.answer, answer.body, contract.exactly)
        if answer.status != contract.status:
            problems.insert(0, f"status {answer.status}, where {contract.status} is read")
        rows.append((contract.name, not problems, "; ".join(problems)))
    return pd.DataFrame(rows, columns=["contract", "holds", "problems"])


def _differences(example: Any, answer: Any, path: str) -> Iterable[str]:
    if isinstance(example, dict) and isinstance(answer, dict):
        for name, value in example.items():
            below = f"{path}.{name}" if path else str(name)
            if name in answer:
                yield from _differences(value, answer[name], below)
            else:
                yield f"{below}: missing"
    elif isinstance(example, list) and isinstance(answer, list):
        for number, entry in enumerate(answer, start=1):
            below = f"{path}.{number}" if path else str(number)
            yield from _differences(example[0], entry, below) if example else ()
    elif not _alike(example, answer):
        yield f"{path or 'answer'}: {_kind(answer)}, where {_kind(example)} is read"


def _alike(example: Any, answer: Any) -> bool:
    kinds = _kind(example), _kind(answer)
    return kinds[0] == kinds[1] or kinds == ("a number", "a whole number")


def _kind(value: Any) -> str:
    named = {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a record",
        type(None): "nothing",
    }
    return named.get(type(value), "something unknown")


class _Missing:
    def __repr__(self) -> str:
        return "missing"


_MISSING = _Missing()


def _at(value: Any, steps: list[str]) -> Iterable[Any]:
    """Every value at a path; a list on the way stands for each of its entries, or for one."""
    if isinstance(value, list) and steps and steps[0].isdecimal():
        place = int(steps[0]) - 1
        yield from _at(value[place], steps[1:]) if place in range(len(value)) else (_MISSING,)
    elif isinstance(value, list):
        for entry in value:
            yield from _at(entry, steps)
    elif not steps:
        yield value
    elif isinstance(value, dict) and steps[0] in value:
        yield from _at(value[steps[0]], steps[1:])
    else:
        yield _MISSING
