"""A foreign PDF, opened and checked: nothing of it is written before all of it is known to be fit."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from reports.pdf.appended import refusing
from reports.pdf.appended.placing import Box, visible
from reports.pdf.appended.refusing import reading, refuse
from reports.pdf.appended.tree import SourceTree, read_tree
from reports.pdf.appended.unfolding import TooMuch, Unreadable, check_tables, page_content, unfold
from reports.pdf.appended.values import box_of, is_dictionary, is_true, items_of, part_of, words_of

if TYPE_CHECKING:
    import pikepdf

MOST_BYTES = 50 * 1024 * 1024
MOST_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of a foreign file."""

    object: pikepdf.Object = field(repr=False)
    box: Box
    """What is seen of it."""
    turned: int
    """Degrees clockwise."""
    unit: float
    """Points in one of its measures."""


@dataclass(frozen=True, slots=True)
class Source:
    """A foreign file that can be part of a pack."""

    name: str
    pdf: pikepdf.Pdf = field(repr=False)
    pages: tuple[SourcePage, ...] = field(repr=False)
    tree: SourceTree | None = field(repr=False)
    """Its tags; None where it has none that can be used."""
    language: str
    claims_access: bool
    """Whether it says that it keeps PDF/UA-1."""

    def content(self, number: int) -> bytes:
        """Return the drawing of a page, counted from 0. Raises CannotAppend, naming it, where it is damaged."""
        try:
            return page_content(self.pages[number].object)
        except TooMuch:
            raise refuse(refusing.TOO_MUCH, self.name) from None
        except Unreadable as error:
            raise refuse(refusing.DAMAGED_PAGE, self.name, page=number + 1) from error


def open_source(name: str, data: bytes) -> Source:
    """Return a foreign file ready to be appended. Raises CannotAppend, in a sentence, for what cannot be."""
    import pikepdf

    if b"%PDF-" not in data[:1024]:
        raise refuse(refusing.NOT_PDF, name)
    if len(data) > MOST_BYTES:
        raise refuse(refusing.TOO_LARGE, name, most=MOST_BYTES // 1024 // 1024)
    # What is wrong with a file is said in our own sentence, and not beside it in the library's words.
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    try:
        check_tables(data)
        pdf = pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except TooMuch:
        raise refuse(refusing.TOO_MUCH, name) from None
    except pikepdf.PasswordError:
        raise refuse(refusing.PROTECTED, name) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError, MemoryError) as error:
        raise refuse(refusing.DAMAGED, name) from error
    if pdf.is_encrypted:
        raise refuse(refusing.PROTECTED, name)
    with reading(name):
        return _checked(name, pdf)


def _checked(name: str, pdf: pikepdf.Pdf) -> Source:
    root = pdf.Root
    if "/Collection" in root:
        raise refuse(refusing.PORTFOLIO, name)
    form = root.get("/AcroForm")
    if is_true(root.get("/NeedsRendering")) or (is_dictionary(form) and _is_live(form)):
        raise refuse(refusing.LIVE_FORM, name)
    count = len(pdf.pages)
    # A page that is not there must not be missing from a pack without a word.
    if not count or any("ignoring" in warning and "age" in warning for warning in map(str, pdf.get_warnings())):
        raise refuse(refusing.DAMAGED, name)
    if count > MOST_PAGES:
        raise refuse(refusing.TOO_MANY_PAGES, name, pages=f"{count:,}", most=f"{MOST_PAGES:,}")
    pages = tuple(_pages(name, pdf))
    numbers = {page.object.objgen: index for index, page in enumerate(pages)}
    return Source(
        name,
        pdf,
        pages,
        read_tree(pdf, numbers),
        words_of(root.get("/Lang")),
        _claims_access(root),
    )


def _is_live(form: pikepdf.Dictionary) -> bool:
    """Tell whether a form is drawn only by the program that reads its own language: then its pages are all alike."""
    return "/XFA" in form and not items_of(form.get("/Fields"))


def _pages(name: str, pdf: pikepdf.Pdf) -> Iterator[SourcePage]:
    for number, page in enumerate(pdf.pages, 1):
        if any(part_of(note, "/Subtype") == "/Redact" for note in items_of(page.obj.get("/Annots"))):
            raise refuse(refusing.REDACTIONS, name)
        media, crop = box_of(page.obj.get("/MediaBox")), box_of(page.obj.get("/CropBox"))
        box = visible(media, crop) if media else None
        if box is None:
            raise refuse(refusing.DAMAGED_PAGE, name, page=number)
        unit = float(str(page.obj.get("/UserUnit", 1)))
        turned = int(str(page.obj.get("/Rotate", 0)))
        yield SourcePage(page.obj, box, turned, unit if 0 < unit < 1e6 else 1.0)


def _claims_access(root: pikepdf.Object) -> bool:
    """Tell whether what a file says about itself has the sign of PDF/UA-1."""
    import pikepdf

    packet = root.get("/Metadata")
    if not isinstance(packet, pikepdf.Stream):
        return False
    try:
        return b"pdfuaid:part" in unfold(packet, 1024 * 1024)
    except (TooMuch, Unreadable):
        return False
