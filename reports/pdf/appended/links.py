"""What lies on top of a foreign page: links within it and to the web are kept, what can be seen is drawn, no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.links import safe_address
from reports.pdf.appended.placing import Box
from reports.pdf.appended.values import box_of, is_dictionary, items_of, key_of, part_of, words_of

if TYPE_CHECKING:
    import pikepdf

_DRAWN = frozenset(
    f"/{name}"
    for name in (
        *("FreeText", "Stamp", "Highlight", "Underline", "StrikeOut", "Squiggly", "Ink", "Line", "Square", "Circle"),
        *("Polygon", "PolyLine", "Caret", "Widget", "Watermark"),
    )
)
"""What is drawn as it looks; notes of those who went through the file, sounds and other files stay behind."""
_HIDDEN = 2 | 32
"""Flags of what no reader sees."""
_MOST_ON_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class KeptLink:
    """A link that comes along: to the web by its address, or to a page of the same file by its number from 0."""

    object: pikepdf.Object
    box: Box
    address: str = ""
    page: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something that was put on a page and can be seen: typed into a form, stamped, marked."""

    name: str
    appearance: pikepdf.Object
    operators: bytes
    """What draws it under the name it was given."""
    words: str
    """What it says, where it says something."""


def links_of(pdf: pikepdf.Pdf, page: pikepdf.Object, pages: dict[tuple[int, int], int]) -> Iterator[KeptLink]:
    """Yield the links of a page that lead to the web or to a page of the same file."""
    for note in _notes(page):
        if note.get("/Subtype") != "/Link" or int(note.get("/F", 0)) & _HIDDEN:
            continue
        box = box_of(note.get("/Rect"))
        if box is None:
            continue
        words = words_of(note.get("/Contents"))
        action = note.get("/A")
        if part_of(action, "/S") == "/URI":
            address = safe_address(words_of(part_of(action, "/URI")))
            if address is not None and not address.startswith("#"):
                yield KeptLink(note, box, address, words=words or address)
            continue
        target: object = note.get("/Dest")
        if part_of(action, "/S") == "/GoTo":
            target = part_of(action, "/D")
        number = _page_number(pdf, target, pages)
        if number is not None:
            yield KeptLink(note, box, page=number, words=words)


def drawn_on(page: pikepdf.Object, turned: int, name: str) -> Iterator[Drawn]:
    """Yield what can be seen on top of a page; the first is drawn under `name` with 0 at its end, and so on."""
    import pikepdf

    for place, note in enumerate(_notes(page)):
        if str(note.get("/Subtype", "")) not in _DRAWN or int(note.get("/F", 0)) & _HIDDEN:
            continue
        wrapped = pikepdf.Annotation(note)
        appearance = wrapped.get_appearance_stream(pikepdf.Name.N)
        if not isinstance(appearance, pikepdf.Stream):
            continue
        called = f"/{name}{place}"
        operators = wrapped.get_page_content_for_appearance(pikepdf.Name(called), turned)
        if operators:
            yield Drawn(called, appearance, operators, _said(note))


def _notes(page: pikepdf.Object) -> list[pikepdf.Object]:
    return [note for note in items_of(page.get("/Annots"))[:_MOST_ON_PAGE] if is_dictionary(note)]


def _said(note: pikepdf.Object) -> str:
    """Return the words that a reader sees there: what was typed into a form, or onto the page."""
    if note.get("/Subtype") in ("/FreeText", "/Stamp"):
        return words_of(note.get("/Contents"))
    field: object = note if note.get("/Subtype") == "/Widget" else None
    for _step in range(20):
        if words := words_of(part_of(field, "/V")):
            return words
        field = part_of(field, "/Parent")
    return ""


def _page_number(pdf: pikepdf.Pdf, target: object, pages: dict[tuple[int, int], int]) -> int | None:
    """Return which page a link leads to, None for none of the same file."""
    import pikepdf

    if isinstance(target, (pikepdf.Name, pikepdf.String)):
        target = _named(pdf, target)
    where = items_of(part_of(target, "/D") if is_dictionary(target) else target)
    key = key_of(where[0]) if where else None
    return None if key is None else pages.get(key)


def _named(pdf: pikepdf.Pdf, name: pikepdf.Name | pikepdf.String) -> object:
    """Return the place of a name."""
    import pikepdf

    try:
        if isinstance(name, pikepdf.Name):
            return part_of(pdf.Root.get("/Dests"), str(name))
        names = part_of(pdf.Root.get("/Names"), "/Dests")
        return pikepdf.NameTree(names).get(str(name)) if is_dictionary(names) else None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
        return None
