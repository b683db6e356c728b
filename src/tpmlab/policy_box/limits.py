"""What a policy's process may not do: take much memory, start others, read or write files.

These limits keep mistakes and idle tricks apart from grades; they are no prison. Code of
strangers belongs into a sandbox of the operating system as well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from tpmlab.content import root

__all__ = ["NotAllowedError", "close_doors", "limit_memory", "seal"]

_PROCESSES = (
    "os.exec", "os.fork", "os.forkpty", "os.kill", "os.killpg", "os.posix_spawn", "os.spawn",
    "os.startfile", "os.system", "pty.spawn", "subprocess.Popen",
)  # fmt: skip
_CHANGES = ("os.chflags", "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove",
            "os.removexattr", "os.rename", "os.rmdir", "os.setxattr", "os.symlink", "os.truncate",
            "os.utime", "shutil.rmtree")  # fmt: skip
_NO_FILES = "it may not read files; all that it may know is in the view"
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Ways past Python's audit events: what these do, nobody is told of.
_UNHEARD = {
    "os": ("mkfifo", "mknod", "pidfd_open"),
    "posix": ("mkfifo", "mknod", "pidfd_open"),
    "signal": ("pidfd_send_signal",),
    "_signal": ("pidfd_send_signal",),
    "_posixsubprocess": ("fork_exec",),
    "subprocess": ("_fork_exec",),
}


class NotAllowedError(Exception):
    """A policy tried what its process may not do; the text ends a sentence about it."""


def limit_memory(megabytes: int) -> None:
    """Bound this process's memory and files where the system can; Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 2**20
    for name, limit in (("RLIMIT_AS", size), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        try:
            resource.setrlimit(getattr(resource, name), (limit, limit))
        except (AttributeError, OSError, ValueError):
            continue  # this system has no such limit, or a lower one


def close_doors() -> None:
    """Refuse, from now on and for good, other processes, the network and files of others."""
    places = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[1]), str(root() / "content"))
    inside = tuple(os.path.realpath(place) + os.sep for place in places)
    closed = _sealed_files()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            _check_file(arguments, inside, closed)
        elif event.startswith("sqlite3."):
            raise NotAllowedError(_NO_FILES)
        elif event.startswith("ctypes."):
            raise NotAllowedError("it may not reach past Python; leave that out")
        elif event in _PROCESSES:
            raise NotAllowedError("it may not start or stop processes; leave that out")
        elif event.startswith("socket."):
            raise NotAllowedError("it may not use the network; leave that out")
        elif event in _CHANGES:
            raise NotAllowedError("it may not change files; leave that out")

    _no_children()
    for module, names in _UNHEARD.items():
        for name in names:
            sys.modules.get(module, ModuleType(module)).__dict__.pop(name, None)
    sys.addaudithook(watch)


def _no_children() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    except (AttributeError, ImportError, OSError, ValueError):
        return


def _sealed_files() -> dict[str, str]:
    """Find where the text of sealed modules lies, without endings, and why it is closed."""
    packages = Path(__file__).resolve().parents[2]
    return {
        str(packages.joinpath(*name.split("."))): module.__dict__["_reason"]
        for name, module in sys.modules.items()
        if isinstance(module, _Sealed)
    }


def _check_file(opened: tuple[Any, ...], inside: tuple[str, ...], closed: dict[str, str]) -> None:
    path, mode, flags = opened
    writes = flags & _WRITES if mode is None else set(mode) & set("wax+")  # os.open has no mode
    if writes or isinstance(path, int):
        raise NotAllowedError("it may not write files; return a Decision and nothing else")
    place = os.path.realpath(os.fsdecode(path))
    if not place.startswith(inside):
        raise NotAllowedError(_NO_FILES)
    folder, file = os.path.split(place.replace(f"{os.sep}__pycache__{os.sep}", os.sep))
    module = f"{folder}{os.sep}{file.partition('.')[0]}"
    if module in closed:
        raise NotAllowedError(closed[module])


def seal(modules: dict[str, str]) -> None:
    """Put a stand-in in a module's place: whatever is called in it is refused with a reason."""
    for name, reason in modules.items():
        sealed = _Sealed(name, reason)
        sys.modules[name] = sealed
        package, _, last = name.rpartition(".")
        setattr(sys.modules[package], last, sealed)  # where it hangs if it was loaded before


class _Sealed(ModuleType):
    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self.__dict__["_reason"] = reason

    def __getattr__(self, name: str) -> Callable[..., NoReturn]:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Closed(self.__dict__["_reason"])


class _Closed:
    """Stands for a function or a class that a policy may import and not use."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def __call__(self, *_: Any, **__: Any) -> NoReturn:
        raise NotAllowedError(self._reason)

    def __iter__(self) -> NoReturn:
        raise NotAllowedError(self._reason)

    def __getattr__(self, name: str) -> NoReturn:
        raise NotAllowedError(self._reason)
