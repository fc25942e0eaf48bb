"""What every kind of document has, and the block that signs it."""

import json
from dataclasses import dataclass
from typing import ClassVar, Self

from printing.document_json import decoded, encoded, text_of


@dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """One who signs. role: as printed, with its brackets; standing_for: names both people and the kind."""

    role: str
    name: str = ""
    position: str = ""
    date: str = ""
    standing_for: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentBase:
    """What every print has. receipt: revision and short hash, printed at the foot, "" on what is not frozen."""

    kind: ClassVar[str]

    year_be: str
    agency: str
    draft: bool = False
    thai_digits: bool = False
    receipt: str = ""

    def to_json(self) -> str:
        """Canonical JSON: one document, one text."""
        return text_of({"kind": self.kind, **encoded(self)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The document of this kind in `text`; ValueError when it holds anything else."""
        content = json.loads(text)
        kind = content.pop("kind", None) if isinstance(content, dict) else None
        if kind != cls.kind:
            raise ValueError(f"a {kind}, not a {cls.kind}")
        document: Self = decoded(cls, content, cls.kind)
        return document
