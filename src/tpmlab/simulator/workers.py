"""Processes that play projects beside this one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

__all__ = ["worker_pool"]


def worker_pool(
    workers: int, prepare: Callable[..., None] | None = None, *facts: Any
) -> ProcessPoolExecutor:
    """Start processes that know how to play a project.

    None is a fork of this one: notebooks have threads, which a fork would leave half alive.
    On Linux they come from a clean server that has loaded the simulator once and stays until
    this process ends, so that the next pool is there at once; elsewhere each is a new
    interpreter.

    Parameters
    ----------
    workers : int
        How many.
    prepare : callable, optional
        Called with `facts` in each of them before its first task: what all tasks share is sent
        once.

    Returns
    -------
    concurrent.futures.ProcessPoolExecutor
        To be closed by whoever asked for it.
    """
    if sys.platform != "linux":
        return ProcessPoolExecutor(workers, get_context("spawn"), prepare, facts)
    context = get_context("forkserver")
    context.set_forkserver_preload(["tpmlab.simulator.many", "tpmlab.simulator.policies"])
    return ProcessPoolExecutor(workers, context, prepare, facts)
