"""The pictures that the documentation shows are those of the page as it is: the same story makes them anew."""

import struct
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.web.running import running_page
from tests.e2e.web.screenshots import FOLDER, SIZE, show_story

ROOT = Path(__file__).parents[3]
PNG_SIZE = struct.Struct(">16x2I")


def size_of(picture: Path) -> tuple[int, int]:
    width, height = PNG_SIZE.unpack_from(picture.read_bytes())
    return width, height


def test_every_picture_of_the_page_is_made_by_the_story(chromium: Browser, tmp_path: Path) -> None:
    with running_page(tmp_path / "home") as address:
        show_story(chromium, address, tmp_path)
    made = {picture.name: size_of(picture) for picture in tmp_path.glob("*.png")}
    assert made == {picture.name: (SIZE["width"], SIZE["height"]) for picture in FOLDER.glob("page-*.png")}


def test_each_of_them_is_shown() -> None:
    shown = "".join(path.read_text("utf-8") for path in (ROOT / "README.md", ROOT / "docs" / "guide" / "page.md"))
    assert [picture.name for picture in FOLDER.glob("page-*.png") if f"pictures/{picture.name}" not in shown] == []
