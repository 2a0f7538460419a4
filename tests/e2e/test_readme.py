"""The README tells the truth: what it shows is what the commands print."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHANGING = (
    (r"imp-\d{4}-\d{2}-\d{2}-\d{4}", "IMPORT"),
    (r"--digest [0-9a-f]+", "--digest DIGEST"),
    (r"\d{4}-\d{2}-\d{2} \d{2}:\d{2} [A-Z+0-9:]+", "TIME"),
    (r"\S*/imports/", "HOME/imports/"),
    (r"\S*/outbox", "HOME/outbox"),
    (r"\S*trunkload approve", "trunkload approve"),
)
"""What differs from run to run: ids, digest, times, and where the program and its folder lie."""


@pytest.fixture(scope="module")
def shown() -> list[tuple[str, str]]:
    """Commands of the README's console blocks with the output below them."""
    blocks = re.findall(r"```console\n\$ (.*?)\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return [(command, steady(output)) for command, output in blocks]


def steady(text: str) -> str:
    for pattern, name in CHANGING:
        text = re.sub(pattern, name, text)
    return text.strip()


def test_the_readme_shows_what_demo_and_approve_print(shown: list[tuple[str, str]], tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRUNKLOAD_", "PREFECT_"))}
    environment = {**kept, "TRUNKLOAD_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    program = Path(sys.executable).with_name("trunkload")

    def run(*words: str) -> str:
        done = subprocess.run([program, *words], env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
        return done.stdout

    (_, demo), (approval, approved) = shown[:2]
    printed = run("demo")
    assert steady(printed) == demo

    command = printed.strip().splitlines()[-1].split()
    assert steady(" ".join(command)) == steady(approval)
    assert steady(run(*command[1:])) == approved
