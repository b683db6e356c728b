"""The process in which a policy runs: it gets views, gives orders, and knows nothing else.

Lines of JSON come in on standard input and go out on a private copy of standard output.
Each run has a fresh copy of the policy's text, so that what a policy notes in one run is
not there in another.
"""

from __future__ import annotations

import gc
import linecache
import os
import random
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from types import CodeType
from typing import Any, BinaryIO

import numpy as np

from tpmlab.policy_box.limits import NotAllowedError, close_doors, limit_memory, seal
from tpmlab.policy_box.wire import pack, read_view, unpack
from tpmlab.simulator.decisions import Decision

__all__ = ["main"]

_PAUSE = 0.05  # seconds between bunches of answers
_OWN_PROJECT = "it may not start projects of its own; decide from the view"
_SEALED = {
    f"tpmlab.simulator.{name}": _OWN_PROJECT
    for name in ("debrief", "many", "replay", "runs", "saves", "start", "week")
}
_BUILT_IN = {
    "tpmlab.simulator.policies": "the built-in policies don't play for you here; write your own"
}


class _StopError(Exception):
    """The policy can't go on; the text is for the one who wrote it."""


def main() -> None:
    """Answer until no more views come."""
    views, orders = sys.stdin.buffer, _Orders(os.fdopen(os.dup(1), "wb"))
    first = unpack(views.readline())
    _silence()
    limit_memory(first["megabytes"])
    seal(_SEALED | (_BUILT_IN if first["own_work"] else {}))
    random.seed(0)
    np.random.seed(0)  # the policy may use it, and runs shall be repeatable
    gc.collect()
    close_doors()
    orders.send({"up": True})
    try:
        _answer(_Policy(first), views, orders)
    except _StopError as stop:
        orders.send({"problem": str(stop)})


def _silence() -> None:
    """Send what a policy prints nowhere, and give it nothing to read: our lines are ours."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(nowhere, number)
    sys.stdin = StringIO()


class _Orders:
    """Answers on their way out, sent off in bunches: a line at a time wakes the reader too often.

    A second thread sends what is there every so often, so that when a policy hangs the answers
    before it have gone out, and the one who waits knows where it hangs.
    """

    def __init__(self, line: BinaryIO) -> None:
        self._line, self._lock = line, threading.Lock()
        threading.Thread(target=self._run, daemon=True).start()

    def add(self, answer: bytes) -> None:
        with self._lock:
            self._line.write(answer)

    def send(self, message: Any = None) -> None:
        with self._lock, suppress(OSError):  # nobody listens any more: then we are killed
            if message is not None:
                self._line.write(pack(message))
            self._line.flush()

    def _run(self) -> None:
        while True:
            time.sleep(_PAUSE)
            self.send()


class _Policy:
    """The policy's text, compiled once and run anew for each run."""

    def __init__(self, first: dict[str, Any]) -> None:
        self.entry: str = first["entry"]
        self.label: str = first["label"]
        self.numbered: bool = first["numbered"]
        self._lines: list[str] = first["text"].splitlines(keepends=True)
        linecache.cache[self.label] = (len(first["text"]), None, self._lines, self.label)
        self._code: CodeType = self._guarded(compile, first["text"], self.label, "exec")
        self._runs: dict[int, Callable[..., Any]] = {}
        self.start(0)

    def start(self, run: int) -> Callable[..., Any]:
        space: dict[str, Any] = {"__name__": "policy", "__file__": self.label}
        self._guarded(exec, self._code, space)
        policy: Callable[..., Any] | None = space.get(self.entry)
        if not callable(policy):
            raise _StopError(
                f"{self.label} has no function 'policy': write def policy(view) and return a "
                "Decision"
            )
        self._runs[run] = policy
        return policy

    def decide(self, run: int, view: Any) -> dict[str, Any]:
        policy = self._runs.get(run) or self.start(run)
        decision: object = self._guarded(policy, view)
        if not isinstance(decision, Decision):
            raise _StopError(
                f"{self.label}: '{self.entry}' returned {_short(decision)}; "
                "return a tpmlab.simulator.Decision"
            )
        orders: dict[str, Any] = self._guarded(decision.to_dict)
        return orders

    def forget(self, runs: list[int]) -> None:
        for run in runs:
            self._runs.pop(run, None)

    def _guarded(self, function: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return function(*arguments)
        except _StopError:
            raise
        except BaseException as problem:  # a policy may raise anything
            raise _StopError(f"{self._place(problem)}: {_hint(problem)}") from None

    def _place(self, problem: BaseException) -> str:
        """Name the last line of the policy that was running."""
        if isinstance(problem, SyntaxError):
            return f"{self.label}, line {problem.lineno}"
        frames = traceback.extract_tb(problem.__traceback__)
        lines = [each.lineno or 0 for each in frames if each.filename == self.label]
        if not lines or not lines[-1]:
            return self.label
        if self.numbered:
            return f"{self.label}, line {lines[-1]}"
        return f"{self.label}, at '{_short_text(self._lines[lines[-1] - 1].strip())}'"


_HINTS: tuple[tuple[type[BaseException], str], ...] = (
    (SystemExit, "SystemExit; it may not end the program, return a Decision instead"),
    (MemoryError, "it needs more memory than it may have; look for something that grows"),
    (RecursionError, "it calls itself without an end"),
)


def _hint(problem: BaseException) -> str:
    """Say what happened and what to do, as far as it can be told."""
    text = str(problem.msg) if isinstance(problem, SyntaxError) else _short(problem, str)
    for kind, hint in _HINTS:
        if isinstance(problem, kind):
            return hint
    if isinstance(problem, NotAllowedError):
        return text
    if any(said in text for said in ("mappingproxy", "'Rows' object", "can't set attribute")):
        return "a view can't be changed; return a Decision instead"
    if isinstance(problem, AttributeError) and "View'" in text:
        return f"{text}; a view holds only what a project manager can see"
    return f"{type(problem).__name__}: {text}" if text else type(problem).__name__


def _short(value: object, say: Callable[[object], str] = repr) -> str:
    try:
        return _short_text(say(value))
    except BaseException:  # somebody's class
        return f"something of type '{type(value).__name__}'"


def _short_text(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else f"{text[:119]}…"


def _answer(policy: _Policy, views: BinaryIO, orders: _Orders) -> None:
    """Read all views of a week first, then answer each: neither side waits in vain."""
    orders.send({"ready": True})
    while line := views.readline():
        asked = unpack(line)
        policy.forget(asked["over"])
        for run, cells in asked["views"]:
            said = policy.decide(run, read_view(cells))
            try:
                answer = pack({"orders": said})
            except (RecursionError, TypeError, ValueError) as problem:
                raise _StopError(
                    f"{policy.label}: its Decision can't be read, {problem}; use numbers, texts, "
                    "lists and dicts"
                ) from None
            orders.add(answer)
        orders.send()


if __name__ == "__main__":
    main()
