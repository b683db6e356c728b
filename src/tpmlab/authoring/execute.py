"""Run a lesson in a kernel of its own, in a folder laid like a learner's workspace."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tpmlab.authoring.text import Document
from tpmlab.errors import TpmlabError

__all__ = ["LessonError", "Run", "run_lesson"]

CELL_SECONDS = 120

# On a fresh machine matplotlib says on stderr that it collects fonts: here, not in a lesson.
_START = (
    "__import__('matplotlib.font_manager')\n"
    "__import__('tpmlab.authoring.recorder').authoring.recorder.start()"
)
_REPORT = "__import__('tpmlab.authoring.recorder').authoring.recorder.report({!r}, {!r})"


class LessonError(TpmlabError, RuntimeError):
    """A lesson's code did not run clean; the message names file and line of the cell."""


@dataclass(frozen=True)
class Run:
    """An executed notebook, the folder it ran in and the files it read."""

    notebook: Any
    workspace: Path
    reads: list[str]


async def run_lesson(notebook: Any, document: Document, base: Path, place: PurePosixPath) -> Run:
    """Execute every code cell; outputs land in the notebook itself.

    Parameters
    ----------
    notebook : NotebookNode
        As laid out by :func:`tpmlab.authoring.notebook.lesson_notebook`.
    document : Document
        What it was made from, cell by cell.
    base : pathlib.Path
        The content's root.
    place : pathlib.PurePosixPath
        Where the notebook will lie; its code runs in that folder of a workspace.

    Raises
    ------
    LessonError
        If a cell raises, writes to stderr, takes too long or kills the kernel.
    """
    with _workspace(base, place) as workspace:
        reads = await _run(notebook, document, base, workspace, place)
        return Run(notebook, workspace, reads)


async def _run(
    notebook: Any, document: Document, base: Path, workspace: Path, place: PurePosixPath
) -> list[str]:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    # The recorder's two cells stand outside the lesson: nbclient files a cell by its index.
    first, last = new_code_cell(_START), new_code_cell(_REPORT.format(str(workspace), str(base)))
    whole = NotebookNode({**notebook, "cells": [first, *notebook.cells, last]})
    client = _client(whole, workspace)
    folder = workspace / place.parent
    cell_line = 1
    try:
        async with client.async_setup_kernel(cwd=str(folder), env=_environment(base, workspace)):
            await client.async_execute_cell(first, 0, store_history=False)
            for index, node in enumerate(notebook.cells, start=1):
                cell_line = document.cells[index - 1].line
                if node.cell_type == "code":
                    await client.async_execute_cell(node, index)
                    _require_clean(node, document.where(cell_line))
            await client.async_execute_cell(last, len(whole.cells) - 1, store_history=False)
    except CellTimeoutError:
        raise LessonError(
            f"{document.where(cell_line)}: the cell ran longer than {CELL_SECONDS} s; make it "
            "faster or load a stored result."
        ) from None
    except (DeadKernelError, RuntimeError) as error:
        if isinstance(error, TpmlabError):
            raise
        raise LessonError(
            f"{document.where(cell_line)}: the kernel stopped ({error}); run the cell by itself."
        ) from None
    return _read_report(last, document)


def _client(notebook: Any, workspace: Path) -> Any:
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    manager = AsyncKernelManager(
        kernel_name="python3",
        # ipykernel warns on stderr about TCP without encryption; Windows has no ipc.
        transport="tcp" if sys.platform == "win32" else "ipc",
        connection_file=str(workspace / "k.json"),
    )
    client = NotebookClient(
        notebook,
        km=manager,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,
        timeout=CELL_SECONDS,
    )
    client.reset_execution_trackers()
    client.owns_km = True  # so that the kernel is stopped with the block
    return client


def _require_clean(node: Any, where: str) -> None:
    for output in node.outputs:
        if output.output_type == "error":
            raise LessonError(
                f"{where}: the cell raises {output.ename}: {_first_line(output.evalue)}; "
                "mend the code or what it calls."
            )
        if output.output_type == "stream" and output.name == "stderr":
            raise LessonError(
                f"{where}: the cell writes to stderr: {_first_line(output.text)}; "
                "mend the cause of the warning."
            )


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0] if lines else "(nothing)"


def _read_report(cell: Any, document: Document) -> list[str]:
    try:
        return [str(name) for name in json.loads(cell.outputs[0].text)]
    except (LookupError, AttributeError, ValueError):
        raise LessonError(
            f"{document.path}: the files it read could not be listed; does a cell replace "
            "'print' or 'sys.stdout'?"
        ) from None


def _environment(base: Path, workspace: Path) -> dict[str, str]:
    """Environment of a lesson's kernel: nothing of the author's machine shows in outputs."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JPY_", "PYTHONWARN"))}
    return kept | {
        "IPYTHONDIR": str(workspace / ".ipython"),
        "MATPLOTLIBRC": str(workspace / "matplotlibrc"),
        "PYTHONHASHSEED": "0",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "TPMLAB_ROOT": str(base),
        "TPMLAB_STATIC": "1",
        "TZ": "UTC",
    }


@contextmanager
def _workspace(base: Path, place: PurePosixPath) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tpmlab-", ignore_cleanup_errors=True) as name:
        workspace = Path(name).resolve()
        (workspace / place.parent).mkdir(parents=True)
        (workspace / "matplotlibrc").touch()  # instead of the author's own
        datasets = base / "datasets"
        if datasets.is_dir():
            try:
                (workspace / "datasets").symlink_to(datasets, target_is_directory=True)
            except OSError:  # Windows without the right to make links
                shutil.copytree(datasets, workspace / "datasets")
        yield workspace
