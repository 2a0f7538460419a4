"""Records for machines: CSV that no spreadsheet program runs, JSON that any program reads."""

import json

from trunkload.reports.records import written_records

NAMES = ("number", "who", "rows")
ROWS = (("+492214710100", "=1+1", 5), ("+492214710101", None, None), ("+492214710102", 'Kim "Kiki", Groß', 0))


def test_csv_keeps_the_key_and_leads_what_would_be_run_by_an_apostrophe() -> None:
    assert "".join(written_records(NAMES, ROWS, "csv")) == (
        'number,who,rows\r\n+492214710100,\'=1+1,5\r\n+492214710101,,\r\n+492214710102,"Kim ""Kiki"", Groß",0\r\n'
    )


def test_json_keeps_everything_as_it_is() -> None:
    told = json.loads("".join(written_records(NAMES, ROWS, "json")))
    assert [tuple(one.values()) for one in told] == list(ROWS)


def test_no_rows_are_an_empty_list_in_both() -> None:
    assert "".join(written_records(NAMES, (), "csv")) == "number,who,rows\r\n"
    assert json.loads("".join(written_records(NAMES, (), "json"))) == []
