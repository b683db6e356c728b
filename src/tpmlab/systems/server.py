"""A small HTTP service on this machine: started by ``with``, stopped for certain.

It listens on the loopback address and a free port, answers each request in a thread of
its own, and keeps a log as a real service does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import perf_counter, sleep
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tpmlab.systems.errors import SystemsError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Request", "Response", "Server"]

_POLL_S = 0.02  # how soon a server notices that it should stop
_STOP_S = 5.0


@dataclass(frozen=True)
class Request:
    """What a caller asks: method and path, headers in lower case, the body's JSON."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True)
class Response:
    """What the service says.

    Attributes
    ----------
    status : int
        HTTP status code.
    body : object
        Anything that JSON can hold.
    headers : mapping from str to str
        Further headers.
    wait_s : float
        Seconds of work before the answer leaves.
    lost : bool
        The work is done, the log says so, and the connection closes without an answer.
    """

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    lost: bool = False


class Server:
    """A service: subclass it and write :meth:`respond`, then use it in a ``with`` statement.

    Attributes
    ----------
    url : str
        Where it listens, such as ``http://127.0.0.1:49152``; known while it runs.

    Examples
    --------
    >>> class Hello(Server):
    ...     def respond(self, request):
    ...         return Response(200, {"you asked for": request.path})
    >>> from tpmlab.systems.caller import call
    >>> with Hello() as hello:
    ...     answer = call(hello, "GET", "/tea")
    >>> answer.status, answer.body
    (200, {'you asked for': '/tea'})
    >>> hello.log()["status"].tolist()
    [200]
    """

    def __init__(self) -> None:
        self._entries: list[dict[str, Any]] = []
        self._writing = Lock()
        self._http: ThreadingHTTPServer | None = None
        self._thread: Thread | None = None
        self._started = 0.0

    def respond(self, request: Request) -> Response:
        """Answer one request; several threads may ask at a time."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """Give the address while the service runs."""
        if self._http is None:
            raise SystemsError(
                "The service isn't running: call it inside its 'with' statement, in the same cell."
            )
        host, port = self._http.server_address[:2]
        return f"http://{host!s}:{port}"

    def log(self) -> pd.DataFrame:
        """Give the service's own log, one row a request, in the order of their ends.

        Columns: ``at_s`` (seconds since the start, when the request came), ``method``,
        ``path``, ``status``, ``ms`` (milliseconds of work) and ``key`` (of the request,
        empty if it has none).
        """
        import pandas as pd

        columns = ["at_s", "method", "path", "status", "ms", "key"]
        with self._writing:
            return pd.DataFrame(list(self._entries), columns=columns)

    def __enter__(self) -> Self:
        self._http = _Http(("127.0.0.1", 0), _handler_of(self))
        self._started = perf_counter()
        self._thread = Thread(target=self._http.serve_forever, args=(_POLL_S,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        http, self._http = self._http, None
        if http is not None and self._thread is not None:
            http.shutdown()
            http.server_close()
            self._thread.join(_STOP_S)

    def _serve(self, request: Request) -> Response:
        began = perf_counter()
        response = self.respond(request)
        if response.wait_s:
            sleep(response.wait_s)
        entry = {
            "at_s": round(began - self._started, 3),
            "method": request.method,
            "path": request.path,
            "status": response.status,
            "ms": round(1000 * (perf_counter() - began), 1),
            "key": request.headers.get("idempotency-key", ""),
        }
        with self._writing:
            self._entries.append(entry)
        return response


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # the default of 5 makes a crowd of callers wait for a second

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a caller that hangs up first is part of some lessons."""


def _handler_of(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def do_DELETE(self) -> None:
            self._answer()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Keep quiet: the log is a table."""

        def _answer(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            text = self.rfile.read(int(headers.get("content-length", 0)))
            response = server._serve(Request(self.command, self.path, headers, _json(text)))
            if response.lost:
                self.close_connection = True
                return
            payload = json.dumps(response.body).encode()
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

    return Handler


def _json(text: bytes) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None
