"""Scenarios by name or from a file: ``content/scenarios/*.yaml`` as data."""

from __future__ import annotations

from pathlib import Path

from tpmlab.content import parse_yaml, read_yaml, root
from tpmlab.errors import ContentError
from tpmlab.simulator.scenario import Scenario

__all__ = ["load", "names", "parse"]


def names() -> tuple[str, ...]:
    """Ids of the scenarios that come with tpmlab, the tutorial first.

    Examples
    --------
    >>> names()[0]
    'tutorial'
    """
    found = sorted(path.stem for path in _folder().glob("*.yaml"))
    return tuple(sorted(found, key=lambda name: name != "tutorial"))


def load(name: str | Path) -> Scenario:
    """Read a scenario by its id, or your own from a file.

    Parameters
    ----------
    name : str or pathlib.Path
        An id from :func:`names`, or the path of a YAML file.

    Returns
    -------
    Scenario
        Checked: every id is known, nothing waits in a circle.

    Raises
    ------
    ContentError
        If there is no such scenario, or for the first thing in it that can't be used.

    Examples
    --------
    >>> load("saas-launch").title
    'Wickerbridge Billing'
    """
    path = Path(name)
    if path.suffix not in {".yaml", ".yml"}:
        if str(name) not in names():
            raise ContentError(
                f"There is no scenario '{name}': use {', '.join(names())}, "
                "or the path of a .yaml file."
            )
        path = _folder() / f"{name}.yaml"
    return read_yaml(path, Scenario)


def parse(text: str, where: str = "<text>") -> Scenario:
    """Read a scenario from text; errors name `where` and the line.

    Examples
    --------
    >>> parse("id: mine", where="mine.yaml")
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: mine.yaml, line 1: 'title' is missing; add it.
    """
    return parse_yaml(text, Scenario, where)


def _folder() -> Path:
    return root() / "content" / "scenarios"
