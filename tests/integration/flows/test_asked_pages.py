"""Pages of a report that are made when somebody asks: in another language, masked, to work in; never of an old one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.integration.flows.houses import USER, days_later, first_import, imported
from trunkload.flows.asked_pages import AskedPage, write_asked
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.kept_keys import folder_of, page_key
from trunkload.flows.reporting import masked_key, report_again, report_key
from trunkload.flows.retaining import Purge, purge
from trunkload.flows.wiring import House
from trunkload.reports.page_names import FIRST, FIRST_LIVE, FIRST_MASKED
from trunkload.storage.files import Content, LocalFiles
from trunkload.validation.language import Lang

ALL = [(first, lang) for first in (FIRST, FIRST_MASKED, FIRST_LIVE) for lang in Lang if (first, lang) != (FIRST, "en")]
"""Every way in which the report of an upload in English is told but the one that is kept."""

BESIDE = {"live.html", "report-masked.html", "de/report.html", "de/live.html", "de/report-masked.html"}


class Meanwhile(LocalFiles):
    """Something happens just before the first page in German is saved."""

    def __init__(self, root: Path, happens: Callable[[], object]) -> None:
        super().__init__(root)
        self._happens: list[Callable[[], object]] = [happens]

    def save(self, key: str, content: Content) -> str:
        while "/de/" in key and self._happens:
            self._happens.pop()()
        return super().save(key, content)


def pages_of(house: House, import_id: str) -> set[str]:
    """The names of all that lie there."""
    folder = folder_of(import_id)
    return {key.removeprefix(f"{folder}/") for key in house.files.keys(folder) if key.endswith(".html")}


def with_all_pages(house: House) -> str:
    import_id = first_import(house).id
    for first, lang in ALL:
        assert write_asked(house, AskedPage(import_id, 1, first, lang))
    return import_id


def german(house: House, import_id: str, first: str = FIRST) -> str:
    return house.files.open(page_key(import_id, 1, first, Lang.DE)).decode()


def test_a_report_is_told_in_the_language_of_whoever_looks(house: House) -> None:
    """The page in the language of the upload stays as it is, and the others lie beside it."""
    kept = house.files.open(report_key(first_import(house).id))
    import_id = with_all_pages(house)
    assert pages_of(house, import_id) == {"report.html", *BESIDE}
    assert house.files.open(report_key(import_id)) == kept
    assert "36 people are ready" in kept.decode()
    for first in (FIRST, FIRST_MASKED, FIRST_LIVE):
        assert '<html lang="de">' in german(house, import_id, first)
        assert "36 Personen sind bereit." in german(house, import_id, first)
    assert "Vorschlag übernehmen" in german(house, import_id, FIRST_LIVE)


def test_a_masked_page_hides_the_same_in_either_language(house: House) -> None:
    import_id = with_all_pages(house)
    for page in (house.files.open(masked_key(import_id)).decode(), german(house, import_id, FIRST_MASKED)):
        assert ("P. V." in page, "Petra" in page, "Petra" in german(house, import_id)) == (True, False, True)


def test_whatever_was_made_of_an_earlier_report_goes_as_soon_as_it_is_written_anew(house: House) -> None:
    import_id = with_all_pages(house)
    cancel_import(house, import_id, USER)
    report_again(house, import_id)
    assert pages_of(house, import_id) == {"report.html"}
    write_asked(house, AskedPage(import_id, 1, FIRST, Lang.DE))
    assert "Dieser Plan gilt nicht mehr" in german(house, import_id)


def test_a_page_of_a_report_that_is_written_anew_meanwhile_is_made_again(house: House) -> None:
    """Somebody gives the plan up while the page is being made of it."""
    import_id = first_import(house).id

    def given_up() -> None:
        cancel_import(house, import_id, USER)
        report_again(house, import_id)

    slow = replace(house, files=Meanwhile(house.settings.home / "files", given_up))
    assert write_asked(slow, AskedPage(import_id, 1, FIRST, Lang.DE))
    assert "Dieser Plan gilt nicht mehr" in german(house, import_id)


def test_of_a_long_report_only_the_page_that_is_asked_for_is_made(house: House, tmp_path: Path) -> None:
    """Whoever wants one page in German need not wait for all of them."""
    rows = (f"Nina{row};Neu;nina.{row}@example.org;0152 28817301;Köln\n" for row in range(1_001))
    sheet = tmp_path / "many.csv"
    sheet.write_text("Vorname;Nachname;E-Mail;Handynummer;Standort\n" + "".join(rows), "utf-8")
    import_id = imported(house, sheet).import_id
    assert write_asked(house, AskedPage(import_id, 2, FIRST, Lang.DE))
    assert not write_asked(house, AskedPage(import_id, 3, FIRST, Lang.DE))
    assert pages_of(house, import_id) == {"report.html", "report-2.html", "de/report-2.html"}


def test_the_command_line_writes_another_language_beside_the_kept_one(house: House) -> None:
    import_id = first_import(house).id
    assert report_again(house, import_id, Lang.DE) == f"imports/{import_id}/de/report.html"
    assert report_again(house, import_id, Lang.EN) == report_key(import_id)
    assert '<html lang="en">' in house.files.open(report_key(import_id)).decode()


def test_pages_in_every_language_go_with_their_import(house: House) -> None:
    import_id = with_all_pages(house)
    cancel_import(house, import_id, USER)
    lay = house.files.keys(folder_of(import_id))
    told = purge(days_later(house, 100), Purge(USER, 90))
    assert (told.imports, told.files.files) == ((import_id,), len(lay))
    assert house.files.keys(folder_of(import_id)) == ()
