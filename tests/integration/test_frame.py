"""What the project promises about itself: its locks, and rooms that need nothing but Python."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))
PINNED = re.compile(r"[a-z0-9][a-z0-9._-]*(\[[a-z0-9,._-]+\])?==[^ ]+( ; .+)?( --hash=sha256:[0-9a-f]{64})+")


def requirements(lock: str) -> list[str]:
    """The requirements of a lock, one line each, without comments."""
    lines = [line for line in (ROOT / lock).read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [" ".join(line.split()) for line in joined.splitlines() if line.strip()]


def imported_names(module: Path) -> set[str]:
    """Top-level names of everything that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level or (node.module or "").split(".")[0])
    return found


def test_there_is_a_lock_for_setup_run_tests_benchmarks_postgresql_and_production() -> None:
    assert LOCKS == [
        "requirements-bench.lock",
        "requirements-dev.lock",
        "requirements-postgres.lock",
        "requirements-production.lock",
        "requirements-setup.lock",
        "requirements.lock",
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    """A lock with hosts inside works only where these hosts are reached."""
    assert "://" not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_dependency_has_one_version_and_its_hashes(lock: str) -> None:
    locked = requirements(lock)
    assert locked
    assert [line for line in locked if not PINNED.fullmatch(line)] == []


def test_what_tests_run_with_is_what_is_delivered() -> None:
    """A dependency that both locks name has the same version in both."""
    delivered = {line.split(" --hash")[0] for line in requirements("requirements.lock")}
    tested = {line.split(" --hash")[0] for line in requirements("requirements-dev.lock")}
    assert delivered - tested == set()


@pytest.mark.parametrize("module", ["inventory/number_plan.py", "orders/states.py"])
def test_the_number_plan_and_the_states_need_only_the_standard_library(module: str) -> None:
    assert imported_names(ROOT / "trunkload" / module) - sys.stdlib_module_names == set()
