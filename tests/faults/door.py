"""A door to a port of this machine, in a process of its own: every byte is handed on and back until it is shut."""

import selectors
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Door:
    """Shut at first. Its port stays the same."""

    behind: int
    port: int = 0
    _porter: "subprocess.Popen[str] | None" = field(default=None)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        words = [sys.executable, "-m", "tests.faults.door", str(self.port), str(self.behind)]
        self._porter = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        if self._porter.stdout is not None:
            self.port = int(self._porter.stdout.readline())

    def shut(self) -> None:
        """Nobody comes in, and whoever is inside is cut off."""
        if self._porter is not None:
            self._porter.kill()
            self._porter.communicate()


def serve(port: int, behind: int) -> None:
    others: dict[socket.socket, socket.socket] = {}
    with selectors.DefaultSelector() as watching, socket.create_server(("127.0.0.1", port)) as listening:
        sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        watching.register(listening, selectors.EVENT_READ)
        while True:
            for key, _ in watching.select():
                if key.fileobj is listening:
                    pair = listening.accept()[0], socket.create_connection(("127.0.0.1", behind))
                    others.update({pair[0]: pair[1], pair[1]: pair[0]})
                    for one in pair:
                        watching.register(one, selectors.EVENT_READ)
                elif isinstance(key.fileobj, socket.socket) and key.fileobj in others:
                    _hand_on(key.fileobj, others, watching)


def _hand_on(one: socket.socket, others: dict[socket.socket, socket.socket], watching: selectors.BaseSelector) -> None:
    with suppress(OSError):
        if content := one.recv(65536):
            others[one].sendall(content)
            return
    for each in (one, others[one]):
        watching.unregister(each)
        others.pop(each)
        each.close()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
