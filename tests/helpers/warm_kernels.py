"""Kernels that are forked from one warm parent, for many short notebooks in a short time.

A stock kernel spends most of a small notebook's time on importing. Here one process, the
*nursery*, imports what notebooks use and forks for every kernel asked for; the child is then the
stock ``ipykernel`` with its sockets, answering the same messages. Jupyter's own door for this is
a kernel provisioner.

The nursery is this file run as a program: it reads one order a line on standard input and
answers with one line on standard output.
"""

from __future__ import annotations

import builtins
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

NAME = "warm-kernels"
IMPORTED = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",  # and with it debugpy, which a kernel asks for when it starts
    "debugpy.server",
    "psutil",
    "sqlite3",
    "matplotlib_inline.backend_inline",
    "matplotlib.pyplot",
    "pandas",
)


class Nursery:
    """The parent process, as its customers see it; one for each process that grades."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # The backend that a kernel chooses is fixed when pyplot is first imported.
            env=os.environ | {"MPLBACKEND": "module://matplotlib_inline.backend_inline"},
            text=True,
            bufsize=1,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._orders, self._answers = self._process.stdin, self._process.stdout

    def order(self, **order: Any) -> Any:
        self._orders.write(json.dumps(order) + "\n")
        return json.loads(self._answers.readline())

    def close(self) -> None:
        self._orders.close()
        self._process.wait(timeout=30)
        self._answers.close()


class ForkedKernel:
    """What Jupyter's provisioner asks of a process, of one that is not our own child."""

    stdin = stdout = stderr = None

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery = nursery
        self._status: int | None = None

    def poll(self) -> int | None:
        if self._status is None:
            self._status = self._nursery.order(poll=self.pid)
        return self._status

    def wait(self) -> int:
        while (status := self.poll()) is None:
            time.sleep(0.01)
        return status

    def send_signal(self, signum: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class WarmProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, but for where the process comes from."""

    nursery: Nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        pid = self.nursery.order(
            fork=arguments, env=dict(kwargs["env"]), cwd=kwargs.get("cwd") or str(Path.cwd())
        )
        self.process = ForkedKernel(self.nursery, pid)
        self.pid = self.pgid = pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info


@contextmanager
def forked_from(nursery: Nursery) -> Iterator[None]:
    """Make every kernel that this process starts a child of the nursery."""
    WarmProvisioner.nursery = nursery
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{WarmProvisioner.__name__}", factory.GROUP_NAME
    )
    before = factory.default_provisioner_name
    factory.default_provisioner_name = NAME
    yield
    factory.default_provisioner_name = before


def main() -> None:
    """Be the nursery: import, then fork or look after children as ordered, until input ends."""
    _import_as_in_a_kernel()
    for line in sys.stdin:
        order = json.loads(line)
        answer = _fork(**order) if "fork" in order else _status(order["poll"])
        print(json.dumps(answer), flush=True)


def _import_as_in_a_kernel() -> None:
    # pandas asks, while it is imported, whether it will print to a terminal or in a kernel.
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)
    for module in IMPORTED:
        importlib.import_module(module)
    tpmlab = importlib.import_module("tpmlab")
    for part in tpmlab.__all__:
        getattr(tpmlab, part)
    del builtins.get_ipython


def _fork(fork: Sequence[str], env: dict[str, str], cwd: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.setsid()
        _stand_alone(env, cwd)
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.launch_instance(argv=list(fork))
        status = 0
    finally:
        os._exit(status)


def _stand_alone(env: dict[str, str], cwd: str) -> None:
    """Take the environment and folder of the kernel, and let go of the nursery's pipes."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)


def _status(pid: int) -> int | None:
    done, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


if __name__ == "__main__":
    main()
