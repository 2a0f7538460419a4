"""WCAG 2.2 AA: text has a contrast of at least 4.5 to 1 on everything that it stands on, in light, dark and print."""

import re
from importlib.resources import files

import pytest

INKS_ON = {
    "--ink": ("--paper", "--panel", "--typed", "--blocked-tint", "--warning-tint", "--note-tint"),
    "--muted": ("--paper", "--panel", "--typed", "--note-tint"),
    "--link": ("--panel", "--typed"),
    "--blocked": ("--panel", "--blocked-tint"),
    "--warning": ("--warning-tint",),
    "--note": ("--note-tint",),
    "--ready": ("--panel",),
}


def themes() -> dict[str, dict[str, str]]:
    css = (files("trunkload") / "templates" / "report" / "page.css").read_text("utf-8")
    roots = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    return {
        name: dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", root))
        for name, root in zip(("light", "dark", "print"), roots, strict=True)
    }


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_every_text_can_be_read_on_what_it_stands_on(theme: str) -> None:
    colours = themes()[theme]
    pairs = [(ink, ground) for ink, grounds in INKS_ON.items() for ground in grounds]
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []


def test_black_on_white_has_the_contrast_that_the_standard_names() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
