"""Whoever opens a page waits for no packet that does not come."""

import socket

from trunkload.portal.listening import listening


def test_an_answer_is_sent_at_once() -> None:
    """Two small packets one after the other: the second one would wait for the first to be acknowledged."""
    with listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
