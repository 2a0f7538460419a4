"""Knows how findings.md is made: run by hand with `python docs/guide/make_findings.py`; its output is committed."""

import re
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from trunkload.intake.refusal import RefusalCode  # noqa: E402  # found by the line above
from trunkload.validation.accepting import ACCEPTABLE  # noqa: E402  # the same
from trunkload.validation.catalog import CATALOG  # noqa: E402  # the same
from trunkload.validation.codes import Code  # noqa: E402  # the same

HEAD = """# Every finding and every refusal

Made by `python docs/guide/make_findings.py` from what the program says; a test fails where they differ. What stands in
braces is filled from the sheet: `{header}` is the person's own header, `{header_of_mobile}` that of another column,
`{value}` the cell as typed, `{places}` the rows that share it with their cells. Rules (S-, R-, N-)
are those of the domain; sections are those of the same document.
"""
SEVERITIES = {
    "blocked": "## Blocked: the row is not ordered",
    "warning": "## Warnings: the row is ordered, and a person should look",
    "note": "## Notes: good to know",
}
COUNTED = re.compile(r"\{(\w+):[^|}]*\|([^}]*)\}")
"""A count with its forms for one and for many; the second is shown."""

LANGUAGES = {"de": "Deutsch", "en": "English"}


def findings_page() -> str:
    """Every code with its rule, its sentence and its fix in both languages, by severity; then the refusals."""
    sentences = tomllib.loads((ROOT / "trunkload/validation/sentences.toml").read_text("utf-8"))
    refusals = tomllib.loads((ROOT / "trunkload/validation/refusals.toml").read_text("utf-8"))
    parts = [HEAD]
    for severity, title in SEVERITIES.items():
        codes = [code for code in Code if CATALOG[code].severity.value == severity]
        parts += [title, *(_entry(code.value, sentences[code.value], _about(code)) for code in codes)]
    parts.append("## Refusals: the file is not used at all (exit code 2)")
    for code in RefusalCode:
        variants = [key for key in refusals if _code_of(key) == code.value]
        parts += [_entry(key, refusals[key], "") for key in variants]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _about(code: Code) -> str:
    taken = ", `--accept-suggestions` takes its suggestion" if code in ACCEPTABLE else ""
    return f" ({CATALOG[code].rule}{taken})"


def _entry(key: str, words: dict[str, list[str]], about: str) -> str:
    told = {lang: COUNTED.sub(r"{\1} \2", " ".join(text for text in words[lang] if text)) for lang in LANGUAGES}
    lines = [f"- {name}: {told[lang]}" for lang, name in LANGUAGES.items()]
    return "\n".join([f"### `{key}`{about}", "", *lines])


def _code_of(key: str) -> str:
    """The code that a sentence belongs to: variants are named for it, the longest name counts."""
    return max((code.value for code in RefusalCode if key == code or key.startswith(f"{code.value}_")), key=len)


if __name__ == "__main__":
    (HERE / "findings.md").write_text(findings_page(), "utf-8")
