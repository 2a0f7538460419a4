"""docs/guide/findings.md lists every code, as the program says it."""

import runpy
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


def test_the_guide_says_what_the_program_says() -> None:
    made = runpy.run_path(str(GUIDE / "make_findings.py"))["findings_page"]()
    written = (GUIDE / "findings.md").read_text("utf-8")
    assert written == made, "Run python docs/guide/make_findings.py and commit what it makes."
