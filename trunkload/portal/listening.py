"""Knows how a page or a carrier is given its address: the one that a person names, where it is to be had."""

import socket


def listening(host: str, port: int) -> socket.socket:
    """Raises OSError where somebody else has it, or the machine has no such address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Who connects inherits it; asyncio sets it only for sockets of its own. Without it each answer waits 40 ms for one
    # more packet to send with it.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def shown(host: str) -> str:
    """As an address has it."""
    return f"[{host}]" if ":" in host else host
