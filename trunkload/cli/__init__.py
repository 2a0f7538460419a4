"""Way in: commands."""

import gc

LIVES_SHORT = 100_000
"""New objects between two garbage collections: importing makes many that all stay, and looking at them costs time."""


def main() -> None:
    """The console script. Commands load what they need; `--help` loads none of it."""
    gc.set_threshold(LIVES_SHORT, 50, 100)
    from trunkload.cli.app import app  # noqa: PLC0415 - so that importing the package costs nothing

    try:
        app()
    finally:
        # The process ends: searching all that was imported for garbage once more would free nothing.
        gc.freeze()
