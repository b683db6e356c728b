"""Answers of the kernel are sent to the page without waiting for more to send."""

import asyncio
import socket
from pathlib import Path

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from traitlets.utils.importstring import import_item

from tpmlab.learning.lab_config import configuration


def test_the_server_finds_our_connection(tmp_path: Path):
    settings = configuration(tmp_path, "notebooks/a.ipynb", 8888, tmp_path)
    name = settings["ServerApp"]["kernel_websocket_connection_class"]
    assert issubclass(import_item(name), ZMQChannelsWebsocketConnection)


def test_it_turns_delay_off_on_the_real_socket(monkeypatch):
    """The server's own connect needs a kernel; the socket option is what is ours."""
    from tornado.iostream import IOStream

    from tpmlab.lab.connection import PromptConnection

    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda self: None)

    async def delay_is_off(raw: socket.socket) -> bool:
        """In a loop, as the server's: a stream of tornado asks for one."""
        monkeypatch.setattr(PromptConnection, "websocket_handler", IOStream(raw))
        PromptConnection.__new__(PromptConnection).connect()
        return bool(raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    with socket.socket() as raw:
        assert asyncio.run(delay_is_off(raw))
