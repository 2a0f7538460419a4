"""Knows the bad files: one mistake each, named for it, with what a person should see."""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from containers import compound_file

MOBILE = "0152 28817386"
HEADER = ("Nachname", "Vorname", "E-Mail", "Mobil", "Standort")
ANNA = ("Arndt", "Ute", "ute.arndt@example.org", MOBILE, "Köln")
BODO = ("Brandt", "Bodo", "bodo.brandt@example.org", MOBILE, "Köln")
CARL = ("Conrad", "Carl", "carl.conrad@example.org", MOBILE, "Berlin")
MADE_ON = datetime(2026, 11, 20)  # noqa: DTZ001  # the workbook's own time has no zone
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class BadSample:
    """`seen`: what the person is told; `code`: the finding or the refusal; exit 0 ready, 1 to fix, 2 unusable."""

    name: str
    seen: str
    code: str
    exit_code: int
    content: bytes


def text_table(rows: Rows, encoding: str = "utf-8-sig") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode(encoding)


def with_column(header: str, *cells: str) -> bytes:
    """Our people with one more column; the last of `cells` is the odd one."""
    people = (ANNA, BODO, CARL)
    return text_table([(*HEADER, header), *((*person, cell) for person, cell in zip(people, cells, strict=False))])


def with_mobile(mobile: str) -> bytes:
    return text_table([HEADER, ANNA, (*BODO[:3], mobile, BODO[4])])


def workbook(rows: Rows) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_ON})
        sheet = book.add_worksheet("Mitarbeiter")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return written.getvalue()


def changed_workbook(header: Sequence[str], change: Callable[[Any, Any], None]) -> bytes:
    """Our people in a workbook, with `change` made to its worksheet; it is given the format of a day too."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_ON})
        sheet = book.add_worksheet("Mitarbeiter")
        for place, row in enumerate((header, ANNA, BODO)):
            sheet.write_row(place, 0, row)
        change(sheet, book.add_format({"num_format": "d. mmm"}))
    return written.getvalue()


def patched(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The archive with one part changed; times fixed, so that the bytes are."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in given.namelist():
            body = given.read(name)
            new_body = body.replace(old, new) if name == part else body
            changed.writestr(zipfile.ZipInfo(name), new_body, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive; times fixed, so that the bytes are."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def picture() -> bytes:
    """A grey PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    size = (1).to_bytes(4)
    head = chunk(b"IHDR", size + size + bytes((8, 0, 0, 0, 0)))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


PLAIN = workbook([HEADER, ANNA, BODO])
BERLINERS = [
    (f"Muster{chr(97 + place // 26)}{chr(97 + place % 26)}", "Kim", f"kim{place:02}@example.org", MOBILE, "Berlin")
    for place in range(60)
]
WEB_PAGE = "<html><body><table><tr><td>Nachname</td><td>Vorname</td></tr></table></body></html>"
DOCTYPE = (b"?>\n<worksheet", b'?>\n<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>\n<worksheet')

