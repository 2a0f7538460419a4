"""What a carrier's export says of the rows that were ordered."""

from collections.abc import Mapping as Pairs
from dataclasses import replace

import pytest

from tests.unit.portal.handover.builders import ANNA, BEN, CORA, mapping_of
from trunkload.intake.choices import AS_ASKED
from trunkload.intake.limits import LIMITS
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.upload import upload_of
from trunkload.orders.states import OrderState
from trunkload.portal.handover.export import Export, read_export
from trunkload.portal.handover.mapping import Back, Mapping
from trunkload.portal.handover.mapping_reading import load_mapping
from trunkload.portal.handover.matching import Asked, Finder, NotDone, Told, tell
from trunkload.portal.handover.record import HandedItem
from trunkload.portal.protocol import WorkplaceItem

WORKSHEET = load_mapping("worksheet")
OWN_WORDS = Back({}, {}, ("number", "username"))
REASONS = {why: f"because {why.value}" for why in NotDone}
ANNAS = {"number": ANNA.number, "username": "anna.mueller", "family_name": "Müller", "package": "plus"}


def export(*rows: Pairs[str, str | None]) -> Export:
    return Export(
        {place: dict(row) for place, row in enumerate(rows, start=2)}, frozenset(rows[0]) if rows else frozenset()
    )


def told(
    item: WorkplaceItem | HandedItem, *rows: Pairs[str, str | None], final: bool = False, mapping: Mapping = WORKSHEET
) -> Told:
    handed = item if isinstance(item, HandedItem) else HandedItem(item)
    read = export(*rows)
    asked = Asked(mapping, "KOELN-1", REASONS, final)
    return tell(handed, Finder(read, mapping.back.keys), read, asked, "new-1")


def read(text: str, back: Back = OWN_WORDS, encoding: str = "utf-8") -> Export:
    return read_export(upload_of("export.csv", text.encode(encoding)), AS_ASKED, LIMITS, back)


def test_a_workplace_that_is_there_as_ordered_is_completed() -> None:
    answer = told(ANNA, ANNAS)
    assert (answer.handed.state, answer.handed.workplace_id, answer.row) == (OrderState.COMPLETED, "new-1", 2)
    assert answer.differing == ()
    assert answer.handed.found == ANNAS


def test_a_workplace_that_is_there_otherwise_is_completed_with_its_differences() -> None:
    answer = told(ANNA, ANNAS | {"package": "none", "family_name": "Mueller"})
    assert answer.handed.state is OrderState.COMPLETED
    assert answer.differing == (("family_name", "Müller", "Mueller"), ("package", "plus", "none"))


def test_a_workplace_that_is_not_there_stays_open_until_the_list_is_final() -> None:
    other = ANNAS | {"number": "+492214710009", "username": "ute.beck"}
    assert told(ANNA, other).handed == HandedItem(ANNA)
    failed = told(ANNA, other, final=True).handed
    assert (failed.state, failed.code, failed.reason) == (OrderState.FAILED, "NOT_SET_UP", "because NOT_SET_UP")


def test_a_workplace_under_another_number_is_found_by_its_username() -> None:
    answer = told(ANNA, ANNAS | {"number": "+492214710009"})
    assert answer.handed.state is OrderState.COMPLETED
    assert answer.differing == (("number", "+492214710001", "+492214710009"),)


def test_of_two_rows_with_one_number_none_is_guessed() -> None:
    answer = told(ANNA, ANNAS, ANNAS | {"username": "ute.beck"})
    assert (answer.row, answer.handed.state) == (None, OrderState.PENDING)


def test_a_change_is_done_when_it_shows() -> None:
    """Until then the list may be of a day before it."""
    there = {"number": BEN.number, "username": BEN.username, "package": "plus"}
    assert told(BEN, there).handed.state is OrderState.PENDING
    assert told(BEN, there | {"package": "none"}).handed.state is OrderState.COMPLETED
    final = told(BEN, there, final=True)
    assert (final.handed.state, final.handed.workplace_id) == (OrderState.COMPLETED, "wp-5002")
    assert final.differing == (("package", "none", "plus"),)


def test_a_removal_is_done_when_the_workplace_is_gone() -> None:
    there = {"number": CORA.number, "username": CORA.username}
    assert told(CORA, there).handed.state is OrderState.PENDING
    failed = told(CORA, there, final=True).handed
    assert (failed.state, failed.code) == (OrderState.FAILED, "STILL_THERE")
    gone = told(CORA, ANNAS).handed
    assert (gone.state, gone.workplace_id) == (OrderState.COMPLETED, "wp-5003")
    next_holder = told(CORA, there | {"username": "ute.beck"}).handed
    assert next_holder.state is OrderState.COMPLETED


