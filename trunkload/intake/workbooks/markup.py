"""Knows how the XML parts of a workbook are walked through safely: no DOCTYPE, hence no entities."""

from collections.abc import Iterable
from typing import Final
from xml.parsers import expat

from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.damaged import no_xml

Attributes = dict[str, str]

TRUE: Final = ("1", "true")
"""How XML writes it (XML Schema part 2, 3.2.2)."""


def guarded_parser() -> expat.XMLParserType:
    """A parser that refuses a document type, where entities that grow without end would be declared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def walk(chunks: Iterable[bytes], parser: expat.XMLParserType) -> None:
    """Feed the whole part; raises Refused where it is no XML."""
    for chunk in chunks:
        feed(parser, chunk)
    feed(parser, b"", last=True)


def feed(parser: expat.XMLParserType, chunk: bytes, *, last: bool = False) -> None:
    """One piece of a part, or its last one; raises Refused where it is no XML, or in no encoding that is known."""
    try:
        parser.Parse(chunk, last)
    except (expat.ExpatError, ValueError):
        raise no_xml() from None
    except LookupError as error:
        if type(error) is not LookupError:
            raise
        raise no_xml() from None


def elements(chunks: Iterable[bytes], names: frozenset[str]) -> list[tuple[str, Attributes]]:
    """The elements of these local names in document order, with attributes without their prefixes."""
    found: list[tuple[str, Attributes]] = []

    def start(name: str, attributes: Attributes) -> None:
        local = name.rpartition(":")[2]
        if local in names:
            found.append((local, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    parser = guarded_parser()
    parser.StartElementHandler = start
    walk(chunks, parser)
    return found


class _Begun(Exception):  # noqa: N818  # no error: the first element was reached
    """The part's prolog is over; a document type can only stand in it."""


def prolog(beginning: bytes) -> None:
    """Look for a document type up to the first element. Raises Refused for one; what is no XML is nobody's to read."""

    def start(*_: object) -> None:
        raise _Begun

    parser = guarded_parser()
    parser.StartElementHandler = start
    try:
        parser.Parse(beginning, False)  # noqa: FBT003  # expat's own signature
    except (_Begun, expat.ExpatError, ValueError, LookupError):
        return


def _refuse_doctype(*_: object) -> None:
    raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "doctype"})
