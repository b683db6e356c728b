"""How JupyterLab is set up for a learner: everything in one place, written as one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import tpmlab.lab
from tpmlab.learning.places import own_folder

__all__ = ["configuration"]

# Of the extensions that come with our dependencies, those that serve a learner.
_SERVER_EXTENSIONS = {
    "jupyterlab": True,
    "jupyter_server_terminals": True,
    "jupyter_lsp": False,
    "jupyterlab_jupytext": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "notebook": False,
    "notebook_shim": False,
    "voila.server_extension": False,
}


def configuration(workspace: Path, start: str, port: int, runtime: Path) -> dict[str, Any]:
    """Return what Jupyter is told, as its JSON configuration file holds it.

    Parameters
    ----------
    workspace : pathlib.Path
        Root of what the file browser shows.
    start : str
        The notebook to open, relative to the workspace.
    port : int
        A free one.
    runtime : pathlib.Path
        Folder for the sockets of kernels.

    Examples
    --------
    >>> lab = configuration(Path("/home/ada"), "notebooks/a.ipynb", 8888, Path("/run/ada"))
    >>> lab["ServerApp"]["ip"], lab["LabApp"]["default_url"]
    ('127.0.0.1', '/lab/tree/notebooks/a.ipynb')
    """
    delivered = Path(tpmlab.lab.__path__[0])
    own = own_folder(workspace) / "lab"
    server = {
        "root_dir": str(workspace),
        "ip": "127.0.0.1",  # this machine alone
        "port": port,
        "port_retries": 0,
        "allow_root": True,  # the only user there is in many a container
        "jpserver_extensions": _SERVER_EXTENSIONS,
        # A slider's answer is sent at once.
        "kernel_websocket_connection_class": "tpmlab.lab.connection.PromptConnection",
        # Our extension reads this to know where its launcher tile leads.
        "tornado_settings": {"page_config_data": {"tpmlabStart": start}},
    }
    lab = {
        "default_url": f"/lab/tree/{start}",
        "extra_labextensions_path": [str(delivered / "labextensions")],
        "app_settings_dir": str(delivered / "settings"),
        "user_settings_dir": str(own / "settings"),
        "workspaces_dir": str(own / "workspaces"),
        # Nothing asks the network.
        "news_url": None,
        "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "extension_manager": "readonly",
    }
    return {
        "Application": {"log_level": "ERROR"},
        "JupyterApp": {"answer_yes": True},  # Ctrl-C stops without a question
        "ServerApp": server,
        "LabApp": lab,
        "KernelManager": {"transport": _transport(runtime)},
    }


def _transport(runtime: Path) -> str:
    """Sockets of this user's own where the system has them and their names stay short enough.

    A name may have 107 characters. Over TCP, ipykernel prints a warning at each start.
    """
    return "ipc" if os.name == "posix" and len(str(runtime)) < 50 else "tcp"
