"""What a start loads: the command line is quick because heavy libraries are imported where they are used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import trunkload
from tests.builders import sample_account
from trunkload.cli.exits import NEEDS_FIXING
from trunkload.storage.accounts import save_account
from trunkload.storage.database import open_database, writing
from trunkload.storage.upgrade import upgrade_database

PACKAGE = Path(trunkload.__file__).parent
COMMAND = str(Path(sys.executable).with_name("trunkload"))
SAMPLE = Path(__file__).parents[2] / "sample-data" / "new-staff.xlsx"
HEAVY = {"prefect", "pandas", "pandera", "sqlalchemy", "boto3", "structlog"}
NEEDLESS_FOR_CHECK = {
    "sqlalchemy",
    "alembic",
    "prefect",
    "httpx",
    "jinja2",
    "boto3",
    "openpyxl",
    "xlsxwriter",
    "ftfy",
} | {"structlog"}
FLOW_MODULES = {
    f"trunkload.flows.{name}"
    for name in (
        *("import_staff", "nightly_import", "approve_import", "submit_orders", "follow_orders"),
        *("sync_account", "tidy_up", "scheduler", "registering", "task_run", "slots", "freeing"),
        *("asking_approval", "approval_runs", "run_names", "run_house", "showing", "partition_tasks"),
    )
}


def loaded_by(*command: str, home: Path | None = None, code: int = 0) -> set[str]:
    """Names of all modules that `command` imports, as Python's own import timing reports them."""
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    if home is not None:
        environment["TRUNKLOAD_HOME"] = str(home)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr[-2000:]
    timed = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in timed}


def heavy(loaded: set[str], libraries: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in loaded} & libraries


def plain_modules() -> list[str]:
    """Every module of the package but the flow modules, scripts of the migrations and `__main__`."""
    files = (path.relative_to(PACKAGE.parent) for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files}
    return sorted(name for name in names - FLOW_MODULES if not name.endswith("__main__"))


def test_help_loads_no_heavy_library() -> None:
    loaded = loaded_by(COMMAND, "--help")
    assert "trunkload.cli" in loaded
    assert heavy(loaded, HEAVY) == set()


def test_check_loads_only_what_judging_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an account at hand, so that every row is judged and numbers are proposed; wherever files lie."""
    monkeypatch.setenv("TRUNKLOAD_FILES__STORE", "s3://telephony/live")
    ledger = open_database(f"sqlite:///{tmp_path / 'trunkload.sqlite'}")
    upgrade_database(ledger)
    with writing(ledger) as conn:
        save_account(conn, sample_account())
    ledger.dispose()
    loaded = loaded_by(COMMAND, "check", str(SAMPLE), home=tmp_path, code=NEEDS_FIXING)
    assert {"trunkload.storage.quick_account", "trunkload.orders.build", "pandera"} <= loaded
    assert heavy(loaded, NEEDLESS_FOR_CHECK) == set()
    assert [path.name for path in tmp_path.iterdir()] == ["trunkload.sqlite"]


def test_the_page_loads_nothing_that_its_workers_need(tmp_path: Path) -> None:
    """It runs for weeks beside them, and is to stay small; its house is open and its table of pages is there."""
    begun = (
        "from pathlib import Path; from trunkload.flows.wiring import open_house; "
        "from trunkload.settings import Settings; import trunkload.web.app; "
        f"open_house(Settings(home=Path({str(tmp_path)!r})))"
    )
    loaded = loaded_by(sys.executable, "-c", begun)
    assert "starlette" in loaded
    assert heavy(loaded, {"prefect", "pandas", "pandera", "pyarrow", "numpy", "boto3", "openpyxl", "httpx"}) == set()


def test_no_plain_step_loads_prefect() -> None:
    """The same story runs without Prefect: nothing but a flow module reaches it, not even by way of one."""
    plain = plain_modules()
    loaded = loaded_by(sys.executable, "-c", f"import {', '.join(plain)}")
    assert set(plain) <= loaded
    assert [name for name in loaded if name.partition(".")[0] == "prefect"] == []
