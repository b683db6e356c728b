"""Start JupyterLab on a workspace, as tpmlab delivers it.

How it looks and behaves is said in :mod:`tpmlab.learning.lab_config`; here shipped
notebooks are signed so that it shows their outputs. Jupyter's own folders are set
inside the workspace: settings, trust and open tabs of the reader's other Jupyter work
are neither read nor changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tpmlab.content import root
from tpmlab.errors import TpmlabError
from tpmlab.files import write_atomically
from tpmlab.learning import manifest
from tpmlab.learning.lab_config import configuration
from tpmlab.learning.places import find_workspace, own_folder
from tpmlab.learning.shipped import shipped_files
from tpmlab.learning.workspace import path_of

__all__ = ["LabError", "default_folder", "environment", "run", "sign_shipped"]

HOST = "127.0.0.1"
FIRST_PORT = 8888


class LabError(TpmlabError, RuntimeError):
    """JupyterLab can't be started; the message says what to do."""


def default_folder() -> Path:
    """Return the workspace around the current folder, else ``tpmlab-workspace`` in it."""
    return find_workspace() or Path.cwd() / "tpmlab-workspace"


def run(workspace: Path, port: int | None = None, *, browser: bool = True) -> int:
    """Run JupyterLab on a workspace until it is stopped.

    Parameters
    ----------
    workspace : pathlib.Path
        A folder that :func:`tpmlab.learning.workspace.lay` has laid.
    port : int, optional
        Without one, the first free from 8888 on; 0 takes any free one.
    browser : bool
        Whether to open one; the address is printed in any case.

    Returns
    -------
    int
        Exit code of JupyterLab. On POSIX the process becomes JupyterLab and does not return.

    Raises
    ------
    LabError
        If the port is in use or JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise LabError("JupyterLab is not installed here: run 'pip install jupyterlab'.")
    port = _free_port(port)
    settings = environment(workspace)
    command = [sys.executable, "-m", "jupyterlab", f"--config={_configure(workspace, port)}"]
    if not browser:
        command.append("--no-browser")
    os.chdir(workspace)
    if os.name == "posix":
        # One process: Ctrl-C and 'kill' reach JupyterLab itself.
        sys.stdout.flush()
        os.execve(sys.executable, command, settings)  # noqa: S606 - our own command
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.call(command, env=settings)  # noqa: S603 - our own command
    return 0


def environment(workspace: Path) -> dict[str, str]:
    """Environment variables for Jupyter: its folders inside the workspace, this Python's kernel.

    Examples
    --------
    >>> environment(Path("/home/ada/tpmlab"))["JUPYTER_PREFER_ENV_PATH"]
    '1'
    """
    from jupyter_core.paths import jupyter_runtime_dir

    jupyter = own_folder(workspace) / "jupyter"
    ours = {
        "JUPYTER_CONFIG_DIR": str(jupyter / "config"),
        "JUPYTER_DATA_DIR": str(jupyter / "data"),
        # Sockets and passwords of running servers belong where this user's others are.
        "JUPYTER_RUNTIME_DIR": jupyter_runtime_dir(),
        # A kernel called python3 elsewhere may be a Python without tpmlab.
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    return {**os.environ, **ours}


def sign_shipped(workspace: Path, base: Path | None = None) -> int:
    """Sign the notebooks whose words are ours alone, so that Lab trusts their outputs.

    A notebook that the learner changed and saved in Lab is signed by Lab itself.

    Parameters
    ----------
    workspace : pathlib.Path
        A laid workspace.
    base : pathlib.Path, optional
        Folder with the shipped files (default: :func:`tpmlab.content.root`).

    Returns
    -------
    int
        How many were signed.
    """
    import nbformat
    from nbformat.sign import NotebookNotary

    data_dir = own_folder(workspace) / "jupyter" / "data"
    data_dir.mkdir(parents=True, exist_ok=True)
    notary, signed = NotebookNotary(data_dir=str(data_dir)), 0
    # A disk that takes no signatures costs a notebook's trust, not the lesson.
    with contextlib.closing(notary.store), contextlib.suppress(sqlite3.Error, OSError):
        for file in _exactly_as_shipped(workspace, base or root()):
            notary.sign(nbformat.read(file, as_version=4))
            signed += 1
    return signed


def _exactly_as_shipped(workspace: Path, base: Path) -> Iterator[Path]:
    """Notebooks with our words and our outputs: only bytes that we wrote are vouched for."""
    laid = manifest.read(workspace).files
    for file in shipped_files(base):
        entry = laid.get(file.key)
        for place in (entry.path, entry.beside) if entry else ():
            path = workspace / (place or "")
            if path.suffix == ".ipynb" and path.is_file() and path.read_bytes() == file.data:
                yield path


def _configure(workspace: Path, port: int) -> Path:
    from jupyter_core.paths import jupyter_runtime_dir

    start = path_of("lesson:start-here", workspace).as_posix()
    settings = configuration(workspace, start, port, Path(jupyter_runtime_dir()))
    file = own_folder(workspace) / "jupyter" / "lab_config.json"
    file.parent.mkdir(exist_ok=True)
    write_atomically(file, json.dumps(settings, indent=1).encode())
    return file


def _free_port(wanted: int | None) -> int:
    for port in range(FIRST_PORT, FIRST_PORT + 100) if wanted is None else (wanted,):
        with socket.socket() as attempt:
            if os.name == "posix":  # elsewhere this option would allow a port in use
                attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((HOST, port))
            except (OSError, OverflowError):
                continue
            return int(attempt.getsockname()[1])
    if wanted is None:
        raise LabError(f"No port from {FIRST_PORT} on is free: name one with --port.")
    raise LabError(f"Port {wanted} is in use: choose another with --port, or leave it out.")