UNUSABLE = (
    BadSample("empty.xlsx", "The file is empty: save it again and send that one.", "empty_file", 2, b""),
    BadSample("picture-named.xlsx", "This is no spreadsheet: send the XLSX or CSV.", "not_a_spreadsheet", 2, picture()),
    BadSample(
        "web-page-named.xls",
        "This is a web page under the name of a workbook: save it as .xlsx.",
        "unsupported_format",
        2,
        WEB_PAGE.encode(),
    ),
    BadSample(
        "from-a-mac.numbers",
        "Apple Numbers: export it as .xlsx.",
        "unsupported_format",
        2,
        archive({"Index/Document.iwa": b"", "Metadata/Properties.plist": b""}),
    ),
    BadSample(
        "very-old.xls",
        "Excel 5 or 95: save it as .xlsx.",
        "too_old_format",
        2,
        compound_file({"Book": bytes(4096)}),
    ),
    BadSample(
        "password-protected.xlsx",
        "The workbook is locked with a password: save it without one.",
        "password_protected",
        2,
        compound_file({"EncryptionInfo": bytes(4096), "EncryptedPackage": bytes(range(256)) * 16}),
    ),
    BadSample("cut-off.xlsx", "The file was cut off on its way: send it again.", "corrupt_archive", 2, PLAIN[:4000]),
    BadSample(
        "document-type.xlsx",
        "The workbook holds a document type, which Excel never writes: it is not opened.",
        "malicious_content",
        2,
        patched(PLAIN, "xl/worksheets/sheet1.xml", *DOCTYPE),
    ),
    BadSample(
        "dos-encoding.csv",
        "The umlauts are in an encoding that cannot be told (DOS): save it as CSV UTF-8.",
        "unknown_encoding",
        2,
        text_table([HEADER, ("Müller", "Jürgen", "juergen.mueller@example.org", MOBILE, "Köln")], "cp850"),
    ),
    BadSample(
        "open-quote.csv",
        "A quotation mark in row 2 is never closed.",
        "unreadable",
        2,
        text_table([HEADER]) + '"Arndt;Ute;ute.arndt@example.org;0152 28817386;Köln\r\n'.encode(),
    ),
    BadSample(
        "no-header.csv",
        "No row among the first 50 names the columns: add a header.",
        "header_not_found",
        2,
        text_table([ANNA, BODO]),
    ),
    BadSample(
        "missing-last-name.xlsx",
        "The column Nachname is missing; the columns found are listed.",
        "missing_column",
        2,
        workbook([HEADER[1:], ANNA[1:], BODO[1:]]),
    ),
    BadSample(
        "misspelt-last-name.csv",
        "The column Nachname is missing; Nachnahme is among the columns found.",
        "missing_column",
        2,
        text_table([("Nachnahme", *HEADER[1:]), ANNA]),
    ),
    BadSample("nobody.csv", "There is a header and nobody below it.", "no_rows", 2, text_table([HEADER])),
    BadSample(
        "password-column.csv",
        "Column F is a column of passwords: remove it. It is not read.",
        "password_column",
        2,
        with_column("Initialpasswort", "Geheim1", "Geheim2"),
    ),
    BadSample(
        "two-email-columns.csv",
        "Columns C and F both mean the e-mail address: rename or remove one.",
        "duplicate_header",
        2,
        with_column("dienstliche E-Mail", "ute.arndt@example.com", "bodo.brandt@example.com"),
    ),
    BadSample(
        "semicolon-too-many.csv",
        "Row 3 has more cells than the header: put the cell with the semicolon in quotation marks.",
        "row_ragged",
        2,
        text_table([HEADER, ANNA, (*BODO, "oder Berlin")]),
    ),
)

