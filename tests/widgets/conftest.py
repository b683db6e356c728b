"""A learner's folder to record in; shared by the tests of widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty workspace that is the current folder, in a live session."""
    (tmp_path / ".tpmlab").mkdir()
    (tmp_path / ".tpmlab" / "manifest.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TPMLAB_STATIC", raising=False)
    return tmp_path


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[dict]]]:
    """Run something as in a notebook being built; returns the data of each output."""
    monkeypatch.setenv("TPMLAB_STATIC", "1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    InteractiveShell.instance()

    def run(show: Callable[[], None]) -> list[dict]:
        with capture_output() as captured:
            show()
        return [output.data for output in captured.outputs]

    yield run
    InteractiveShell.clear_instance()
