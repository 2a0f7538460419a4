"""Knows the ways in which a workbook is broken, as refusals."""

from trunkload.intake.refusal import RefusalCode, Refused


def damaged() -> Refused:
    """What the file says of itself cannot be true."""
    return Refused(RefusalCode.UNREADABLE, params={"what": "workbook"})


def cut_off() -> Refused:
    """The file ends before what it announces."""
    return Refused(RefusalCode.CORRUPT_ARCHIVE)


def no_xml() -> Refused:
    """A part is no XML, or none of a workbook."""
    return Refused(RefusalCode.UNREADABLE, params={"what": "xml"})
