"""The list of worked examples: every example has its test, and every test named exists."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
TESTS = yaml.safe_load(Path(__file__).with_name("oracles.yaml").read_text(encoding="utf-8"))
ORACLES = Path(os.environ.get("TPMLAB_ORACLES", REPOSITORY.parent / "shared" / "oracles"))


def test_every_example_is_listed():
    index = ORACLES / "index.json"
    if not index.is_file():
        pytest.skip(
            "The folder of worked examples is not beside the clone, so the list in oracles.yaml "
            "can't be compared with it; name it in TPMLAB_ORACLES. Every example is tested anyway."
        )
    examples = {entry["id"] for entry in json.loads(index.read_text(encoding="utf-8"))}
    assert set(TESTS) == examples


@pytest.mark.slow
def test_every_test_listed_exists():
    nodes = sorted(set(TESTS.values()))
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    found = subprocess.run(
        [*command, *nodes], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout[-2000:] + found.stderr[-2000:]
