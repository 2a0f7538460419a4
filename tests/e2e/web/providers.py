"""A provider of logins for tests: the npm package oidc-provider, as its own process."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

FOLDER = Path(__file__).parents[1] / "oidc"
SETTINGS = {
    "oidc_client_id": "page",
    "oidc_client_secret": "known-to-both-of-them",
    "oidc_roles": {"hr": "uploader", "telephony": "approver"},
}


def needs_provider(missing: Callable[[str], NoReturn]) -> None:
    if shutil.which("node") is None or not (FOLDER / "node_modules" / "oidc-provider").is_dir():
        missing("No provider of logins here: nobody logs in with a company account. Run .ci/system-packages.")


@contextmanager
def provider(port: int, way_back: str) -> Iterator[None]:
    """It lets anybody in with any password; `hr-nina` is in the groups hr and everybody."""
    command = ["node", "provider.mjs", str(port), way_back]
    process = subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        if process.stdout.readline() != "serving\n":
            pytest.fail(process.communicate(timeout=10)[1])
        yield
    finally:
        process.kill()
        process.communicate()
