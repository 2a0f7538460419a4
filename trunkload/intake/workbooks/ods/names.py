"""Knows the usual prefixes of OpenDocument's names, and brings others to them."""

from typing import Final

from trunkload.intake.workbooks.markup import Attributes

OPEN_DOCUMENT: Final = "urn:oasis:names:tc:opendocument:xmlns:"
USUAL: Final = {
    **{f"{OPEN_DOCUMENT}{name}:1.0": name for name in ("office", "style", "table", "text")},
    f"{OPEN_DOCUMENT}datastyle:1.0": "number",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}


class Names:
    """Prefixes as the document's first element declares them."""

    def __init__(self, first: Attributes) -> None:
        declared = {name.partition(":")[2]: uri for name, uri in first.items() if name.split(":")[0] == "xmlns"}
        self.usual = {prefix: USUAL[uri] for prefix, uri in declared.items() if uri in USUAL}
        self.are_usual = all(prefix == usual for prefix, usual in self.usual.items())

    def of_element(self, name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        usual = self.usual.get(prefix)
        return f"{usual}:{local}" if usual else f"{prefix}{colon}{local}"

    def of_attributes(self, attributes: Attributes) -> Attributes:
        """An attribute without a prefix has none, whatever its element's is."""
        return {self.of_element(name) if ":" in name else name: value for name, value in attributes.items()}
