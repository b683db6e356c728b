"""The cockpit as an app of its own: what is asked for is checked before Voilà starts."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest

import tpmlab.lab
from tpmlab.learning.app import AppError, environment, serve


def app(*arguments, folder):
    return subprocess.run(
        [sys.executable, "-m", "tpmlab", "app", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_wrong_scenario_is_one_sentence(tmp_path):
    done = app("cockpit", "--scenario", "mars", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no scenario 'mars'" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_unknown_app_is_wrong_use(tmp_path):
    assert app("spreadsheet", folder=tmp_path).returncode == 2


def test_without_voila_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(sys, "path", [])  # nothing that is not loaded yet can be found
    monkeypatch.delitem(sys.modules, "voila", raising=False)
    assert find_spec("voila") is None
    with pytest.raises(AppError, match=r"run 'pip install \"tpmlab\[app\]\"'"):
        serve("tutorial", browser=False)


def test_the_page_plays_what_was_asked_for_and_saves_where_it_was_asked(tmp_path, monkeypatch):
    folder = Path(tpmlab.lab.__path__[0])
    monkeypatch.setenv("JUPYTER_PATH", "/elsewhere")
    settings = environment("saas-launch", 7, tmp_path)
    assert settings["JUPYTER_PATH"].split(os.pathsep) == [str(folder), "/elsewhere"]
    page = nbformat.read(folder / "voila" / "cockpit.ipynb", as_version=4)
    nbformat.validate(page)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TPMLAB_STATIC", "1")
    monkeypatch.chdir(tmp_path.parent)
    exec(page.cells[0].source, {})
    assert Path.cwd() == tmp_path
    assert (folder / "voila" / "templates" / "tpmlab" / "index.html.j2").is_file()
