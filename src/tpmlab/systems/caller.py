"""Calling a service: one request with its retries, or a crowd of callers at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Thread
from time import perf_counter, sleep
from typing import Any
from urllib.parse import urlsplit

from tpmlab.systems.errors import SystemsError
from tpmlab.systems.server import Server

__all__ = ["Answer", "Retries", "call", "crowd"]

_TRY_AGAIN = (0, 429, 500, 502, 503, 504)  # 0: no answer at all
_TOKEN = "Bearer practice"  # noqa: S105 - a practice service's practice token


@dataclass(frozen=True)
class Retries:
    """When to try again: up to ``tries`` times in all, waiting longer each time.

    Parameters
    ----------
    tries : int
        Attempts in all, 1 to 10; 1 means that nothing is repeated.
    wait_s : float
        Seconds before the second attempt; 0 means at once.
    factor : float
        By what the wait grows from attempt to attempt.
    jitter : float
        Share of each wait left to chance, 0 to 1, so that callers don't return together.
    """

    tries: int = 1
    wait_s: float = 0.0
    factor: float = 2.0
    jitter: float = 0.0

    def __post_init__(self) -> None:
        if not 1 <= self.tries <= 10:
            raise SystemsError(f"tries is {self.tries}: give a whole number from 1 to 10.")
        if self.wait_s < 0 or self.factor < 1 or not 0 <= self.jitter <= 1:
            raise SystemsError(
                f"wait_s {self.wait_s}, factor {self.factor}, jitter {self.jitter}: waits start "
                "at 0 or more, grow by 1 or more, and leave a share from 0 to 1 to chance."
            )

    def pause(self, attempt: int, chance: Random) -> float:
        """Seconds to wait after attempt number `attempt`, counted from 1.

        Examples
        --------
        >>> [Retries(5, wait_s=0.1).pause(n, Random(7)) for n in (1, 2, 3)]
        [0.1, 0.2, 0.4]
        """
        wait = self.wait_s * self.factor ** (attempt - 1)
        return wait * (1 - self.jitter * chance.random())


@dataclass(frozen=True)
class Answer:
    """What a caller got: status (0 if no answer came), body, seconds, attempts needed."""

    status: int
    body: Any
    seconds: float
    attempts: int

    @property
    def ok(self) -> bool:
        """True for a status of the 200s."""
        return 200 <= self.status < 300


def call(
    service: Server,
    method: str,
    path: str,
    body: Any = None,
    *,
    retries: Retries | None = None,
    key: str | None = None,
    token: str | None = _TOKEN,
    timeout_s: float = 5.0,
    seed: int = 7,
) -> Answer:
    """Send one request over HTTP, and again as `retries` says.

    Parameters
    ----------
    service : Server
        A service that runs.
    method, path : str
        Such as ``"POST"`` and ``"/charges"``.
    body : object, optional
        Sent as JSON.
    retries : Retries, optional
        Default: one attempt. Answers of the 400s are final, except 429, whose
        ``Retry-After`` is respected.
    key : str, optional
        The idempotency key, the same in each attempt.
    token : str or None
        What the caller shows to be let in; None shows nothing.
    timeout_s : float
        Seconds after which a caller gives up waiting.
    seed : int
        Of the waits' jitter.

    Returns
    -------
    Answer
        The last attempt's status and body; seconds and attempts of all.
    """
    rule, chance, began = retries or Retries(), Random(seed), perf_counter()  # noqa: S311
    headers = {"Content-Type": "application/json"}
    headers |= {"Authorization": token} if token else {}
    headers |= {"Idempotency-Key": key} if key else {}
    for attempt in range(1, rule.tries + 1):
        status, content, asked = _once(
            service.url, method, path, body=body, headers=headers, timeout_s=timeout_s
        )
        if status not in _TRY_AGAIN or attempt == rule.tries:
            break
        sleep(max(rule.pause(attempt, chance), asked))
    return Answer(status, content, perf_counter() - began, attempt)


def crowd(
    service: Server, *, callers: int, seconds: float, every_s: float, retries: Retries
) -> list[Answer]:
    """Let several callers pay one invoice after the other, at a time, for a while.

    Parameters
    ----------
    service : Server
        A payment service that runs.
    callers : int
        1 to 30 of them, each in a thread of its own.
    seconds : float
        How long new payments are begun; at most 10.
    every_s : float
        Pause between one payment and the next.
    retries : Retries
        What each of them does when it fails.

    Returns
    -------
    list of Answer
        One a payment.
    """
    if not 1 <= callers <= 30 or not 0 < seconds <= 10:
        raise SystemsError("A crowd has 1 to 30 callers and lasts up to 10 seconds.")
    answers: list[Answer] = []
    end = perf_counter() + seconds

    def pay(number: int) -> None:
        invoice = number * 10_000
        while perf_counter() < end:
            invoice += 1
            order = {"invoice": invoice, "euros": 120}
            key = f"inv-{invoice}"
            answers.append(
                call(service, "POST", "/charges", order, retries=retries, key=key, seed=invoice)
            )
            sleep(every_s)

    threads = [Thread(target=pay, args=(n,), daemon=True) for n in range(1, callers + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _once(
    url: str, method: str, path: str, *, body: Any, headers: dict[str, str], timeout_s: float
) -> tuple[int, Any, float]:
    """Status, body and the seconds that the service asks to wait; status 0 without an answer."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=timeout_s)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        asked = float(answer.headers.get("Retry-After", 0))
        return answer.status, json.loads(text) if text else None, asked
    except (OSError, HTTPException):
        return 0, None, 0.0
    finally:
        connection.close()
