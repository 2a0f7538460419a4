"""Reading loads no library that only writing or failing needs."""

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "sample-data"
READ = """
import sys
from pathlib import Path
from trunkload.intake.read import read_sheet
from trunkload.intake.upload import open_upload
import trunkload.intake.template
read_sheet(open_upload(Path(sys.argv[1])))
print(*sorted({"openpyxl", "xlsxwriter", "rapidfuzz", "prefect", "sqlalchemy", "python_calamine"} & set(sys.modules)))
"""


@pytest.mark.parametrize("name", ["new-staff.xlsx", "new-staff.csv"])
def test_a_good_file_is_read_with_little(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", READ, SAMPLES / name], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
