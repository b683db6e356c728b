"""Everything that ``tpm.schedule`` offers is there, whatever was imported before."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import tpmlab as tpm
from tpmlab.schedule import _PARTS


@pytest.mark.parametrize("name", tpm.schedule.__all__)
def test_each_name_is_offered(name: str) -> None:
    part = getattr(tpm.schedule, name)
    assert part.__name__ == name


def test_no_function_shares_its_modules_name() -> None:
    """Importing such a module would put it in the function's place."""
    for module, names in _PARTS.items():
        import_module(f"tpmlab.schedule.{module}")
        assert module not in names


def test_the_door_itself_is_light() -> None:
    code = "import sys, tpmlab.schedule; print(*sorted({'scipy', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
