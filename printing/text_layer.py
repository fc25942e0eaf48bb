"""The text under the page equals the text that went in, in every reader and for every font.

A PDF keeps for each code of a font the characters it stands for. WeasyPrint uses glyph numbers as codes and
remembers for each the first text it was met with. Thai breaks that: the shaper draws SARA AM as NIKHAHIT and
SARA AA, so one and the same SARA AA glyph stands now for "า", now for "ำ", and whichever came first wins.

Here nothing is guessed from the font. While WeasyPrint draws, `RecordedFonts` notes for every glyph the very
characters it was shaped from; when the PDF is complete, `TextLayer` rewrites the strings it shows:

- a glyph gets one code for each text it stands for (the code leads back to the glyph by CIDToGIDMap);
- a cluster that draws at least as many characters as glyphs gives its characters to its glyphs in order;
- a cluster that draws more glyphs than characters (NIKHAHIT + SARA AA for "ำ") becomes one composite glyph,
  added to the embedded font, with the parts where the shaper put them; so does a mark that is raised.

- a line of codes that one of the five lines before it already showed begins with another code for the same
  glyph: PDFium takes equal pieces of text that nearly touch for one that was printed twice, and drops them.

So no code is without text, none is ambiguous, and the page looks as before. It leans on two habits of the
pinned WeasyPrint: `document.fonts` is where it keeps fonts, and it asks `glyph in font.to_unicode` for each
glyph it draws. Should either change, the record no longer fits the pages and `TextLayerError` says so.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pydyf
from weasyprint.pdf.stream import Stream

from printing.font_file import Part, with_composites
from printing.shown_text import Glyph, Move, Operator, ShownText


class TextLayerError(Exception):
    """What was recorded and what stands on the pages differ."""


class Drawn(NamedTuple):
    """One glyph drawn: the font's resource name, the glyph, and the characters its cluster ends with here."""

    font: str
    glyph: int
    text: str


class _Recorder(dict[int, str]):
    """A font's map of glyph to text that claims to know no glyph, and so hears of each one drawn."""

    def __init__(self, font: str, drawn: list[Drawn]) -> None:
        super().__init__()
        self._font = font
        self._drawn = drawn

    def __contains__(self, glyph: object) -> bool:
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        self._drawn.append(Drawn(self._font, glyph, text))
        super().__setitem__(glyph, text)


