"""Two services that need each other: one knows orders, the other makes invoices of them."""

from __future__ import annotations

from typing import Any

from tpmlab.systems.caller import call
from tpmlab.systems.errors import SystemsError
from tpmlab.systems.server import Request, Response, Server

__all__ = ["CHANGES", "InvoiceService", "OrderService"]

_ORDER: dict[str, Any] = {
    "order": 1001,
    "customer": "Nordmolen",
    "currency": "EUR",
    "lines": [
        {"article": "flour 25 kg", "units": 40, "price": 1890},  # cents
        {"article": "yeast 1 kg", "units": 12, "price": 645},
    ],
}
CHANGES = ("none", "added", "renamed", "text", "euros")
"""Changes of the order service: see :class:`OrderService`."""


class OrderService(Server):
    """Answers ``GET /orders/1001`` with an order; its prices are in cents.

    Parameters
    ----------
    change : str
        What somebody has changed in the answer: ``"none"``; ``"added"``, a field ``unit``
        more; ``"renamed"``, ``price`` is called ``unit_price``; ``"text"``, prices are text
        with a comma; ``"euros"``, prices are whole euros under the old name.

    Examples
    --------
    >>> with OrderService("renamed") as orders:
    ...     sorted(call(orders, "GET", "/orders/1001").body["lines"][0])
    ['article', 'unit_price', 'units']
    """

    def __init__(self, change: str = "none") -> None:
        super().__init__()
        if change not in CHANGES:
            known = ", ".join(f"'{name}'" for name in CHANGES)
            raise SystemsError(f"There is no change '{change}'; use one of {known}.")
        self.change = change

    def respond(self, request: Request) -> Response:
        """Give the order, as the change at hand writes it."""
        if request.path != f"/orders/{_ORDER['order']}":
            return Response(404, {"error": f"there is no {request.path}"})
        lines = [self._written(line) for line in _ORDER["lines"]]
        return Response(200, {**_ORDER, "lines": lines})

    def _written(self, line: dict[str, Any]) -> dict[str, Any]:
        line, price = dict(line), line["price"]
        if self.change == "added":
            line["unit"] = "piece"
        elif self.change == "renamed":
            line["unit_price"] = line.pop("price")
        elif self.change == "text":
            line["price"] = f"{price / 100:.2f}".replace(".", ",")
        elif self.change == "euros":
            line["price"] = round(price / 100)
        return line


class InvoiceService(Server):
    """Answers ``POST /invoices`` with the total of an order, which it asks the other for.

    Parameters
    ----------
    orders : OrderService
        Runs already; asked over HTTP.

    Examples
    --------
    >>> with OrderService() as orders, InvoiceService(orders) as invoices:
    ...     call(invoices, "POST", "/invoices", {"order": 1001}).body
    {'customer': 'Nordmolen', 'currency': 'EUR', 'total': 833.4}
    """

    def __init__(self, orders: Server) -> None:
        super().__init__()
        self.orders = orders

    def respond(self, request: Request) -> Response:
        """Ask for the order, add up its lines; 502 if the answer can't be used."""
        number = request.body.get("order") if isinstance(request.body, dict) else None
        answer = call(self.orders, "GET", f"/orders/{number}")
        if not answer.ok:
            return Response(502, {"error": f"orders answered {answer.status}"})
        try:
            cents = sum(line["units"] * line["price"] for line in answer.body["lines"])
            total = round(cents / 100, 2)
        except (KeyError, TypeError) as problem:
            return Response(502, {"error": f"{type(problem).__name__}: {problem}"})
        order = answer.body
        return Response(
            201, {"customer": order["customer"], "currency": order["currency"], "total": total}
        )
