"""A payment service as Tollivant's sandbox is one, with faults that can be switched on."""

from __future__ import annotations

from random import Random
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tpmlab.systems.errors import SystemsError
from tpmlab.systems.server import Request, Response, Server

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PaymentService"]


class PaymentService(Server):
    """Books charges: ``POST /charges`` with an invoice and euros, ``GET /charges/1``, ``/health``.

    Answers 201 for a new charge, 200 for one it knows by its idempotency key, 400 for an
    order it can't read, 401 without a token, 404 for what isn't there, 429 above its rate
    limit, 503 while its database is away.

    Parameters
    ----------
    lose_every : int
        Of each so many charges booked, one answer is lost on its way; 0 loses none.
    limit_per_s : int
        Requests taken in a second; 0 takes all.
    work_ms : float
        Milliseconds that a request takes; 0 answers as fast as it can.
    slow_share : float
        Share of requests, 0 to 1, that take `slow_ms` instead.
    slow_ms : float
        Milliseconds of these.
    away_s : tuple of float
        From which second to which, after the start, the database is away.
    seed : int
        Decides which requests are slow.

    Examples
    --------
    >>> from tpmlab.systems.caller import Retries, call
    >>> with PaymentService(lose_every=2) as service:
    ...     first = call(service, "POST", "/charges", {"invoice": 1, "euros": 120})
    ...     second = call(service, "POST", "/charges", {"invoice": 2, "euros": 80})
    >>> first.status, second.status, len(service.charges())
    (201, 0, 2)
    """

    def __init__(
        self,
        *,
        lose_every: int = 0,
        limit_per_s: int = 0,
        work_ms: float = 0.0,
        slow_share: float = 0.0,
        slow_ms: float = 0.0,
        away_s: tuple[float, float] = (0.0, 0.0),
        seed: int = 7,
    ) -> None:
        super().__init__()
        if lose_every < 0 or limit_per_s < 0 or not 0 <= slow_share <= 1:
            raise SystemsError(
                "lose_every and limit_per_s are 0 or more, and slow_share lies from 0 to 1."
            )
        self.lose_every, self.limit_per_s = lose_every, limit_per_s
        self.work_ms, self.slow_share, self.slow_ms = work_ms, slow_share, slow_ms
        self.away_s = away_s
        self._chance = Random(seed)  # noqa: S311 - which requests are slow, nothing secret
        self._lock = Lock()
        self._charges: list[dict[str, Any]] = []
        self._by_key: dict[str, dict[str, Any]] = {}
        self._window, self._in_window = 0, 0

    def charges(self) -> pd.DataFrame:
        """Give what has been booked, one row a charge."""
        import pandas as pd

        return pd.DataFrame(list(self._charges), columns=["charge", "invoice", "euros"])

    def respond(self, request: Request) -> Response:
        """Answer as a payment gateway does; its books change for one request at a time."""
        with self._lock:
            wait_s = self._work_s()
            refused = self._refused(request)
            if refused is not None:
                return refused
            if request.method == "POST" and request.path == "/charges":
                return self._book(request, wait_s)
            return self._show(request, wait_s)

    def _work_s(self) -> float:
        slow = self._chance.random() < self.slow_share
        return (self.slow_ms if slow else self.work_ms) / 1000

    def _refused(self, request: Request) -> Response | None:
        """Answer a request that gets no further than the door."""
        if "authorization" not in request.headers:
            return Response(401, {"error": "who are you? send a token"})
        since = perf_counter() - self._started
        if self.away_s[0] <= since < self.away_s[1]:
            return Response(503, {"error": "the database is away"})
        if self.limit_per_s and self._over_limit(int(since)):
            return Response(429, {"error": "slower, please"}, {"Retry-After": "1"})
        return None

    def _over_limit(self, second: int) -> bool:
        if second != self._window:
            self._window, self._in_window = second, 0
        self._in_window += 1
        return self._in_window > self.limit_per_s

    def _book(self, request: Request, wait_s: float) -> Response:
        order = request.body if isinstance(request.body, dict) else {}
        if not {"invoice", "euros"} <= order.keys():
            return Response(400, {"error": "an order has an invoice and euros"}, wait_s=wait_s)
        key = request.headers.get("idempotency-key")
        if key is not None and key in self._by_key:
            return Response(200, self._by_key[key], wait_s=wait_s)
        number = len(self._charges) + 1
        charge = {"charge": number, "invoice": order["invoice"], "euros": order["euros"]}
        self._charges.append(charge)
        if key is not None:
            self._by_key[key] = charge
        lost = bool(self.lose_every) and number % self.lose_every == 0
        return Response(201, charge, wait_s=wait_s, lost=lost)

    def _show(self, request: Request, wait_s: float) -> Response:
        if request.path == "/health":
            return Response(200, {"status": "up"}, wait_s=wait_s)
        name = request.path.removeprefix("/charges/")
        if name.isdecimal() and 1 <= int(name) <= len(self._charges):
            return Response(200, self._charges[int(name) - 1], wait_s=wait_s)
        return Response(404, {"error": f"there is no {request.path}"}, wait_s=wait_s)
