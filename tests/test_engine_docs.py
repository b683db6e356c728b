"""Every public name of the planning engine explains itself well enough to be checked by hand.

numpydoc's own validator reads the sections. What it can't know is added here: errors that a
function lets through, fields of records, examples that are doctests, and sources.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from numpydoc.docscrape import NumpyDocString, get_doc_object
from numpydoc.validate import validate

from tpmlab.errors import TpmlabError
from tpmlab.flow import littles_law

DOORS = ("schedule", "estimate", "flow", "earned_value", "prioritise")
# Public too, but reached through their module: tpm.flow.items.throughput(...).
MODULES = ("flow.items", "flow.charts", "flow.little")

FAULTS = {
    "GL06": "an unknown section",
    "GL07": "sections in the wrong order",
    "GL08": "no docstring",
    "SS03": "a summary without a full stop",
    "PR01": "parameters not described",
    "PR02": "parameters that don't exist",
    "PR03": "parameters in another order",
    "PR04": "a parameter without a type",
    "PR07": "a parameter without a description",
    "RT01": "no Returns",
    "RT03": "a return value without a description",
}
NEEDS_NO_SOURCE = {
    "Calendar": "counts working days",
    "Chance": "a node that rollback reads",
    "Choice": "a node that rollback reads",
    "Costs": "rates of money, added up",
    "CrashOption": "two numbers that crash_to reads",
    "Discrete": "the definition of a discrete distribution",
    "Distribution": "what all distributions can do; each names its own source",
    "Empirical": "the definition of an empirical distribution",
    "Link": "a row of the plan",
    "Mitigation": "numbers that RiskEvent reads",
    "Overlap": "numbers that fast_track reads",
    "Plan": "the plan itself; critical_path dates it",
    "Stage": "a column that simulate_board reads",
    "Task": "a row of the plan",
    "Uniform": "the definition of a uniform distribution",
    "Work": "hours and a due time that block_time reads",
    "days_of": "reads a column",
}
CANNOT_FAIL = {
    "Overlap.as_event": "its numbers were checked when the overlap was made",
}


def _public() -> dict[str, Any]:
    """Public functions and classes of the engine: name with its module → object."""
    modules = [importlib.import_module(f"tpmlab.{name}") for name in (*DOORS, *MODULES)]
    found: dict[str, Any] = {}
    while modules:
        module = modules.pop(0)
        for thing in (getattr(module, name) for name in module.__all__):
            if inspect.ismodule(thing):
                modules.append(thing)
            elif inspect.isfunction(thing) or inspect.isclass(thing):
                found[f"{thing.__module__}.{thing.__qualname__}"] = thing
    return dict(sorted(found.items()))


def _ours(cls: type) -> list[type]:
    return [base for base in cls.__mro__ if base.__module__.startswith("tpmlab.")]


PUBLIC = _public()
FUNCTIONS = {name: thing for name, thing in PUBLIC.items() if inspect.isfunction(thing)}
ERRORS = {n: c for n, c in PUBLIC.items() if inspect.isclass(c) and issubclass(c, Exception)}
CLASSES = {n: c for n, c in PUBLIC.items() if inspect.isclass(c) and n not in ERRORS}
MEMBERS = {
    f"{base.__qualname__}.{name}": (base, member)
    for cls in CLASSES.values()
    for base in _ours(cls)
    for name, member in vars(base).items()
    if not name.startswith("_")
}
METHODS = {
    name: (base, function)
    for name, (base, member) in MEMBERS.items()
    if inspect.isfunction(function := getattr(member, "__func__", member))
    and function.__code__.co_filename[0] != "<"
}
PROPERTIES = {
    name: member
    for name, (_, member) in MEMBERS.items()
    if isinstance(member, property | functools.cached_property)
}


def _read(thing: Any) -> NumpyDocString:
    return NumpyDocString(inspect.getdoc(thing) or "")


def _told(thing: Any) -> set[str]:
    return {entry.type for entry in _read(thing)["Raises"]}


def _has_example(thing: Any) -> bool:
    return any(">>>" in line for line in _read(thing)["Examples"])


def _faults(function: Callable[..., Any], owner: type | None = None) -> list[str]:
    """What the docstring of a function or method lacks."""
    errors = validate(get_doc_object(function))["errors"]
    found = [f"{FAULTS[code]}: {text}" for code, text in errors if code in FAULTS]
    if function.__qualname__ not in CANNOT_FAIL:
        found += [
            f"no word about {name}" for name in sorted(_lets(function, owner) - _told(function))
        ]
    return found if _has_example(function) else [*found, "no example with >>>"]


# --- which of our errors a function lets through -----------------------------------------


def _lets(function: Callable[..., Any], owner: type | None = None) -> set[str]:
    """Errors that a function, or a helper it calls, raises or hands to a check."""
    return _reached(function, owner, set()) - {"TpmlabError"}


def _reached(function: Any, owner: type | None, seen: set[Any]) -> set[str]:
    function = inspect.unwrap(getattr(function, "__func__", function))
    generated = not inspect.isfunction(function) or function.__code__.co_filename[0] == "<"
    if generated or function in seen:
        return set()
    seen.add(function)
    named, called = _source(function)
    found = set(named)
    for call in called:
        for callee, holder in _callees(call, function, owner):
            found |= _reached(callee, holder, seen)
    return found


@functools.cache
def _source(function: Any) -> tuple[frozenset[str], tuple[ast.expr, ...]]:
    """Our errors that a function names, other than those it catches, and what it calls."""
    nodes = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))))
    caught = [node.type for node in nodes if isinstance(node, ast.ExceptHandler) and node.type]
    handled = {id(node) for kind in caught for node in ast.walk(kind)}
    names = {node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in handled}
    things = [function.__globals__.get(name) for name in names]
    errors = [t for t in things if inspect.isclass(t) and issubclass(t, TpmlabError)]
    called = tuple(node.func for node in nodes if isinstance(node, ast.Call))
    return frozenset(error.__name__ for error in errors), called


def _callees(
    called: ast.expr, function: Any, owner: type | None
) -> Iterator[tuple[Any, type | None]]:
    """Our own functions behind a call: f(), Class(), self.method(), parameter.method()."""
    if isinstance(called, ast.Name):
        thing = owner if called.id == "cls" else function.__globals__.get(called.id)
        if inspect.isclass(thing):
            for base in _ours(thing):
                yield from ((vars(base)[m], thing) for m in _MAKERS if m in vars(base))
        elif inspect.isfunction(thing) and thing.__module__.startswith("tpmlab."):
            yield thing, None
    elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        name = called.value.id
        holder = owner if name in ("self", "cls") else _annotation(function, name)
        if holder and (member := inspect.getattr_static(holder, called.attr, None)):
            yield member, holder


_MAKERS = ("__init__", "__post_init__")


def _annotation(function: Any, parameter: str) -> type | None:
    """Class of a parameter, if it is one of ours."""
    text = function.__annotations__.get(parameter, "")
    thing = function.__globals__.get(text) if isinstance(text, str) else text
    return thing if inspect.isclass(thing) and _ours(thing) else None


# --- classes -------------------------------------------------------------------------------


def _is_made_by_a_function(cls: type) -> bool:
    return "Made by :func:`" in " ".join((inspect.getdoc(cls) or "").split())


def _undescribed(cls: type) -> list[str]:
    """Fields that neither Parameters, Attributes nor a string below them describe."""
    doc = _read(cls)
    entries = [entry for part in ("Parameters", "Attributes") for entry in doc[part]]
    told = {name.strip() for entry in entries for name in entry.name.split(",")}
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    fields = {
        here.target.id: isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        for here, after in zip(body, [*body[1:], None], strict=True)
        if isinstance(here, ast.AnnAssign) and isinstance(here.target, ast.Name)
    }
    return [n for n, text in fields.items() if not text and n not in told and n[0] != "_"]


def _keeps_a_promise(name: str) -> bool:
    """Whether a base class describes the method, so that a summary is enough."""
    base, _ = METHODS[name]
    return any(name.rsplit(".", 1)[1] in vars(cls) for cls in _ours(base)[1:])


def test_the_engine_is_found_whole() -> None:
    functions = {name.rsplit(".", 1)[1] for name in FUNCTIONS}
    assert {"critical_path", "add_up", "throughput", "planned_value", "npv"} <= functions
    assert {"Outcomes.joint_chance", "Plan.from_rows", "PowerLaw.interval"} <= set(METHODS)
    assert "Status.cpi" in PROPERTIES


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_tells_what_goes_in_what_comes_out_and_what_goes_wrong(name: str) -> None:
    assert _faults(FUNCTIONS[name]) == []


@pytest.mark.parametrize("name", METHODS)
def test_a_method_tells_what_goes_in_what_comes_out_and_what_goes_wrong(name: str) -> None:
    owner, method = METHODS[name]
    if _keeps_a_promise(name):
        assert inspect.getdoc(method)
    else:
        assert _faults(method, owner) == []


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_says_what_it_is(name: str) -> None:
    assert (inspect.getdoc(PROPERTIES[name]) or "-").splitlines()[0].endswith((".", ";", ":"))


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_describes_its_fields_and_shows_how_it_is_made(name: str) -> None:
    cls = CLASSES[name]
    assert _undescribed(cls) == []
    if not _is_made_by_a_function(cls):
        assert _has_example(cls) or inspect.isabstract(cls)
        lets = {
            error
            for maker in _MAKERS
            if maker in vars(cls)
            for error in _lets(vars(cls)[maker], cls)
        }
        assert lets <= _told(cls)


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_says_when_it_comes(name: str) -> None:
    assert ERRORS[name].__doc__


@pytest.mark.parametrize("name", [n for n in PUBLIC if n not in ERRORS and ".pictures" not in n])
def test_a_formula_names_its_source(name: str) -> None:
    thing = PUBLIC[name]
    exempt = inspect.isclass(thing) and _is_made_by_a_function(thing)
    assert exempt or _read(thing)["References"] or thing.__name__ in NEEDS_NO_SOURCE


def test_the_exceptions_are_needed() -> None:
    short = {thing.__name__: thing for thing in PUBLIC.values()}
    assert [n for n in NEEDS_NO_SOURCE if n not in short or _read(short[n])["References"]] == []
    assert [n for n in CANNOT_FAIL if not _lets(METHODS[n][1], METHODS[n][0])] == []


# --- the audit fires -----------------------------------------------------------------------


def _bare(wip: float) -> float:
    """Halve the items"""
    return littles_law(wip=wip, throughput=2).cycle_time


def _whole(wip: float) -> float:
    """Halve the items.

    Parameters
    ----------
    wip : float
        Items, 0 or more.

    Returns
    -------
    float
        Days.

    Raises
    ------
    FlowError
        If the items are below 0.

    Examples
    --------
    >>> _whole(4)
    2.0
    """
    return littles_law(wip=wip, throughput=2).cycle_time


@dataclass
class _Record:
    """Two fields, one of them described."""

    told: float
    """Working days."""
    untold: float


def test_a_docstring_with_everything_passes() -> None:
    assert _faults(_whole) == []


def test_what_is_missing_is_named() -> None:
    faults = "; ".join(_faults(_bare))
    for words in ("not described", "no Returns", "about FlowError", "full stop", "example"):
        assert words in faults
    assert _undescribed(_Record) == ["untold"]
    assert not _is_made_by_a_function(_Record)
