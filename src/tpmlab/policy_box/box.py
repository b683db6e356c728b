"""A policy in a limited process of its own, and the patience with which it is asked."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, cast

from tpmlab.policy_box.source import PolicyError, Source
from tpmlab.policy_box.wire import cells_of, pack, read_decision, unpack
from tpmlab.simulator.decisions import Decision, SimulatorError
from tpmlab.simulator.view import View

__all__ = ["Limits", "PolicyBox", "TroubleError"]

_START = 120.0  # seconds that a process may take to come up on a busy machine
_LONGEST = 1_000_000  # bytes of one answer


@dataclass(frozen=True, slots=True)
class Limits:
    """What a policy may take.

    Parameters
    ----------
    decision : float
        Seconds for the decision of one week of one run.
    total : float
        Seconds for all of them together.
    megabytes : int
        Memory of its process.
    own_work : bool
        Whether the built-in policies are out of reach.
    """

    decision: float = 2.0
    total: float = math.inf
    megabytes: int = 2048
    own_work: bool = False


class TroubleError(PolicyError):
    """What went wrong in one run; `run` is its number, -1 for "before the first"."""

    def __init__(self, text: str, run: int = -1) -> None:
        super().__init__(text)
        self.run = run


class PolicyBox:
    r"""Runs a policy in a process that gets public views and nothing else.

    Parameters
    ----------
    source : Source
        Its text.
    limits : Limits, optional
        What it may take.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import new_game, view_of
    >>> text = "import tpmlab as tpm\ndef policy(view): return tpm.simulator.Decision(test=0.1)"
    >>> tutorial = load("tutorial")
    >>> view = view_of(tutorial, new_game(tutorial, seed=1))
    >>> with PolicyBox(Source(text, "policy", "Your policy", False)) as box:
    ...     [decision.test for decision in box.decide([(0, view)])]
    [0.1]
    """

    def __init__(self, source: Source, limits: Limits | None = None) -> None:
        self._source, self._limits = source, limits or Limits()
        self._left = self._limits.total
        self._process = _started()
        self._watch = _Watch(self._process)

    def __enter__(self) -> PolicyBox:
        limits, source = self._limits, self._source
        first = {
            "text": source.text,
            "entry": source.entry,
            "label": source.label,
            "numbered": source.numbered,
            "megabytes": limits.megabytes,
            "own_work": limits.own_work,
        }
        try:
            with self._watch.patience(_START):
                self._write(first)
            self._read(-1, _START)  # it has come up
            self._read(-1, limits.decision)  # the policy's text was run
        except TroubleError as trouble:
            self.close()
            raise PolicyError(f"{trouble} (while it was loaded).") from None
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, and whatever it started."""
        self._watch.stop()
        _kill(self._process)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", stream).close()

    def decide(
        self, asked: Sequence[tuple[int, View]], over: Iterable[int] = ()
    ) -> Iterator[Decision]:
        """Ask for this week's decisions of several runs at once.

        Parameters
        ----------
        asked : sequence of (int, View)
            A run's number and its view.
        over : iterable of int
            Runs that have ended.

        Yields
        ------
        Decision
            One for each, in order.

        Raises
        ------
        TroubleError
            For the first that can't be had; the process is of no use then.
        """
        with self._watch.patience(_START):
            self._write(
                {"over": list(over), "views": [(run, cells_of(view)) for run, view in asked]}
            )
        for run, _ in asked:
            before = time.monotonic()
            said = self._read(run, min(self._limits.decision, self._left))
            self._left -= time.monotonic() - before
            try:
                decision = read_decision(said.get("orders"))
            except SimulatorError as problem:
                raise TroubleError(
                    f"{self._source.label}: {str(problem).rstrip('.')}", run
                ) from None
            yield decision

    def _write(self, message: Any) -> None:
        stream = cast("IO[bytes]", self._process.stdin)
        with suppress(OSError):  # the process is gone: reading says so
            stream.write(pack(message))
            stream.flush()

    def _read(self, run: int, seconds: float) -> dict[str, Any]:
        stream = cast("IO[bytes]", self._process.stdout)
        with self._watch.patience(seconds):
            line = stream.readline(_LONGEST)
        label = self._source.label
        if self._watch.fired:
            raise TroubleError(f"{label} took longer than {self._took(seconds)}", run)
        if not line:
            raise TroubleError(f"{label} ended its own process; return a Decision instead", run)
        if not line.endswith(b"\n"):
            raise TroubleError(f"{label} returned a Decision of more than a million letters", run)
        try:
            said = unpack(line)
        except (RecursionError, ValueError):
            said = None
        if not isinstance(said, dict):
            raise TroubleError(f"{label} meddles with its own process; leave that out", run)
        if "problem" in said:
            raise TroubleError(str(said["problem"]), run)
        return said

    def _took(self, seconds: float) -> str:
        if seconds < self._limits.decision:
            return f"{self._limits.total:g} seconds for all its decisions: let it look at less"
        return f"{seconds:g} seconds for one decision: look for a loop that doesn't end"


def _started() -> subprocess.Popen[bytes]:
    # a new interpreter, not a fork: notebooks have threads, and memory with everything in it
    keep = ("PYTHONPATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "TEMP")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    environment |= {
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-s", "-P", "-m", "tpmlab.policy_box.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None and hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


class _Watch:
    """Kills a process that lets us wait too long: a blocked read then ends, on every system."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self._due, self.fired = process, math.inf, False
        self._stopped = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def patience(self, seconds: float) -> _Watch:
        self._due = time.monotonic() + seconds
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._due = math.inf

    def stop(self) -> None:
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(0.05):
            if time.monotonic() > self._due:
                self.fired = True
                _kill(self._process)
                return
