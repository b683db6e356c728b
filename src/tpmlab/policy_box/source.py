"""The text of a policy: of a whole file, or of a notebook's function and what it uses.

Text is all that crosses into the process that runs a policy. A function therefore may use
other functions of its notebook, modules, and plain values, and nothing that knows more
than a view shows.
"""

from __future__ import annotations

import ast
import builtins
import dis
import linecache
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tpmlab.errors import TpmlabError

__all__ = ["PolicyError", "Source", "from_file", "from_function"]


class PolicyError(TpmlabError, RuntimeError):
    """A policy that can't be used; the text names where it went wrong and what to change."""


@dataclass(frozen=True, slots=True)
class Source:
    """A policy as text.

    Parameters
    ----------
    text : str
        Python; running it defines the policy.
    entry : str
        The policy's name in it.
    label : str
        What to call it in messages: a file's name, or "Your policy".
    numbered : bool
        Whether its line numbers mean something to who wrote it; otherwise messages quote
        the line.
    """

    text: str
    entry: str
    label: str
    numbered: bool


def from_file(path: Path) -> Source:
    """Read a file that defines ``policy``.

    Raises
    ------
    PolicyError
        If there is no such file, it isn't Python, or defines no ``policy``.
    """
    if not path.is_file():
        raise PolicyError(f"There is no file {path}: give the path of a Python file.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        tree = ast.parse(text, str(path))
    except SyntaxError as problem:
        raise PolicyError(f"{path}, line {problem.lineno}: {problem.msg}; correct it.") from None
    except ValueError:
        raise PolicyError(f"{path} is no text: save it as UTF-8.") from None
    if not any(name == "policy" for name in _bound(tree)):
        raise PolicyError(
            f"{path} has no function 'policy': write def policy(view) and return a Decision."
        )
    return Source(text, "policy", str(path), numbered=True)


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.asname or node.name


def from_function(policy: Callable[..., Any], label: str = "Your policy") -> Source:
    """Gather the text of a function, and of all that it uses from its notebook or module.

    Parameters
    ----------
    policy : function
        Defined with ``def`` at the top level of a cell, file or module.
    label : str
        What to call it in messages.

    Returns
    -------
    Source
        Functions as they are written, modules as imports, plain values as they stand now.

    Raises
    ------
    PolicyError
        If its text can't be found, or it uses something that can't go along, such as a run.

    Examples
    --------
    >>> from tpmlab.simulator import policies
    >>> from_function(policies.max_test).entry
    'max_test'
    """
    if not isinstance(policy, FunctionType):
        raise PolicyError(
            f"{label} is of type '{type(policy).__name__}': define it with def policy(view)."
        )
    parts: dict[str, str] = {}
    _gather(policy, parts, label)
    return Source("\n\n".join(parts.values()) + "\n", policy.__name__, label, numbered=False)


def _gather(function: FunctionType, parts: dict[str, str], label: str) -> None:
    """Add what a function uses, then its own text; `parts` keeps the order of need."""
    text, names = _statement(function, label)
    parts[function.__name__] = ""  # it may call itself
    for name in names:
        if name in parts or name not in function.__globals__:
            continue  # a builtin, or a slip that shows when it runs
        value = function.__globals__[name]
        own = isinstance(value, FunctionType) and value.__globals__ is function.__globals__
        if own and value.__name__ == name:
            _gather(value, parts, label)
        else:
            parts[name] = _brought(name, value, label)
    del parts[function.__name__]
    parts[function.__name__] = text


def _statement(function: FunctionType, label: str) -> tuple[str, list[str]]:
    """Find the statement that defined a function, and the names that it takes from outside."""
    code = function.__code__
    lines = linecache.getlines(code.co_filename, function.__globals__)
    try:
        tree = ast.parse("".join(lines))
    except SyntaxError:
        tree = ast.Module(body=[], type_ignores=[])
    for node in tree.body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        if first <= code.co_firstlineno <= (node.end_lineno or first):
            if not isinstance(node, ast.FunctionDef) or node.name != code.co_name:
                break
            text = "".join(lines[first - 1 : node.end_lineno]).rstrip()
            return text, list(dict.fromkeys(_outside(compile(text, "policy", "exec"))))
    raise PolicyError(
        f"{label}: the text of '{function.__name__}' can't be found; write it with def, at the "
        "left margin of a cell, and run the cell again."
    )


def _outside(code: CodeType) -> Iterator[str]:
    for each in dis.get_instructions(code):
        if each.opname in {"LOAD_GLOBAL", "LOAD_NAME"} and not hasattr(builtins, each.argval):
            yield each.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _outside(constant)


def _brought(name: str, value: Any, label: str) -> str:
    """Write the line that gives a policy something from outside, if it may have it."""
    if isinstance(value, ModuleType):
        return f"import {value.__name__} as {name}"
    module, known = getattr(value, "__module__", None), getattr(value, "__name__", None)
    if module and known and getattr(sys.modules.get(module), known, None) is value:
        if module != "__main__":
            return f"from {module} import {known} as {name}"
    elif isinstance(value, Integral) and type(value).__module__ == "numpy":
        return f"{name} = {int(value)}"
    elif isinstance(value, float):
        return f"{name} = float('{float(value)!r}')"  # infinity too
    elif _is_plain(value):
        return f"{name} = {value!r}"
    kind = type(value).__name__
    if callable(value):
        raise PolicyError(
            f"{label} uses '{name}' ({kind}) from outside itself: write functions with def, at the "
            "left margin of a cell and undecorated, and values as numbers, texts, lists or dicts."
        )
    raise PolicyError(
        f"{label} uses '{name}' ({kind}) from outside itself: it gets its view and nothing that "
        "knows more, so work from the view, and from numbers, texts, lists and functions of yours."
    )


def _is_plain(value: Any) -> bool:
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except Exception:  # whatever its repr or comparison does, it isn't plain
        return False
