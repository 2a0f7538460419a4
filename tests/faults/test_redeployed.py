"""With a real Prefect server: deployments are made anew while files arrive."""

from pathlib import Path

from tests.faults.orchestra import orchestra
from tests.faults.redeployed import redeployed


def test_each_file_is_imported_once_while_deployments_are_made_anew_twenty_times(tmp_path: Path) -> None:
    """And the same slot is started twice by hand."""
    with orchestra(tmp_path / "prefect") as prefect:
        assert redeployed(tmp_path / "home", prefect) == ()
