"""What a start loads: the command line is quick because heavy libraries are imported where they are used."""

import os
import subprocess
import sys
from pathlib import Path

import trunkload

PACKAGE = Path(trunkload.__file__).parent
HEAVY = {"prefect", "pandas", "pandera", "sqlalchemy", "boto3"}
FLOW_MODULES = {
    f"trunkload.flows.{name}" for name in ("import_staff", "submit_orders", "follow_orders", "serve", "task_run")
}


def loaded_by(*command: str) -> set[str]:
    """Names of all modules that `command` imports, as Python's own import timing reports them."""
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    timed = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in timed}


def plain_modules() -> list[str]:
    """Every module of the package but the flow modules, scripts of the migrations and `__main__`."""
    files = (path.relative_to(PACKAGE.parent) for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files}
    return sorted(name for name in names - FLOW_MODULES if not name.endswith("__main__"))


def test_help_loads_no_heavy_library() -> None:
    loaded = loaded_by(str(Path(sys.executable).with_name("trunkload")), "--help")
    assert "trunkload.cli" in loaded
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()


def test_no_plain_step_loads_prefect() -> None:
    """The same story runs without Prefect: nothing but a flow module reaches it, not even by way of one."""
    plain = plain_modules()
    loaded = loaded_by(sys.executable, "-c", f"import {', '.join(plain)}")
    assert set(plain) <= loaded
    assert [name for name in loaded if name.partition(".")[0] == "prefect"] == []
