"""Knows where the samples lie that come with the program."""

from pathlib import Path

import trunkload


def sample_folder() -> Path:
    """In a checkout beside the package, in an installed wheel inside it."""
    package = Path(trunkload.__file__).parent
    beside = package.parent / "sample-data"
    return beside if beside.is_dir() else package / "sample-data"