ROW_MISTAKES = (
    BadSample(
        "unknown-trunk.csv",
        "No trunk is called HAMBURG-1; the known ones are listed.",
        "trunk_unknown",
        1,
        with_column("SIP-Trunk", "KOELN-1", "HAMBURG-1"),
    ),
    BadSample(
        "no-trunk.csv",
        "Neither trunk nor site: with two trunks one must be chosen.",
        "trunk_missing",
        1,
        text_table([HEADER[:4], ANNA[:4], BODO[:4]]),
    ),
    BadSample(
        "unknown-site.csv",
        "No site is called Hamburg.",
        "site_unknown",
        1,
        text_table([HEADER, ANNA, (*BODO[:4], "Hamburg")]),
    ),
    BadSample(
        "missing-first-name.csv",
        "In row 3 the first name is missing.",
        "missing",
        1,
        text_table([HEADER, ANNA, (BODO[0], "", *BODO[2:])]),
    ),
    BadSample(
        "email-without-domain.csv",
        "The e-mail address ends at the @.",
        "email_form",
        1,
        text_table([HEADER, ANNA, (*BODO[:2], "bodo.brandt@", *BODO[3:])]),
    ),
    BadSample(
        "letters-in-mobile.csv",
        "A letter O stands where a zero belongs.",
        "phone_characters",
        1,
        with_mobile("O152 28817386"),
    ),
    BadSample(
        "digits-lost.csv",
        "Excel has shortened the number; its last digits are lost.",
        "phone_digits_lost",
        1,
        with_mobile("4,91523E+12"),
    ),
    BadSample(
        "landline-as-mobile.csv",
        "A landline number cannot get the SMS.",
        "mobile_not_mobile",
        1,
        with_mobile("0221 4710-300"),
    ),
    BadSample(
        "no-delivery.csv",
        "Neither a mobile number nor ohne Mobilfunknummer: the password could not be delivered.",
        "delivery_unclear",
        1,
        with_mobile(""),
    ),
    BadSample(
        "delivery-contradiction.csv",
        "A mobile number and ohne Mobilfunknummer: one of them must go.",
        "delivery_contradictory",
        1,
        with_column("Authentifizierung ohne Mobilfunknummer", "", "ja"),
    ),
    BadSample(
        "number-taken.csv",
        "The number 0221 4710-104 has a workplace already.",
        "number_assigned",
        1,
        with_column("Rufnummer", "", "0221 4710-104"),
    ),
    BadSample(
        "number-twice.csv",
        "Rows 2 and 3 want the same number.",
        "number_twice",
        1,
        with_column("Rufnummer", "0221 4710-300", "0221 4710-300"),
    ),
    BadSample(
        "number-parked.csv",
        "Extension 200 is parked and cannot be given.",
        "number_blocked",
        1,
        with_column("Durchwahl", "", "200"),
    ),
    BadSample(
        "number-of-function.csv",
        "Extension 900 belongs to a function.",
        "number_function",
        1,
        with_column("Durchwahl", "", "900"),
    ),
    BadSample(
        "number-in-future.csv",
        "Extension 950 comes free on 1 February 2027 only.",
        "number_future",
        1,
        with_column("Durchwahl", "", "950"),
    ),
    BadSample(
        "number-of-other-site.csv",
        "The number is one of Berlin, the row's site is Köln.",
        "number_of_other_site",
        1,
        with_column("Rufnummer", "", "030 23125-130"),
    ),
    BadSample(
        "number-too-long.csv",
        "The number has 14 digits without its 0; 12 are the most.",
        "phone_too_long",
        1,
        with_column("Rufnummer", "", "0221 4710-0001234"),
    ),
    BadSample(
        "durchwahl-110.csv",
        "No internal number begins with 110.",
        "internal_emergency",
        1,
        with_column("Durchwahl", "", "110"),
    ),
    BadSample(
        "username-taken.csv",
        "The username anna.schmidt is someone else's.",
        "username_taken",
        1,
        with_column("Benutzername", "", "anna.schmidt"),
    ),
    BadSample(
        "username-too-short.csv",
        "The username bob has three characters; five are the fewest.",
        "username_too_short",
        1,
        with_column("Benutzername", "", "bob"),
    ),
    BadSample(
        "duplicate-person.csv",
        "Rows 2 and 4 are one person.",
        "person_twice",
        1,
        text_table([HEADER, ANNA, BODO, ANNA]),
    ),
    BadSample(
        "staff-number-twice.csv",
        "Rows 2 and 3 have the same staff number.",
        "employee_id_twice",
        1,
        with_column("Personalnummer", "004711", "004711"),
    ),
    BadSample(
        "package-konferenz.csv",
        "Konferenz alone is no package: choose Basic, Plus or Premium.",
        "package_ambiguous",
        1,
        with_column("Konferenzpaket", "Plus", "Konferenz"),
    ),
    BadSample(
        "pool-too-small.csv",
        "Berlin is asked for 60 numbers and has 33 to give; twelve are internal numbers of Köln.",
        "no_free_number",
        1,
        text_table([HEADER, *BERLINERS]),
    ),
    BadSample(
        "capital-username.csv",
        "A warning: the username Bodo.Brandt is lowered to bodo.brandt.",
        "username_lowered",
        0,
        with_column("Benutzername", "", "Bodo.Brandt"),
    ),
    BadSample(
        "shared-mailbox.csv",
        "A warning: info@example.org looks like a shared mailbox.",
        "email_shared",
        0,
        text_table([HEADER, ANNA, (*BODO[:2], "info@example.org", *BODO[3:])]),
    ),
)

