"""Rebuild data.csv from the carrier's sixteen files, one a project.

Get the folder sp_dataset/marked_data of github.com/awsm-research/gpt2sp, commit 1117294, then
    python datasets/story-points/build.py marked_data
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row an issue, in the order of the study: numbers only, no keys, titles or texts."""
    found = sorted(source.glob("*.csv"))
    if not found:
        raise FileNotFoundError(2, "no such files", str(source / "*.csv"))
    for path in found:
        for place, issue in enumerate(read_csv(path), start=1):
            yield {
                "project": path.stem,
                "issue_order": place,
                "split": issue["split_mark"],
                "story_points": float(issue["storypoint"]),
            }


if __name__ == "__main__":
    run(rows, __file__)
