"""Run a repaired notebook through nbgrader's own validation steps, whatever its cells do.

A cell that kills the kernel, or that even an interrupt can't stop, ends a run. The
notebook is then run again without that cell, so that one part never hides another.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

__all__ = ["STOPPED", "TIMED_OUT", "executed"]

STOPPED = "KernelStopped"
TIMED_OUT = "CellTimeoutError"  # nbgrader's own name for it


def executed(notebook: Any, folder: Path, seconds: int) -> Any:
    """Run all cells with nbgrader's preprocessors and return the notebook with its outputs.

    Parameters
    ----------
    notebook : NotebookNode
        As made by :func:`tpmlab.learning.repair.repaired`; left as it is.
    folder : pathlib.Path
        Where the cells run; nothing else of the learner's is in reach of a relative path.
    seconds : int
        Time limit of each cell.

    Returns
    -------
    NotebookNode
        With outputs. A cell that ended the kernel carries an error named
        ``KernelStopped``, one over its time ``CellTimeoutError``.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    ended: dict[int, str] = {}
    while True:
        attempt = deepcopy(notebook)
        for index in ended:
            attempt.cells[index].source = ""
        started = [0]
        try:
            _run(attempt, folder, seconds, started)
        except (DeadKernelError, CellTimeoutError) as error:
            if started[0] in ended:  # not that cell's doing: the kernel itself can't run
                raise
            dead = isinstance(error, DeadKernelError)
            ended[started[0]] = STOPPED if dead else TIMED_OUT
            continue
        for index, reason in ended.items():
            attempt.cells[index].source = notebook.cells[index].source
            attempt.cells[index].outputs = [_error(reason)]
        return attempt


def _run(notebook: Any, folder: Path, seconds: int, started: list[int]) -> None:
    from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, Execute
    from traitlets.config import Config

    config = Config()
    config.Execute.timeout = seconds
    config.Execute.record_timing = False
    if sys.platform != "win32":  # ipykernel warns about plain TCP; Windows has no ipc
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = str(folder / "kernel")
    resources: dict[str, Any] = {"metadata": {"path": str(folder)}}
    with _grading_environment():
        CheckCellMetadata(config=config).preprocess(notebook, resources)
        ClearOutput(config=config).preprocess(notebook, resources)
        execute = Execute(
            config=config,
            kernel_manager_class=_manager_of_this_python(),
            on_cell_start=lambda cell, cell_index: started.__setitem__(0, cell_index),
        )
        execute.log.disabled = True  # what goes wrong is told by part, not in a log
        execute.preprocess(notebook, resources)


def _manager_of_this_python() -> Any:
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class ThisPython(AsyncKernelManager):  # type: ignore[misc] # jupyter_client is untyped
        """Kernels of the Python that tpmlab runs in.

        A kernel named python3 elsewhere on the machine may lack tpmlab.
        """

        @property
        def kernel_spec(self) -> Any:
            return KernelSpec(**get_kernel_dict())

    return ThisPython


@contextmanager
def _grading_environment() -> Iterator[None]:
    """Set what nbgrader sets while it validates; no Lab session, so that buttons stay inert."""
    ours = {"NBGRADER_VALIDATING": "1", "NBGRADER_EXECUTION": "validate"}
    without = ("JPY_SESSION_NAME", "TPMLAB_STATIC")
    before = {name: os.environ.get(name) for name in (*ours, *without)}
    os.environ.update(ours)
    for name in without:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _error(name: str) -> Any:
    from nbformat.v4 import new_output

    return new_output("error", ename=name, evalue="", traceback=[])
