"""A wheel in an empty folder gives a learner the whole lab, with no clone near."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SHIPPED = ("content", "notebooks", "exercises", "datasets")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory, repository) -> Path:
    """Built as a release is, with the build tools at hand instead of downloaded ones."""
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target)]
    subprocess.run([*build, str(repository)], check=True, capture_output=True)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A fresh environment's Python: our wheel, and the dependencies of the one that tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps"]
    subprocess.run([*install, "--no-index", str(wheel)], check=True, capture_output=True)
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    # A plain path line adds a folder without running the .pth files in it: the clone's
    # editable install stays out.
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_wheel_holds_everything_a_learner_gets(wheel, repository):
    names = set(names_in(wheel))
    for folder in SHIPPED:
        for file in (repository / folder).rglob("*"):
            path = file.relative_to(repository)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
            if file.is_file() and not hidden:
                assert f"tpmlab/_content/{path.as_posix()}" in names
    assert "tpmlab/lab/labextensions/@tpmlab/lab/static/remoteEntry.js" in names
    assert "tpmlab/lab/settings/page_config.json" in names


def test_wheel_holds_no_solutions_and_no_trace_of_this_machine(wheel, repository):
    machine = (str(repository).encode(), str(Path.home()).encode() + b"/", sys.prefix.encode())
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            assert "solutions" not in name
            data = archive.read(name)
            assert not any(trace in data for trace in machine), name
            if name.startswith("tpmlab/_content/exercises/"):
                assert b"BEGIN SOLUTION" not in data


def test_installed_wheel_uses_its_own_content(installed, tmp_path):
    code = "from tpmlab.content import root, is_clone; print(is_clone(), root())"
    done = subprocess.run(
        [installed, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    clone, root = done.stdout.split()
    assert clone == "False"
    assert Path(root).name == "_content"
    assert Path(root).is_relative_to(installed.parents[1])


def test_lab_runs_in_an_empty_folder(installed, tmp_path):
    log = tmp_path / "lab.log"
    folder = tmp_path / "empty"
    folder.mkdir()
    with log.open("w") as sink:
        server = subprocess.Popen(
            [installed, "-m", "tpmlab", "lab", "--no-browser", "--port", "0"],
            cwd=folder,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        url = wait_for_url(server, log)
        start, token = url.split("?token=")
        notebook = start.partition("/lab/tree/")[2]
        address = start.partition("/lab/tree/")[0]
        request = urllib.request.Request(
            f"{address}/api/contents/{notebook}", headers={"Authorization": f"token {token}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200
            assert b"# Start here" in answer.read()
    finally:
        server.terminate()
        assert server.wait(timeout=120) is not None
    laid = folder / "tpmlab-workspace"
    assert {f.name for f in laid.iterdir() if f.name[0] != "."} <= {
        "notebooks",
        "exercises",
        "datasets",
        "scenarios",
    }
    assert (laid / notebook).is_file()
    assert "Laid " in log.read_text()


def wait_for_url(server, log: Path) -> str:
    for _ in range(600):
        found = re.search(r"http://127\.0\.0\.1:\d+/lab/tree/\S+", log.read_text())
        if found:
            return found[0]
        if server.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"tpmlab lab did not come up:\n{log.read_text()}")