def test_what_is_final_keeps_its_state_and_tells_what_is_there_now() -> None:
    done = replace(HandedItem(ANNA), state=OrderState.COMPLETED, workplace_id="wp-1")
    later = told(done, ANNAS | {"package": "basic"}).handed
    assert (later.state, later.workplace_id) == (OrderState.COMPLETED, "wp-1")
    assert later.found is not None
    assert later.found["package"] == "basic"
    assert told(done, ANNAS | {"number": "+492214710009", "username": "ute.beck"}).handed.found is None


@pytest.mark.parametrize(
    ("name", "differing"),
    [
        ("Anna Müller", ()),
        ("Anna Mueller", (("family_name", "Müller", "Mueller"),)),
        ("Ana Müller", (("given_name", "Anna", "Ana"),)),
        ("Müller, Anna", (("given_name", "Anna", None), ("family_name", "Müller", "Müller, Anna"))),
        (None, (("given_name", "Anna", None), ("family_name", "Müller", None))),
    ],
)
def test_a_name_in_one_cell_is_compared_by_its_parts_where_one_is_known(
    name: str | None, differing: tuple[tuple[str, str | None, str | None], ...]
) -> None:
    assert told(ANNA, {"number": ANNA.number, "name": name}).differing == differing


def test_a_defused_text_that_comes_back_is_as_ordered() -> None:
    assert told(replace(ANNA, family_name="=1+1"), ANNAS | {"family_name": "'=1+1"}).differing == ()


def test_the_carriers_word_for_every_other_value_is_as_ordered() -> None:
    own = mapping_of(
        'format = "csv"\n[[column]]\nheader = "Nr"\nfield = "number"\n[[column]]\nheader = "Conference"\n'
        'field = "package"\nvalues = { premium = "TRUE", "*" = "FALSE" }\n'
    )
    assert told(ANNA, {"number": ANNA.number, "package": "FALSE"}, mapping=own).differing == ()
    premium = read("Nr;Conference\n+492214710001;TRUE\n", own.back).rows[2]
    assert told(ANNA, premium, mapping=own).differing == (("package", "plus", "premium"),)


def test_an_address_counts_only_where_one_was_ordered() -> None:
    nowhere = replace(ANNA, street=None, house_number=None, postal_code=None, city=None, country=None)
    assert told(nowhere, ANNAS | {"street": "Musterallee", "city": "Berlin"}).differing == ()


def test_an_export_is_read_in_any_dialect_by_our_own_words() -> None:
    header = "Rufnummer;Benutzername;Vorname;Nachname;Konferenzpaket"
    row = "(0221) 4710-001;anna.mueller;Anna;Müller;Konferenz Plus"
    found = read(f"Arbeitsplätze;;\n{header}\n{row}\n", encoding="cp1252")
    assert found.rows == {
        3: {
            "number": "+492214710001",
            "username": "anna.mueller",
            "given_name": "Anna",
            "family_name": "Müller",
            "package": "plus",
        }
    }
    assert found.fields == {"number", "username", "given_name", "family_name", "package"}


@pytest.mark.parametrize(
    "typed", ["+492214710001", "492214710001", "0221 4710001", "+49 221 4710-001", '"Anna Müller" <+492214710001>']
)
def test_a_number_is_the_same_in_every_notation(typed: str) -> None:
    quoted = typed.replace('"', '""')
    assert read(f'Nr,Name\n"{quoted}",x\n', Back({"Nr": "number"}, {}, ("number",))).rows == {
        2: {"number": "+492214710001"}
    }


def test_an_empty_cell_is_nothing_and_a_column_that_is_not_there_is_unknown() -> None:
    found = read("Rufnummer;Mobilfunknummer\n+492214710001;\n")
    assert found.rows == {2: {"number": "+492214710001", "mobile": None}}
    assert "email" not in found.fields


def test_a_file_without_a_key_is_refused_with_headers_that_would_do() -> None:
    with pytest.raises(Refused) as refused:
        read("Vorname;Nachname\nAnna;Müller\n", load_mapping("freepbx").back)
    assert refused.value.code is RefusalCode.HEADER_NOT_FOUND
    assert refused.value.params["headers"] == "extension, outboundcid"


def test_two_columns_for_one_thing_are_not_guessed() -> None:
    with pytest.raises(Refused) as refused:
        read("Rufnummer;Telefonnummer\n+492214710001;+492214710002\n")
    assert refused.value.code is RefusalCode.DUPLICATE_HEADER
    assert refused.value.params["columns"] == "A, B"


def test_a_list_of_nothing_ends_no_workplace() -> None:
    with pytest.raises(Refused) as refused:
        read("Rufnummer;Benutzername\n")
    assert refused.value.code is RefusalCode.NO_ROWS
