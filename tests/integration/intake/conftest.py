"""An office program, where this machine has one."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest


@pytest.fixture(scope="session")
def office(missing: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Converts a file by LibreOffice, in a profile of its own; answers where the result lies."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        missing("No LibreOffice on this machine: files saved by it are not read. Install libreoffice-calc-nogui.")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(source: Path, kind: str) -> Path:
        folder = tmp_path_factory.mktemp("saved")
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
        return next(folder.iterdir())

    return convert
