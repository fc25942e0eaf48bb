"""One XML part of an Office file, parsed as a stream: well-formed, and without a document type."""

from dataclasses import dataclass
from xml.parsers import expat

from indicators.files.reasons import Code, Unacceptable


@dataclass(frozen=True, slots=True)
class Relationship:
    """A pointer from one part to another, or to something outside of the file."""

    kind: str
    target: str


class XmlPart:
    """Feed the part's bytes, then close. Raises Unacceptable at the first thing that must not be there.

    A document type is refused as such (ECMA-376 part 2 forbids it in packages): without one there are no
    entity declarations, neither those that grow without end nor those that read files.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.defaults: dict[str, str] = {}
        self.overrides: dict[str, str] = {}
        self.relationships: list[Relationship] = []
        # Old drawings (VML) are written by Office itself with unclosed tags.
        self._may_be_loose = name.lower().endswith(".vml")
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = _refuse_document_type
        if name == "[Content_Types].xml":
            self._parser.StartElementHandler = self._content_type
        elif name.lower().endswith(".rels"):
            self._parser.StartElementHandler = self._relationship

    @staticmethod
    def speaks_of(name: str) -> bool:
        """Whether the part called `name` is XML."""
        return name.lower().endswith((".xml", ".rels", ".vml"))

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the part."""
        self._parse(chunk, final=False)

    def close(self) -> None:
        """The part is at its end."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            if not self._may_be_loose:
                raise Unacceptable(Code.DAMAGED) from error

    def _content_type(self, element: str, attributes: dict[str, str]) -> None:
        content_type = attributes.get("ContentType", "").lower()
        if element.endswith(" Default"):
            self.defaults[attributes.get("Extension", "").lower()] = content_type
        elif element.endswith(" Override"):
            self.overrides[attributes.get("PartName", "").lower()] = content_type

    def _relationship(self, element: str, attributes: dict[str, str]) -> None:
        if element.endswith(" Relationship"):
            self.relationships.append(Relationship(attributes.get("Type", ""), attributes.get("Target", "")))


def _refuse_document_type(*_declaration: object) -> None:
    raise Unacceptable(Code.UNSAFE_ARCHIVE)
