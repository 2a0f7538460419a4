"""The people of uploads are kept as digests and found again, the last upload first, on both databases."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
from sqlalchemy import Engine

from tests.integration.storage.builders import IMPORT, NOW, OTHER, record
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import save_import
from trunkload.storage.uploaded_people import forget_people, keep_people, read_uploads
from trunkload.validation.comparing.digests import WAYS
from trunkload.validation.comparing.people import People


def people(*rows: int) -> People:
    """Every second of them needed fixing; digests as large as they get."""
    places = np.array(rows, dtype=np.int32)
    largest = np.uint64(2**64 - 1)
    return People(places, places % 2 == 0, {way: largest - places.astype(np.uint64) for way in WAYS})


def filled(engine: Engine) -> None:
    with writing(engine) as conn:
        save_import(conn, record())
        save_import(conn, replace(record(), id=OTHER, received_at=NOW + timedelta(hours=1), file_name="later.csv"))
        keep_people(conn, IMPORT, people(2, 3, 4))
        keep_people(conn, OTHER, people(9))


def test_uploads_come_back_as_they_were_kept_the_last_first(engine: Engine) -> None:
    filled(engine)
    with reading(engine) as conn:
        later, first = read_uploads(conn)
    assert (later.import_id, first.import_id) == (OTHER, IMPORT)
    assert first.people.rows_to_fix.tolist() == [2, 4]
    assert first.people.digests["name"].tolist() == [2**64 - 3, 2**64 - 4, 2**64 - 5]


def test_kept_again_they_take_the_place_of_the_first(engine: Engine) -> None:
    """A step that is run once more must not fail."""
    filled(engine)
    with writing(engine) as conn:
        keep_people(conn, IMPORT, people(7, 8))
    with reading(engine) as conn:
        assert [one.people.rows.tolist() for one in read_uploads(conn)] == [[9], [7, 8]]


def test_what_is_forgotten_is_compared_with_nothing(engine: Engine) -> None:
    filled(engine)
    with writing(engine) as conn:
        forget_people(conn, OTHER)
    with reading(engine) as conn:
        assert [one.import_id for one in read_uploads(conn)] == [IMPORT]


def test_those_of_one_user_are_found_alone(engine: Engine) -> None:
    with writing(engine) as conn:
        save_import(conn, replace(record(), uploaded_by="kim"))
        save_import(conn, replace(record(), id=OTHER, file_name="later.csv", uploaded_by="lena"))
        keep_people(conn, IMPORT, people(2, 3))
        keep_people(conn, OTHER, people(9))
    with reading(engine) as conn:
        assert [one.import_id for one in read_uploads(conn, "kim")] == [IMPORT]
