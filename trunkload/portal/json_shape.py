"""Knows how to take typed values out of somebody else's JSON, or to say where its shape is another."""

from collections.abc import Mapping

Json = dict[str, object]


class ShapeError(Exception):
    """The JSON is not shaped as agreed; `path` is an RFC 6901 pointer, `expected` a word for what belongs there."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"{path or '/'}: {expected} expected")
        self.path = path
        self.expected = expected


def as_object(value: object, path: str = "") -> Json:
    if not isinstance(value, dict):
        raise ShapeError(path, "object")
    return value


def as_text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise ShapeError(path, "text")
    return value


def objects(value: object, path: str) -> list[Json]:
    """A list of objects."""
    if not isinstance(value, list):
        raise ShapeError(path, "list")
    return [as_object(one, f"{path}/{place}") for place, one in enumerate(value)]


def text_at(source: Mapping[str, object], key: str, path: str = "") -> str:
    return as_text(source.get(key), f"{path}/{key}")


def optional_text(source: Mapping[str, object], key: str, path: str = "") -> str | None:
    value = source.get(key)
    return None if value is None else as_text(value, f"{path}/{key}")


def object_at(source: Mapping[str, object], key: str, path: str = "") -> Json:
    return as_object(source.get(key), f"{path}/{key}")


def objects_at(source: Mapping[str, object], key: str, path: str = "") -> list[Json]:
    """The list of objects under `key`; an absent key is an empty list, as TM Forum APIs leave out what is empty."""
    value = source.get(key)
    return [] if value is None else objects(value, f"{path}/{key}")


def characteristics(source: Mapping[str, object], key: str, path: str = "") -> Json:
    """TM Forum's list of name and value as one object."""
    return {
        text_at(one, "name", f"{path}/{key}/{place}"): one.get("value")
        for place, one in enumerate(objects_at(source, key, path))
    }
