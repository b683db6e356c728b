from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

import tpmlab.lab
from tpmlab.learning import lab
from tpmlab.learning.workspace import lay

LAB = Path(tpmlab.lab.__path__[0])


def trusted(workspace: Path, path: str) -> bool:
    data_dir = lab.environment(workspace)["JUPYTER_DATA_DIR"]
    with NotebookNotary(data_dir=data_dir) as notary:
        return notary.check_signature(nbformat.read(workspace / path, as_version=4))


def test_shipped_notebooks_are_trusted_and_nothing_else_is(shipping, tmp_path):
    home = tmp_path / "home"
    lay(home, shipping.base)
    foreign = home / "notebooks" / "from-the-web.ipynb"
    foreign.write_bytes(
        shipping.files["notebooks/00-start/01-start-here.ipynb"].replace(b"import", b"rm -r")
    )
    changed = home / "notebooks/05-planning/02-critical-path.ipynb"
    changed.write_bytes(changed.read_bytes().replace(b"plan = 1", b"plan = 'x'"))
    assert lab.sign_shipped(home, shipping.base) == 2
    assert trusted(home, "notebooks/00-start/01-start-here.ipynb")
    assert not trusted(home, "notebooks/from-the-web.ipynb")
    assert not trusted(home, "notebooks/05-planning/02-critical-path.ipynb")


def test_the_users_own_jupyter_is_left_alone(tmp_path):
    ours = lab.environment(tmp_path)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        assert Path(ours[name]).is_relative_to(tmp_path / ".tpmlab")


def test_a_port_in_use_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        with pytest.raises(lab.LabError, match=f"Port {busy} is in use"):
            lab.run(Path(), busy, browser=False)


def test_the_default_folder_is_the_workspace_around_or_a_new_one_here(
    shipping, tmp_path, monkeypatch
):
    home = tmp_path / "home"
    lay(home, shipping.base)
    monkeypatch.chdir(home / "notebooks")
    assert lab.default_folder() == home
    monkeypatch.chdir(tmp_path)
    assert lab.default_folder() == tmp_path / "tpmlab-workspace"


def test_settings_name_only_settings_that_jupyterlab_has():
    """A setting renamed by a new JupyterLab would be ignored in silence."""
    schemas = Path(sys.prefix) / "share/jupyter/lab/schemas"
    overrides = json.loads((LAB / "settings/overrides.json").read_text())
    for plugin, settings in overrides.items():
        package, name = plugin.split(":")
        schema = json.loads((schemas / package / f"{name}.json").read_text())
        assert set(settings) <= set(schema["properties"]), plugin


def test_extension_files_are_where_its_package_says():
    extension = LAB / "labextensions/@tpmlab/lab"
    package = json.loads((extension / "package.json").read_text())
    entry = extension / package["jupyterlab"]["_build"]["load"]
    assert f'window._JUPYTERLAB["{package["name"]}"]' in entry.read_text()
