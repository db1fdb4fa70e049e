"""What of a template the PDF of its letters does not have, told before they are made."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from reports.mail_merge.blocks import head_of
from reports.mail_merge.template import Template, parts_around
from resources.i18n import _


def left_out_of(template: Template) -> tuple[str, ...]:
    """Return in sentences what of a template its PDF does not have."""
    word = template.opened()
    roots = [word.element.body, *(part.element for part in parts_around(word))]
    found = []
    if any(next(root.iter(qn("w:txbxContent")), None) is not None for root in roots):
        found.append(_("Text boxes are left out of the PDF."))
    pictures = [root for root in roots if next(root.iter(qn("w:drawing"), qn("w:pict")), None) is not None]
    if pictures:
        found.append(_("Pictures are left out of the PDF; the school’s logo stands at the top of each letter."))
    if any("".join(root.itertext()).strip() for root in _feet(word)):
        found.append(_("The PDF has the foot of our papers, not that of the template."))
    tables = list(word.element.body.iter(qn("w:tbl")))
    if any(head_of(table) is None for table in tables):
        found.append(_("Tables without a marked head become lines in the PDF."))
    return tuple(found)


def _feet(word: WordDocument) -> list[Element]:
    return [part.element for part in parts_around(word) if str(part.partname).rpartition("/")[2].startswith("footer")]