class RecordedFonts(dict[int, Any]):
    """Stands in for `document.fonts`; `drawn` lists every glyph in the order of drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Drawn] = []

    def __setitem__(self, key: int, font: Any) -> None:
        font.to_unicode = _Recorder(font.hash, self.drawn)
        super().__setitem__(key, font)


@dataclass
class _Codes:
    """The codes of one font: what each stands for, draws, and how wide it is (thousandths of an em)."""

    widths: dict[int, float]
    missing: frozenset[int]
    first_free: int
    added: dict[int, int] | None = None
    text: dict[int, str] = field(default_factory=dict)
    glyph: dict[int, int] = field(default_factory=dict)
    width: dict[int, float] = field(default_factory=dict)
    composites: dict[int, tuple[Part, ...]] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)
    _known: dict[tuple[object, str], int] = field(default_factory=dict)

    def of_glyph(self, glyph: int, rise: int, text: str) -> int:
        """The code of `glyph`, `rise` above the line, where it stands for `text`.

        The first text met keeps the glyph's own number. A raised glyph, and the frame for a character that the
        font lacks (whose number no glyph has), are composites of one part.
        """
        if rise or glyph in self.missing:
            return self.of_composite((self.part(glyph, 0, rise),), round(self.widths[glyph]), text)
        code = self._known.get((glyph, text))
        if code is None:
            code = self._new() if glyph in self.text else glyph
            self._keep(code, glyph, text, self.widths[glyph])
        return code

    def of_composite(self, parts: tuple[Part, ...], width: int, text: str) -> int:
        """The code of one glyph made of `parts`, standing for `text`."""
        code = self._known.get(((parts, width), text))
        if code is None:
            code = self._new()
            self._keep(code, (parts, width), text, width)
            self.composites[code] = parts
        return code

    def twin(self, code: int, number: int) -> int:
        """The `number`th other code that shows what `code` shows and stands for the same text."""
        twin = self._known.get(((code, number), "twin"))
        if twin is None:
            twin = self._new()
            self._known[(code, number), "twin"] = twin
            self.text[twin], self.width[twin], self.twins[twin] = self.text[code], self.width[code], code
        return twin

    def part(self, glyph: int, x: int, y: int) -> Part:
        """`glyph` as a part of a composite; a frame is fitted to the width that the line has for it."""
        frame = glyph in self.missing
        return Part(0 if frame else glyph, round(self.widths[glyph]) if frame else None, x, y)

    def _new(self) -> int:
        self.first_free += 1
        return self.first_free - 1

    def _keep(self, code: int, drawing: object, text: str, width: float) -> None:
        self._known[drawing, text] = code
        self.text[code] = text
        self.width[code] = width
        if isinstance(drawing, int):
            self.glyph[code] = drawing


class TextLayer:
    """A finisher for `write_pdf`; `document.fonts = layer.fonts` before it draws.

    Raises TextLayerError when the record does not fit the pages.
    """

    def __init__(self) -> None:
        self.fonts = RecordedFonts()
        self._codes: dict[str, _Codes] = {}

    def __call__(self, document: object, pdf: Any) -> None:
        self._count_codes()
        drawn = iter(self.fonts.drawn)
        for stream in pdf.objects:
            if isinstance(stream, Stream):
                self._rewrite(stream, drawn)
        if next(drawn, None) is not None:
            raise TextLayerError("more glyphs were drawn than stand on the pages")
        for dictionary in list(pdf.objects):
            if isinstance(dictionary, pydyf.Dictionary) and dictionary.get("Subtype") == "/Type0":
                name = dictionary["BaseFont"].decode().removeprefix("/").partition("+")[0]
                self._rewrite_font(pdf, dictionary, self._codes[name])

    def _count_codes(self) -> None:
        widths: dict[str, dict[int, float]] = defaultdict(dict)
        missing: dict[str, set[int]] = defaultdict(set)
        for font in self.fonts.values():
            widths[font.hash].update(font.widths)
            missing[font.hash].update(font.missing.values())
        for name, of in widths.items():
            self._codes[name] = _Codes(of, frozenset(missing[name]), max(of, default=0) + 1)

    def _rewrite(self, stream: Stream, drawn: Iterator[Drawn]) -> None:
        shown = ShownText(stream.stream)
        cluster: list[int] = []
        for index, element in enumerate(shown.elements):
            if isinstance(element, Operator):
                self._give_codes(shown, cluster, "")
                cluster = []
            elif isinstance(element, Glyph):
                record = next(drawn, None)
                if record is None or (record.font, record.glyph) != (element.font, element.glyph):
                    raise TextLayerError(f"{record} was drawn where {element} stands on the page")
                cluster.append(index)
                if record.text:
                    self._give_codes(shown, cluster, record.text)
                    cluster = []
        self._give_codes(shown, cluster, "")
        self._tell_apart(shown)
        stream.stream = shown.written()

    def _tell_apart(self, shown: ShownText) -> None:
        """Let no piece of text have the codes of one of the few before it."""
        recent: deque[tuple[int, ...]] = deque(maxlen=5)
        for piece in shown.pieces():
            first, rest = piece[0], tuple(glyph.code for glyph in piece[1:])
            code = first.code
            for number in range(len(recent)):
                if (first.code, *rest) not in recent:
                    break
                first.code = self._codes[first.font].twin(code, number)
            recent.append((first.code, *rest))

    def _give_codes(self, shown: ShownText, cluster: list[int], text: str) -> None:
        """Give the glyphs at the indices `cluster` codes that together stand for `text`."""
        if not cluster:
            return
        if len(cluster) > max(len(text), 1):
            self._merge(shown, cluster, text)
            return
        last = len(cluster) - 1
        for position, index in enumerate(cluster):
            glyph = shown.glyph(index)
            share = text[position:] if position == last else text[position]
            glyph.code = self._codes[glyph.font].of_glyph(glyph.glyph, glyph.rise, share)

    def _merge(self, shown: ShownText, cluster: list[int], text: str) -> None:
        """Show the glyphs of the cluster as one composite, and leave the pen where it would have been."""
        first = shown.glyph(cluster[0])
        codes = self._codes[first.font]
        parts, pen, width = [], 0.0, 0
        for index in range(cluster[0], cluster[-1] + 1):
            element = shown.elements[index]
            if isinstance(element, Move):
                pen -= element.by
            elif isinstance(element, Glyph):
                parts.append(codes.part(element.glyph, round(pen), element.rise))
                pen += codes.widths[element.glyph]
                width = round(pen)
                shown.elements[index] = Move(-codes.widths[element.glyph])
        first.code = codes.of_composite(tuple(parts), width, text)
        # The composite is as wide as the cluster, for readers that look for gaps between words; the pen then
        # goes back to where the first glyph left it, and the moves that follow lead it on as before.
        shown.elements[cluster[0]] = first
        shown.put_after(cluster[0], Move(width - codes.widths[first.glyph]))

    def _rewrite_font(self, pdf: Any, dictionary: Any, codes: _Codes) -> None:
        descendant = _object(pdf, dictionary["DescendantFonts"][0])
        descriptor = _object(pdf, descendant["FontDescriptor"])
        file = _object(pdf, descriptor["FontFile2"])
        if codes.added is None:  # WeasyPrint may write several dictionaries for one font file.
            content, codes.added = with_composites(file.stream[0], codes.composites)
            file.stream, file.extra["Length1"] = [content], len(content)
        glyphs = codes.glyph | codes.added
        glyphs |= {twin: glyphs[code] for twin, code in codes.twins.items()}
        gid_map = bytearray(2 * (max(glyphs, default=0) + 1))
        for code, glyph in glyphs.items():
            gid_map[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
        map_stream = pydyf.Stream([bytes(gid_map)], compress=file.compress)
        pdf.add_object(map_stream)
        descendant["CIDToGIDMap"] = map_stream.reference
        descendant["W"] = pydyf.Array()
        for code in sorted(codes.width):
            descendant["W"].extend([code, pydyf.Array([codes.width[code]])])
        dictionary["Encoding"] = "/Identity-H"
        _object(pdf, dictionary["ToUnicode"]).stream = _to_unicode(codes.text)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _to_unicode(text: dict[int, str]) -> list[bytes]:
    """The lines of a ToUnicode CMap (PDF 32000-1, 9.10.3): at most 100 codes to a section."""
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    pairs = [f"<{code:04x}> <{text[code].encode('utf-16-be').hex()}>" for code in sorted(text) if text[code]]
    for start in range(0, len(pairs), 100):
        section = pairs[start : start + 100]
        lines += [f"{len(section)} beginbfchar".encode(), *(pair.encode() for pair in section), b"endbfchar"]
    return [*lines, b"endcmap CMapName currentdict /CMap defineresource pop end end"]
