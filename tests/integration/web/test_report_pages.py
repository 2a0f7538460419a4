"""A report is read in the language of whoever looks; the sheet of the house was sent in English."""

import pytest

from tests.integration.flows.houses import first_import
from tests.integration.portal.browser import told
from tests.integration.web.sites import logged_in
from trunkload.flows.wiring import House

GERMAN = "36 Personen sind bereit. 4 Zeilen brauchen eine Korrektur."
ENGLISH = "36 people are ready. 4 rows need fixing."


def report_of(house: House) -> str:
    return f"/imports/{first_import(house).id}/report.html"


@pytest.mark.parametrize("login", ["kim", "anna", "omar", "rita"])
def test_everybody_reads_the_report_in_the_own_language(house: House, address: str, login: str) -> None:
    for lang, said in (("de", GERMAN), ("en", ENGLISH), ("de", GERMAN)):
        page = logged_in(address, login, lang).opens(report_of(house))
        assert (f'<html lang="{lang}">' in page.text, said in told(page)) == (True, True)
        assert ("Petra" in page.text) is (login != "rita")


def test_a_language_that_is_chosen_at_a_report_counts_from_then_on(house: House, address: str) -> None:
    kim = logged_in(address, "kim")
    assert ENGLISH in told(kim.opens(report_of(house)))
    assert GERMAN in told(kim.opens(f"{report_of(house)}?lang=de"))
    assert GERMAN in told(kim.opens(report_of(house)))
    assert "Meine Importe" in told(kim.opens("/imports"))


def test_what_is_changed_in_one_language_is_read_in_the_other(house: House, address: str) -> None:
    kim, anna = logged_in(address, "kim", "de"), logged_in(address, "anna", "en")
    assert GERMAN in told(kim.opens(report_of(house)))
    kim.sends(report_of(house).replace("report.html", "cells"), take="F10=0152 28817386", seen="0")
    assert "37 Personen sind bereit. 3 Zeilen brauchen eine Korrektur." in told(kim.shown)
    assert "37 people are ready. 3 rows need fixing." in told(anna.opens(report_of(house)))


@pytest.mark.parametrize("page", ["report-2.html", "report-1.html", "report-0.html", "live.html", "de/report.html"])
def test_a_page_that_there_is_not_is_not_there_in_any_language(house: House, address: str, page: str) -> None:
    for lang in ("de", "en"):
        assert logged_in(address, "kim", lang).opens(report_of(house).replace("report.html", page)).status_code == 404
