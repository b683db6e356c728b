"""What loads when: a learner's first cell and ``--help`` must not wait for the rest."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HEAVY = {
    "IPython",
    "ipywidgets",
    "jupyterlab",
    "matplotlib",
    "nbformat",
    "nbgrader",
    "numpy",
    "pandas",
    "pydantic",
    "rich",
    "scipy",
    "sqlite3",
    "yaml",
}


def loaded_by(code: str) -> set[str]:
    """Modules that a fresh interpreter has loaded after ``code``."""
    probe = f"{code}\nimport sys\nsys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return set(done.stderr.split())


def of_tpmlab(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "tpmlab"}


def test_import_tpmlab_loads_itself_only():
    modules = loaded_by("import tpmlab")
    assert of_tpmlab(modules) == {"tpmlab"}
    assert not HEAVY & modules
    assert "typer" not in modules


def test_help_loads_the_command_line_and_no_command():
    modules = loaded_by(
        "import sys; sys.argv = ['tpmlab', '--help']\n"
        "from tpmlab.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass"
    )
    assert of_tpmlab(modules) == {"tpmlab", "tpmlab.cli", "tpmlab.errors"}
    assert not HEAVY & modules


@pytest.mark.parametrize("part", ["check", "data", "schedule", "simulator"])
def test_a_part_loads_no_widgets_and_no_grader(part):
    modules = loaded_by(f"import tpmlab as tpm; tpm.{part}")
    assert f"tpmlab.{part}" in modules or f"tpmlab.learning.{part}" in modules
    assert not {"ipywidgets", "nbgrader", "jupyterlab"} & modules


def test_recording_progress_needs_no_content():
    """A widget's first record must not read the curriculum or pydantic."""
    modules = loaded_by(
        "from tpmlab.learning.progress import current; current().lesson_opened('a')"
    )
    assert not (HEAVY - {"sqlite3"}) & modules


@pytest.mark.parametrize("part", ["earned_value", "estimate", "flow", "prioritise", "schedule"])
def test_a_model_loads_no_matplotlib_until_it_draws(part):
    modules = loaded_by(f"import tpmlab as tpm; tpm.{part}")
    assert f"tpmlab.{part}" in modules
    assert not {"matplotlib", "IPython", "tpmlab.pictures"} & modules


def test_every_module_of_a_model_is_kept_pure():
    """The list in pyproject.toml names modules, since each model's pictures stand beside them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    (pure,) = [c["source_modules"] for c in contracts if c["id"] == "models-are-pure"]
    for part in ("earned_value", "estimate", "flow", "prioritise"):
        for path in (ROOT / "src" / "tpmlab" / part).glob("*.py"):
            if path.stem not in ("__init__", "pictures"):
                assert f"tpmlab.{part}.{path.stem}" in pure
