"""Find tpmlab's content and read its YAML strictly.

One resolver serves a clone and an installed wheel: in a clone the content is
the repository itself, in a wheel it is the folder ``tpmlab/_content``.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from tpmlab.errors import ContentError
from tpmlab.strict_yaml import StrictLoader, quick_document

__all__ = ["StrictModel", "is_clone", "parse_yaml", "read_yaml", "root"]

Model = TypeVar("Model", bound=BaseModel)


class StrictModel(BaseModel):
    """A pydantic model that refuses unknown keys and never guesses a type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


_ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"


def is_clone() -> bool:
    """Tell whether tpmlab runs from a clone of its repository."""
    return _repository() is not None


def root() -> Path:
    """Folder that holds ``content/``, ``notebooks/``, ``exercises/`` and ``datasets/``.

    Returns
    -------
    pathlib.Path
        The repository's root in a clone, ``tpmlab/_content`` in an installed wheel.

    Raises
    ------
    ContentError
        If neither exists: the installation is incomplete.

    Examples
    --------
    >>> (root() / "content" / "curriculum.yaml").is_file()
    True
    """
    repository = _repository()
    if repository is not None:
        return repository
    shipped = Path(str(files("tpmlab"))) / "_content"
    if not shipped.is_dir():
        raise ContentError(
            f"{shipped} is missing: reinstall tpmlab with 'pip install --force-reinstall tpmlab'."
        )
    return shipped


def _repository() -> Path | None:
    # TPMLAB_ROOT points the author commands, and the kernels they start, at another copy.
    candidate = Path(os.environ.get("TPMLAB_ROOT") or Path(__file__).resolve().parents[2])
    marker = candidate / "pyproject.toml"
    return candidate if marker.is_file() and (candidate / "content").is_dir() else None


def read_yaml(path: Path, model: type[Model]) -> Model:
    """Read one YAML file into a pydantic model; anything unexpected is an error.

    Parameters
    ----------
    path : pathlib.Path
        A UTF-8 file with one YAML document.
    model : type
        A pydantic model, usually a :class:`StrictModel`.

    Returns
    -------
    Model
        The validated document.

    Raises
    ------
    ContentError
        If the file is missing or not UTF-8, or for the first problem met: broken
        YAML, a duplicate key, an alias, an unknown key, a wrong type. The message
        names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{path} does not exist: create it or correct its name.") from None
    except UnicodeDecodeError:
        raise ContentError(f"{path} is not UTF-8 text: save it again as UTF-8.") from None
    return parse_yaml(text, model, where=str(path))


def parse_yaml(text: str, model: type[Model], where: str = "<text>") -> Model:
    """Validate YAML text against a pydantic model; see :func:`read_yaml`.

    Examples
    --------
    >>> class Task(StrictModel):
    ...     days: float
    >>> parse_yaml("days: 2.5", Task).days
    2.5
    >>> parse_yaml("day: 2.5", Task, where="task.yaml")
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: task.yaml, line 1: 'days' is missing; add it, or correct 'day', \
which is not a known key.
    """
    with contextlib.suppress(ValueError):  # pydantic's errors are of this kind too
        return model.model_validate(quick_document(text))
    try:
        loader = StrictLoader(text)
        node = loader.get_single_node()
        document = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ContentError(
            f"{where}, line {line}: {error.problem}; correct the YAML there."
        ) from None
    except yaml.YAMLError as error:
        raise ContentError(f"{where}: {str(error).splitlines()[0]}; correct the YAML.") from None
    except RecursionError:
        raise ContentError(f"{where}: nested too deeply; flatten the YAML.") from None
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise ContentError(_first_problem(error, node, where)) from None


def _first_problem(error: ValidationError, node: Any, where: str) -> str:
    """One sentence for the first thing pydantic found wrong."""
    problems = error.errors(include_url=False, include_context=False, include_input=True)
    # Of a union's alternatives the one that got furthest is meant; an unknown key often
    # *explains* a missing one, but the missing one says what to do.
    problem = min(problems, key=lambda p: (-len(p["loc"]), p["type"] == "extra_forbidden"))
    location = problem["loc"]
    line, known = _walk(node, location)
    if problem["type"] == "missing":
        known.append(str(location[-1]))
    name = ".".join(known) or "the document"
    if problem["type"] == "missing":
        unknown = [p["loc"][-1] for p in problems if p["type"] == "extra_forbidden"
                   and p["loc"][:-1] == location[:-1]]  # fmt: skip
        meant = f", or correct '{unknown[0]}', which is not a known key" if unknown else ""
        return f"{where}, line {line}: '{name}' is missing; add it{meant}."
    if problem["type"] == "extra_forbidden":
        return (
            f"{where}, line {line}: '{name}' is not a known key; remove it or correct its spelling."
        )
    text = _in_words(problem)
    if problem["type"] == "value_error":
        return f"{where}, line {line}: {text if text.endswith(('.', '?')) else text + '.'}"
    return f"{where}, line {line}: '{name}' {text} (found {problem['input']!r})."


def _in_words(problem: Any) -> str:
    """Give what pydantic says, without the words of its trade."""
    text = str(problem["msg"])
    if problem["type"] == "string_pattern_mismatch" and _ID_PATTERN in text:
        return "should be small letters and digits with '-' between words, such as my-project"
    if problem["type"] == "too_short":
        return "should have more entries"
    for trade in ("Value error, ", "Input "):
        text = text.removeprefix(trade)
    return text


def _walk(node: Any, location: Iterable[int | str]) -> tuple[int, list[str]]:
    """Line of the deepest node that a pydantic location reaches, and the names on the way.

    pydantic adds parts that YAML has no node for (union tags, missing keys): they are skipped.
    """
    line, names = (1 if node is None else node.start_mark.line + 1), []
    for part in location:
        child = _child(node, part)
        if child is not None:
            line, node = child
            names.append(str(part))
    return line, names


def _child(node: Any, part: int | str) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    return None
