"""Rebuild data.csv from the dataset uk-major-projects.

python datasets/uk-major-projects-year-on-year/build.py datasets/uk-major-projects/data.csv
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run

Project = dict[str, str]


def rows(source: Path) -> Iterator[Row]:
    """One row a project and year that has a next publication; matched by name."""
    years: dict[str, list[Project]] = {}
    for project in read_csv(source):
        years.setdefault(project["publication_year"], []).append(project)
    for now, then in pairwise(years.values()):
        matches = _matches(now, then)
        for place, project in enumerate(now):
            yield _pair(project, matches.get(place), then[0]["snapshot_date"])


def _matches(now: list[Project], then: list[Project]) -> dict[int, Project]:
    """Find the later row of each earlier one: by whole name, then by name without its brackets."""
    found: dict[int, Project] = {}
    taken: set[str] = set()
    for named in (_plain, _short):
        later = _unique(named, [project for project in then if project["project"] not in taken])
        left = {p: project for p, project in enumerate(now) if p not in found}
        earlier = _unique(named, list(left.values()))
        for place, project in left.items():
            name = named(project["project"])
            if name in later and name in earlier:
                found[place] = later[name]
                taken.add(later[name]["project"])
    return found


def _unique(named: Callable[[str], str], projects: list[Project]) -> dict[str, Project]:
    """Projects by name; a name that two of them share is nobody's."""
    counts = Counter(named(project["project"]) for project in projects)
    by_name = {named(project["project"]): project for project in projects}
    return {name: project for name, project in by_name.items() if counts[name] == 1}


def _plain(name: str) -> str:
    """Names compare by their letters and digits: punctuation changes between years."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _short(name: str) -> str:
    """Brackets hold abbreviations and former names, which come and go."""
    return _plain(re.sub(r"\([^)]*\)", "", name))


def _pair(now: Project, then: Project | None, snapshot: str) -> Row:
    later = then or dict.fromkeys(now, "")
    end, later_end = now["end_date"], later["end_date"]
    cost, later_cost = now["whole_life_cost_gbp_m"], later["whole_life_cost_gbp_m"]
    return {
        "project": now["project"],
        "department": now["department"],
        "snapshot_from": now["snapshot_date"],
        "publication_year_from": now["publication_year"],
        "rating_from": now["delivery_confidence"],
        "scale_from": now["scale"],
        "snapshot_to": snapshot,
        "still_in_portfolio": then is not None,
        "rating_to": later["delivery_confidence"],
        "end_date_from": end,
        "end_date_to": later_end,
        "end_date_slip_days": _days(end, later_end) if end and later_end else None,
        "whole_life_cost_from_gbp_m": cost,
        "whole_life_cost_to_gbp_m": later_cost,
        "whole_life_cost_change_pct": _change(cost, later_cost),
    }


def _days(before: str, after: str) -> int:
    return (date.fromisoformat(after) - date.fromisoformat(before)).days


def _change(before: str, after: str) -> float | None:
    if not before or not after or float(before) <= 0:
        return None
    return round(100 * (float(after) - float(before)) / float(before), 2)


if __name__ == "__main__":
    run(rows, __file__)