DAMAGE = (
    BadSample(
        "formula-without-result.xlsx",
        "A formula in E3 was never calculated: save the file in a spreadsheet program first.",
        "no_result",
        1,
        changed_workbook(HEADER, lambda sheet, _: sheet.write_formula("E3", '="Kö"&"ln"', None, "")),
    ),
    BadSample(
        "merged-over-rows.xlsx",
        "A warning: the site in merged cells counts for row 3 too.",
        "merged",
        0,
        changed_workbook(HEADER, lambda sheet, _: sheet.merge_range("E2:E3", "Köln")),
    ),
    BadSample(
        "merged-over-columns.xlsx",
        "Last and first name stand in merged cells: nobody can tell which is which.",
        "merged_across",
        1,
        changed_workbook(HEADER, lambda sheet, _: sheet.merge_range("A3:B3", "Bodo Brandt")),
    ),
    BadSample(
        "date-as-extension.xlsx",
        "The extension has become a date.",
        "date_stands_here",
        1,
        changed_workbook((*HEADER, "Durchwahl"), lambda sheet, day: sheet.write_datetime("F3", MADE_ON, day)),
    ),
    BadSample(
        "house-number-as-date.xlsx",
        "The house number has become 20 November; 11-20 is suggested.",
        "house_number_date",
        1,
        changed_workbook((*HEADER, "Hausnummer"), lambda sheet, day: sheet.write_datetime("F3", MADE_ON, day)),
    ),
    BadSample(
        "error-value-as-mobile.csv",
        "A formula found nothing: #NV is no mobile number.",
        "error_value",
        1,
        with_mobile("#NV"),
    ),
    BadSample(
        "error-value-as-department.csv",
        "A warning: the department #BEZUG! counts as empty.",
        "error_value_aside",
        0,
        with_column("Abteilung", "Vertrieb", "#BEZUG!"),
    ),
    BadSample(
        "truth-value-as-first-name.csv",
        "The truth value WAHR stands where a first name belongs.",
        "truth_value",
        1,
        text_table([HEADER, ANNA, (BODO[0], "WAHR", *BODO[2:])]),
    ),
    BadSample(
        "truth-value-as-title.csv",
        "A warning: the title FALSCH counts as empty.",
        "truth_value_aside",
        0,
        with_column("Titel", "", "FALSCH"),
    ),
    BadSample(
        "staff-number-rounded.csv",
        "The staff number was rounded; its last digits are lost.",
        "digits_lost",
        1,
        with_column("Personalnummer", "004711", "4,71E+11"),
    ),
    BadSample(
        "staff-number-with-point.csv",
        "A warning: the staff number 4711.0 is understood as 4711.",
        "decimal_zero",
        0,
        with_column("Personalnummer", "004711", "4711.0"),
    ),
    BadSample(
        "letter-in-extension.csv",
        "A letter O stands where a zero belongs; 306 is suggested.",
        "letters_in_digits",
        1,
        with_column("Durchwahl", "", "3O6"),
    ),
    BadSample(
        "apostrophe-before-mobile.csv",
        "A warning: an export left an apostrophe before the number.",
        "apostrophe_left",
        0,
        with_mobile("'0152 28817386"),
    ),
    BadSample(
        "staff-number-as-formula.csv",
        'A warning: an export wrote the staff number as ="004712".',
        "text_formula",
        0,
        with_column("Personalnummer", "004711", '="004712"'),
    ),
    BadSample(
        "two-mobile-numbers.csv",
        "Two numbers stand in one cell; the first is suggested.",
        "phone_two_numbers",
        1,
        with_mobile("0152 28817386, 0221 4710-300"),
    ),
    BadSample(
        "two-mobile-numbers-with-slash.csv",
        "Two numbers stand in one cell, the second by its last digit only; the first is suggested.",
        "phone_two_numbers",
        1,
        with_mobile("0152 2881738/6"),
    ),
    BadSample(
        "mobile-without-zero.csv",
        "The mobile number has lost its 0; the whole one is suggested.",
        "phone_no_prefix",
        1,
        with_mobile("15228817386"),
    ),
    BadSample(
        "two-email-addresses.csv",
        "Two addresses stand in one cell; the first is suggested.",
        "email_two_addresses",
        1,
        text_table([HEADER, ANNA, (*BODO[:2], "bodo.brandt@example.org; bodo@example.com", *BODO[3:])]),
    ),
    BadSample(
        "invisible-in-username.csv",
        "A warning: a character of no width is left out of the username.",
        "invisible_characters",
        0,
        with_column("Benutzername", "", "bodo\u200b.brandt"),
    ),
    BadSample(
        "fixed-blank-in-name.csv",
        "A warning: the no-break blank in the name counts as a blank.",
        "fixed_blank",
        0,
        text_table([HEADER, ANNA, ("von\u00a0Brandt", *BODO[1:])]),
    ),
    BadSample(
        "fixed-blank-in-email.csv",
        "A no-break blank stands in the e-mail address.",
        "fixed_blank_inside",
        1,
        text_table([HEADER, ANNA, (*BODO[:2], "bodo\u00a0brandt@example.org", *BODO[3:])]),
    ),
    BadSample(
        "wrong-encoding-in-name.csv",
        "MÃ¼ller was read in a wrong encoding; Müller is suggested.",
        "mojibake",
        1,
        text_table([HEADER, ANNA, ("MÃ¼ller", *BODO[1:])]),
    ),
    BadSample(
        "wrong-encoding-in-department.csv",
        "A warning: BÃ¼ro was read in a wrong encoding and stays as it is.",
        "mojibake_aside",
        0,
        with_column("Abteilung", "Vertrieb", "BÃ¼ro"),
    ),
    BadSample(
        "letter-lost-in-name.csv",
        "A question mark stands in the name where a letter was.",
        "characters_lost",
        1,
        text_table([HEADER, ANNA, (BODO[0], "J?rgen", *BODO[2:])]),
    ),
    BadSample(
        "letter-lost-in-department.csv",
        "A warning: the department has lost a letter and stays as it is.",
        "characters_lost_aside",
        0,
        with_column("Abteilung", "Vertrieb", "B\ufffdro"),
    ),
    BadSample(
        "house-number-as-date.csv",
        "The house number 1-3 has become 1 March; 1-3 is suggested.",
        "house_number_date",
        1,
        with_column("Hausnummer", "12a", "01. Mrz"),
    ),
    BadSample(
        "postal-code-without-zero.csv",
        "The postal code has four digits; 01067 is suggested.",
        "postal_code_zero_lost",
        1,
        with_column("PLZ", "50667", "1067"),
    ),
    BadSample(
        "activation-as-number.csv",
        "The date is the serial number 46447, which is 1 March 2027.",
        "date_serial",
        1,
        with_column("Aktivierungsdatum", "", "46447"),
    ),
    BadSample(
        "entry-as-number.csv",
        "A warning: the first day at work is the serial number 46447.",
        "entry_date_serial",
        0,
        with_column("Eintrittsdatum", "01.03.2027", "46447"),
    ),
    BadSample(
        "activation-day-and-month-swapped.csv",
        "Row 3 shows that the month was typed first: in row 2 day and month are swapped.",
        "date_swapped",
        1,
        with_column("Aktivierungsdatum", "04.03.2027", "03/15/2027"),
    ),
    BadSample(
        "entry-day-and-month-swapped.csv",
        "A warning: row 3 shows that in row 2 day and month are swapped.",
        "entry_date_swapped",
        0,
        with_column("Eintrittsdatum", "04.03.2027", "03/15/2027"),
    ),
    BadSample(
        "entry-four-years-off.csv",
        "A warning: one of the days is four years and a day off, as if counted from 1904.",
        "dates_four_years_off",
        0,
        with_column("Eintrittsdatum", "01.01.2027", "31.12.2022"),
    ),
)

BAD_SAMPLES = UNUSABLE + ROW_MISTAKES + DAMAGE
