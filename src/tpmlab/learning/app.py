"""Serve the cockpit alone, without code cells, through Voilà on this machine."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import tpmlab.lab
from tpmlab.errors import TpmlabError

__all__ = ["AppError", "environment", "serve"]

_FOR_THE_LAB = ("jupyterlab-jupytext", "@jupyter-notebook/lab-extension", "@jupyter/nbgrader")
"""Extensions that fail, and say so, where there is no JupyterLab around the page."""


class AppError(TpmlabError):
    """The app can't be started; the text says what to do."""


def environment(scenario: str, seed: int, folder: Path) -> dict[str, str]:
    """Environment variables for Voilà: what is played, and where our parts of the page are.

    Parameters
    ----------
    scenario : str
        Id or path.
    seed : int
        Which luck.
    folder : pathlib.Path
        Where the app was asked for; saves go to its workspace.

    Examples
    --------
    >>> environment("tutorial", 3, Path("/home/ada"))["TPMLAB_APP_SEED"]
    '3'
    """
    # the template, and the extension that gives pictures and sliders their names
    paths = [tpmlab.lab.__path__[0], os.environ.get("JUPYTER_PATH", "")]
    ours = {
        "JUPYTER_PATH": os.pathsep.join(path for path in paths if path),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "TPMLAB_APP_SCENARIO": scenario,
        "TPMLAB_APP_SEED": str(seed),
        "TPMLAB_APP_FOLDER": str(folder),
        "TPMLAB_STATIC": "0",
    }
    return {**os.environ, **ours}


def serve(scenario: str, seed: int = 1, port: int = 8866, *, browser: bool = True) -> int:
    """Serve the cockpit to this machine alone until it is stopped.

    Parameters
    ----------
    scenario : str
        Id or path of a scenario that exists.
    seed : int
        Which luck.
    port : int
        Where to answer.
    browser : bool
        Whether to open one.

    Returns
    -------
    int
        Exit code of Voilà. On POSIX the process becomes Voilà and does not return.

    Raises
    ------
    AppError
        If Voilà is not installed.
    """
    if find_spec("voila") is None:
        raise AppError("Voilà is not installed here: run 'pip install \"tpmlab[app]\"'.")
    page = Path(tpmlab.lab.__path__[0]) / "voila" / "cockpit.ipynb"
    command = [
        sys.executable,
        "-P",
        "-m",
        "voila",
        str(page),
        f"--port={port}",
        "--template=tpmlab",
    ]
    command += ["--Voila.ip=127.0.0.1", "--Voila.port_retries=0", "--Voila.log_level=ERROR"]
    command += [f"--VoilaConfiguration.extension_denylist={name}" for name in _FOR_THE_LAB]
    command += [] if browser else ["--no-browser"]
    settings = environment(scenario, seed, Path.cwd())
    if os.name == "posix":
        # One process: Ctrl-C and 'kill' reach Voilà itself.
        sys.stdout.flush()
        os.execve(sys.executable, command, settings)  # noqa: S606 - our own command
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.call(command, env=settings)  # noqa: S603 - our own command
    return 0
