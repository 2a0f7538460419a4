"""Knows how a page is given its address: the one that a person names, or a sentence why that is not to be had."""

import socket


def listening(host: str, port: int) -> socket.socket:
    """Raises OSError where somebody else has it, or the machine has no such address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def shown(host: str) -> str:
    """As an address has it."""
    return f"[{host}]" if ":" in host else host
