"""Small real systems for the technical lessons: a service, a database, a repository.

Each runs on the reader's machine, without a network, and is stopped or removed for certain.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Loaded when first used: a lesson needs one of them.
_MODULES = {
    "billing_history": ("billing_repository",),
    "caller": ("Answer", "Retries", "call", "crowd"),
    "contract": ("Contract", "broken", "verify"),
    "delivery": ("delivery_measures",),
    "errors": ("SystemsError",),
    "logs": ("per_minute", "read_log"),
    "orders": ("InvoiceService", "OrderService"),
    "payments": ("PaymentService",),
    "repository": ("Repository", "Transcript"),
    "server": ("Request", "Response", "Server"),
    "warehouse": ("Database", "invoice_database"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 - the keys are strings


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"tpmlab.systems.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"tpmlab.systems has no '{name}'; it offers {', '.join(__all__)}.")
