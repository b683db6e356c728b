"""Rebuild data.csv from the dataset story-points.

python datasets/story-points-projects/build.py datasets/story-points/data.csv
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run

CARDS = {0, 0.5, 1, 2, 3, 5, 8, 13, 20, 40, 100}

# Whose Jira each project was read from, as table 1 of the study says.
REPOSITORIES = {
    "appceleratorstudio": "Appcelerator",
    "aptanastudio": "Appcelerator",
    "bamboo": "Atlassian",
    "clover": "Atlassian",
    "datamanagement": "Lsstcorp",
    "duracloud": "DuraSpace",
    "jirasoftware": "Atlassian",
    "mesos": "Apache",
    "moodle": "Moodle",
    "mule": "MuleSoft",
    "mulestudio": "MuleSoft",
    "springxd": "Spring",
    "talenddataquality": "Talendforge",
    "talendesb": "Talendforge",
    "titanium": "Appcelerator",
    "usergrid": "Apache",
}


def rows(source: Path) -> Iterator[Row]:
    """One row a project: how its teams used story points."""
    points: dict[str, list[float]] = {}
    for issue in read_csv(source):
        points.setdefault(issue["project"], []).append(float(issue["story_points"]))
    for project, sizes in points.items():
        yield {
            "project": project,
            "jira_repository": REPOSITORIES[project],
            "issues": len(sizes),
            "min_story_points": min(sizes),
            "median_story_points": statistics.median(sizes),
            "mean_story_points": round(statistics.mean(sizes), 3),
            "sd_story_points": round(statistics.pstdev(sizes), 3),
            "max_story_points": max(sizes),
            "mode_story_points": statistics.mode(sizes),
            "issues_on_card_values": sum(size in CARDS for size in sizes),
        }


if __name__ == "__main__":
    run(rows, __file__)
