"""A mapping file that is not understood is named, with its key and line."""

import pytest

from tests.unit.portal.handover.builders import mapping_of
from trunkload.portal.handover.failures import HandoverFileError, HandoverProblem
from trunkload.portal.handover.mapping import Constant, Dialect, Format, Quote, Said
from trunkload.portal.handover.mapping_reading import load_mapping

WHOLE = """\
name = "Own portal"
format = "csv"
encoding = "cp1252"
delimiter = ";"
line_end = "crlf"
quote = "all"
actions = ["add", "delete"]

[source]
title = "Import guide"
address = "https://example.org/import"
not_verified = ["Site"]

[[column]]
header = "Number"
field = "number.national"
max_length = 14

[[column]]
header = "Who"
template = "{family_name}, {given_name}"

[[column]]
header = "Site"
constant = "HQ"

[[column]]
header = "Conference"
field = "package"
values = { premium = "TRUE", "*" = "FALSE" }

[back]
keys = ["number"]

[back.columns]
"Phone" = "number"

[back.values.package]
"Yes" = "premium"
"""


def changed(old: str, new: str) -> str:
    assert WHOLE.count(old) == 1
    return WHOLE.replace(old, new)


def test_a_mapping_says_everything_about_the_file_and_its_way_back() -> None:
    mapping = mapping_of(WHOLE)
    assert (mapping.name, mapping.format) == ("Own portal", Format.CSV)
    assert mapping.dialect == Dialect("cp1252", ";", "\r\n", Quote.ALL)
    assert sorted(mapping.actions) == ["add", "delete"]
    assert [column.header for column in mapping.columns] == ["Number", "Who", "Site", "Conference"]
    assert mapping.columns[0].max_length == 14
    assert mapping.columns[1].parts == (Said("family_name"), Constant(", "), Said("given_name"))
    assert mapping.columns[2].parts == (Constant("HQ"),)
    assert (mapping.back.columns, mapping.back.keys) == ({"Phone": "number"}, ("number",))
    assert mapping.back.words == {"package": {"Yes": "premium"}}
    assert mapping.source.not_verified == ("Site",)


def test_without_a_way_back_an_export_is_taken_to_have_the_columns_of_the_file() -> None:
    mapping = mapping_of(
        'format = "xlsx"\n[[column]]\nheader = "Nr"\nfield = "number.din"\n'
        '[[column]]\nheader = "Ext"\nfield = "number.extension"\n'
        '[[column]]\nheader = "P"\nfield = "package"\nvalues = { plus = "Konferenz Plus", "*" = "–" }\n'
    )
    assert mapping.back.columns == {"Nr": "number", "P": "package"}
    assert mapping.back.words["package"] == {"Konferenz Plus": "plus"}
    assert mapping.back.keys == ("number", "username")


P = HandoverProblem


@pytest.mark.parametrize(
    ("text", "problem", "key", "line"),
    [
        ("format = ", P.NOT_TOML, "", 1),
        (changed('format = "csv"', 'format = "pdf"'), P.UNKNOWN, "format", 2),
        (changed('format = "csv"\n', ""), P.MISSING, "format", 1),
        (changed('encoding = "cp1252"', 'encoding = "klingon"'), P.UNKNOWN, "encoding", 3),
        (changed('delimiter = ";"', 'delimiter = ";;"'), P.FORM, "delimiter", 4),
        (changed('line_end = "crlf"', 'line_end = "cr"'), P.UNKNOWN, "line_end", 5),
        (changed('quote = "all"', 'qoute = "all"'), P.UNKNOWN, "qoute", 6),
        (changed('"add", "delete"', '"add", "replace"'), P.UNKNOWN, "actions", 7),
        (changed("number.national", "number.local"), P.UNKNOWN, "column[0].field", 16),
        (changed("max_length = 14", 'max_length = "14"'), P.FORM, "column[0].max_length", 17),
        (changed("{family_name}, ", "{surname}, "), P.UNKNOWN, "column[1].template", 21),
        (changed("{family_name}, ", "{family_name!r}, "), P.FORM, "column[1].template", 21),
        (changed('constant = "HQ"', 'constant = "HQ"\nfield = "trunk"'), P.TWICE, "column[2].constant", 25),
        (changed('constant = "HQ"', ""), P.MISSING, "column[2].field", 23),
        (changed('header = "Who"', 'header = "Number"'), P.TWICE, "column[1].header", 20),
        (changed('header = "Who"', 'header = "Имя"'), P.FORM, "column[1].header", 20),
        (changed('"Phone" = "number"', '"Phone" = "nubmer"'), P.UNKNOWN, "back.columns.Phone", 36),
        (changed('keys = ["number"]', 'keys = ["phone"]'), P.UNKNOWN, "back.keys", 33),
        (changed("[back.values.package]", "[back.values.pakage]"), P.UNKNOWN, "back.values.pakage", 38),
        (changed('"Yes" = "premium"', '"Yes" = 1'), P.FORM, "back.values.package", 38),
        ('name = "x"\nformat = "csv"\n', P.MISSING, "column", 1),
    ],
)
def test_what_is_not_understood_is_named_with_its_line(
    text: str, problem: HandoverProblem, key: str, line: int
) -> None:
    with pytest.raises(HandoverFileError) as failed:
        mapping_of(text)
    told = failed.value
    assert (told.file_problem, told.file, told.key, told.line) == (problem, "own.toml", key, line)
    assert told.permanent
    assert not told.sent


def test_a_mapping_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(HandoverFileError) as failed:
        load_mapping("companyflexx")
    assert failed.value.file_problem is HandoverProblem.NO_SUCH_FILE
    assert failed.value.takes == "3cx, companyflex, freepbx, webex, worksheet, zoom"
