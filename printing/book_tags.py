"""Tags for screen readers, carried over with the pages they describe.

Each paper has a tree of its own, whose leaves name marked content by its number on a page. In the book the trees
hang side by side under one root; every page gets a new place in the one table that leads from content to tag.
"""

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


class Tags:
    """Adds pages to `whole` together with their tags."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self._whole = whole
        self._places: list[Any] = []
        self._trees: list[Any] = []
        self._copied: set[int] = set()
        self._namespaces: Any = None

    def add(self, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
        """Append `pages` of `source`, which must stay open until the book is saved."""
        found = _places_of(source)
        for page in pages:
            self._whole.pages.append(page)
            added = self._whole.pages[-1].obj
            place = added.get("/StructParents")
            if place is not None and int(place) in found:
                added.StructParents = len(self._places)
                self._places.append(self._whole.copy_foreign(_indirect(source, found[int(place)])))
        if found and id(source) not in self._copied:
            self._copied.add(id(source))
            root = source.Root.StructTreeRoot
            for each in _list(root.K):
                self._trees.append(self._whole.copy_foreign(_indirect(source, each)))
            if "/Namespaces" in root and self._namespaces is None:
                self._namespaces = self._whole.copy_foreign(_indirect(source, root.Namespaces))

    def close(self) -> None:
        """Write the one root of all trees."""
        if not self._trees:
            return
        table = Array([each for number, place in enumerate(self._places) for each in (number, place)])
        root = self._whole.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=Array(self._trees),
                ParentTree=self._whole.make_indirect(Dictionary(Nums=table)),
                ParentTreeNextKey=len(self._places),
            )
        )
        if self._namespaces is not None:
            root.Namespaces = self._namespaces
        for tree in self._trees:
            tree.P = root
        self._whole.Root.StructTreeRoot = root
        self._whole.Root.MarkInfo = Dictionary(Marked=True)


def _places_of(source: pikepdf.Pdf) -> dict[int, Any]:
    """Number of a page in its own tree to the tags of its content; empty when the paper has none."""
    root = source.Root.get("/StructTreeRoot")
    if root is None or "/ParentTree" not in root:
        return {}
    row = list(root.ParentTree.get("/Nums", Array()))
    return {int(number): tags for number, tags in zip(row[::2], row[1::2], strict=True)}


def leave_out(source: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
    """Take the tags of `pages`, which do not go into the book, out of the tree of `source`."""
    gone = {page.obj.objgen for page in pages}
    for document in _list(source.Root.StructTreeRoot.K):
        kept = [each for each in _list(document.K) if each.get("/Pg", document).objgen not in gone]
        document.K = Array(kept)


def _list(found: Any) -> list[Any]:
    return list(found) if isinstance(found, Array) else [found]


def _indirect(source: pikepdf.Pdf, found: Any) -> Any:
    return found if found.is_indirect else source.make_indirect(found)
