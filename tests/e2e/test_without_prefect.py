"""Where no Prefect API is configured, no command loads Prefect, from the first line to the last order."""

from pathlib import Path

from tests.e2e.console import SCRIPT, Console
from tests.integration.cli.looks import first_import

SHEET = Path(__file__).parents[2] / "sample-data" / "new-staff.xlsx"
NEVER = {"prefect", "fastapi", "boto3", "openpyxl", "alembic.command"}
NEVER_BY_CHECK = {"alembic", "httpx", "jinja2", "trunkload.portal.tmforum", "trunkload.notify.outbox"}


def loaded(console: Console, *arguments: str | Path) -> set[str]:
    """Every module that the command imported."""
    timed = Console(console.folder, (("PYTHONPROFILEIMPORTTIME", "1"),)).run(*arguments)
    assert timed.code in {0, 1}
    lines = [line for line in timed.err.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def test_the_whole_story_runs_without_prefect(console: Console) -> None:
    assert SCRIPT.is_file()
    assert console.run("carrier", "init", SHEET.with_name("account.toml")).code == 0
    checked = loaded(console, "check", SHEET)
    imported = loaded(console, "import", SHEET)
    import_id, digest = first_import(console.home)
    approved = loaded(console, "approve", import_id, "--digest", digest)
    assert "trunkload.cli.check" in checked
    assert checked & NEVER_BY_CHECK == set()
    assert "trunkload.flows.story" in imported & approved
    assert (checked | imported | approved) & NEVER == set()
