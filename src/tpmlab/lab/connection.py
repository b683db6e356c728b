"""Kernel messages reach the page at once: no waiting for small packets to be gathered.

Jupyter's server leaves Nagle's algorithm on. A slider's answer then waits behind the first
small message until the browser acknowledges that one, up to 40 ms on Linux: longer than it
takes to compute and draw a chart.
"""

from __future__ import annotations

import asyncio

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

__all__ = ["PromptConnection"]


class PromptConnection(ZMQChannelsWebsocketConnection):  # type: ignore[misc]
    """The server's usual connection between kernel and page, sending without delay."""

    def connect(self) -> asyncio.Future[None] | None:
        """Connect as usual, then tell the socket not to wait."""
        self.websocket_handler.set_nodelay(True)
        connected: asyncio.Future[None] | None = super().connect()
        return connected
