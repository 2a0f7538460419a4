"""Way in: commands."""

import sys


def main() -> None:
    """The console script. Commands load what they need; `--help` loads none of it."""
    from trunkload.cli.app import app  # noqa: PLC0415 - so that importing the package costs nothing

    sys.exit(app(standalone_mode=True))
