"""Why a file cannot be part of a pack: one sentence that names it and says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import WrongUse
from resources.i18n import _
from resources.i18n import marked as m

NOT_PDF = m("“{name}” is not a PDF file. Save it as a PDF and add that.")
PROTECTED = m("“{name}” is protected by a password. Ask its author for a copy without, and add that.")
DAMAGED = m("“{name}” is damaged and cannot be read whole. Open it, print it to a new PDF and add that.")
DAMAGED_PAGE = m("Page {page} of “{name}” is damaged. Open the file, print it to a new PDF and add that.")
TOO_MANY_PAGES = m("“{name}” has {pages} pages; a paper in a pack has {most} at most. Add it in parts.")
TOO_LARGE = m("“{name}” is larger than {most} MB. Save it smaller and add that.")
TOO_MUCH = m("“{name}” unfolds into more than a computer can hold. Do not open it; ask its author what it is.")
PORTFOLIO = m("“{name}” is a folder of files in one. Take the files out and add them one by one.")
LIVE_FORM = m("“{name}” is a form that only Adobe’s programs can show. Print it to a new PDF and add that.")
REDACTIONS = m("“{name}” has redactions that are marked but not carried out. Carry them out, save it and add it again.")


class CannotAppend(WrongUse):
    """A file that cannot be part of a pack."""


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Take whatever the library cannot make sense of for what it is: a damaged file, which is refused by its name."""
    import pikepdf

    try:
        yield
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise refuse(DAMAGED, name) from error


def refuse(sentence: str, name: str, **facts: object) -> CannotAppend:
    """Return the refusal of a file by one of the sentences above."""
    return CannotAppend(_(sentence).format(name=name, **facts))
