from pathlib import PurePosixPath

import pytest

from tpmlab.authoring.cache import Cache

MADE = {PurePosixPath("notebooks/a.ipynb"): b"built"}


@pytest.fixture
def noted(tmp_path):
    """Note a target that was built from one dataset and one module of tpmlab."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/a.ipynb").write_bytes(b"built")
    (tmp_path / "data.csv").write_bytes(b"5")
    Cache.load(tmp_path).note("a", "key", ["data.csv", "src/tpmlab/errors.py"], MADE)
    return tmp_path


def test_nothing_changed_is_fresh_in_the_next_run(noted):
    assert Cache.load(noted).is_fresh("a", "key")
    assert Cache.load(noted).files("a") == list(MADE)


@pytest.mark.parametrize("file", ["data.csv", "notebooks/a.ipynb"])
def test_a_changed_or_missing_file_is_not_fresh(noted, file):
    (noted / file).write_bytes(b"other")
    assert not Cache.load(noted).is_fresh("a", "key")
    (noted / file).unlink()
    assert not Cache.load(noted).is_fresh("a", "key")


def test_another_text_or_target_is_not_fresh(noted):
    assert not Cache.load(noted).is_fresh("a", "other key")
    assert not Cache.load(noted).is_fresh("b", "key")


@pytest.mark.parametrize("ruin", ["", "{", "[]", '{"a": 1}', '{"a": {"key": "key", "reads": 1}}'])
def test_a_ruined_cache_counts_as_empty(noted, ruin):
    Cache.load(noted).file.write_text(ruin, encoding="utf-8")
    assert not Cache.load(noted).is_fresh("a", "key")
