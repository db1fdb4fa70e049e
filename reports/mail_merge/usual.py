"""The letter that is there before a school has one of its own: made by us, in the school's house style."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from models.queries.postal_addresses import find_postal_organisations
from models.settings import OUR_EMAIL, OUR_JOB_TITLE, OUR_ORGANISATION, OUR_PERSON, OUR_PHONE, get_setting
from reports import style
from reports.cleaning import clean_line
from reports.docx.look import set_page, set_styles
from reports.docx.marks import add_field, describe
from reports.house import logo_size
from reports.mail_merge.fields import Sender
from reports.mail_merge.template import Template
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from reports.document import House

_LOGO_ROOM = (150.0, 50.0)
_SMALL_WORDS = frozenset(("and", "by", "cum", "in", "le", "next", "of", "on", "s", "the", "under", "upon", "with"))
_WINDOW = 128.0
"""Points from the upper edge of the paper to the address, which then shows in the window of a DL envelope."""
_TOP, _HEIGHT = 34.0, 62.0
"""Points to the letterhead, and its height."""


def find_sender(session: Session, today: date) -> Sender:
    """Return who writes our letters, as the settings say."""
    ours = get_setting(session, OUR_ORGANISATION)
    places = find_postal_organisations(session, [ours], today=today) if ours is not None else {}
    here = places.get(ours) if ours is not None else None
    return Sender(
        get_setting(session, OUR_PERSON),
        get_setting(session, OUR_JOB_TITLE),
        here.name if here is not None else "",
        tuple(map(_in_a_letterhead, here.lines)) if here is not None else (),
        get_setting(session, OUR_PHONE),
        get_setting(session, OUR_EMAIL),
    )


def _in_a_letterhead(line: str) -> str:
    """Return a line of an address without the capitals that an envelope has its town in.

    >>> _in_a_letterhead("STOW-ON-THE-WOLD"), _in_a_letterhead("MB4 2EL")
    ('Stow-on-the-Wold', 'MB4 2EL')
    """
    if not line.isupper() or any(sign.isdigit() for sign in line):
        return line
    words = re.split(r"(\W+)", line.lower())
    return "".join(word if place and word in _SMALL_WORDS else word.capitalize() for place, word in enumerate(words))


def usual_template(house: House) -> Template:
    """Return our own letter, as a template that can be exported, changed in Word and taken back."""
    word = docx.Document()
    width = set_page(word)
    set_styles(word, "en-GB", house.accent)
    _letterhead(word, house, width)
    _body(word)
    _foot(word, house)
    target = BytesIO()
    word.core_properties.title, word.core_properties.author = _("Letter"), ""
    word.core_properties.comments = ""
    word.save(target)
    return Template(_("Our usual letter"), target.getvalue())


def _letterhead(word: WordDocument, house: House, width: int) -> None:
    """Put the school's name, address and logo at the top of first pages only."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Pt(_TOP)
    head = section.first_page_header.paragraphs[0]
    head.paragraph_format.tab_stops.clear_all()
    head.paragraph_format.tab_stops.add_tab_stop(Pt(width / 20), WD_TAB_ALIGNMENT.RIGHT)
    name = head.add_run("{{our_school}}")
    name.bold, name.font.size = True, Pt(style.LEAD_SIZE + 3)
    if house.logo:
        head.add_run("\t")
        wide, _high = logo_size(house.logo, *_LOGO_ROOM)
        picture = head.add_run()
        picture.add_picture(BytesIO(house.logo), width=Pt(wide))
        describe(picture, _("Logo"), clean_line(house.logo_words))
    head.paragraph_format.space_after = Pt(2)
    for words in ("{{our_address_line}}", "{{our_phone}}", "{{our_email}}"):
        section.first_page_header.add_paragraph(words).paragraph_format.space_after = Pt(1)
    # The header pushes the words below it down, on the first page only.
    section.first_page_header.paragraphs[-1].paragraph_format.space_after = Pt(_WINDOW - _TOP - _HEIGHT)
    section.header.paragraphs[0].text = ""


def _body(word: WordDocument) -> None:
    _line(word, "{{address}}", after=18)
    _line(word, "{{date}}", after=6)
    _line(word, _("Our reference: {field}").format(field="{{our_reference}}"), after=6)
    _line(word, "{{greeting}}", before=12, after=10)
    word.add_paragraph("{{subject}}", "Heading 1")
    _line(word, "{{text}}", after=8)
    _line(word, _("Reply by: {field}").format(field="{{reply_by}}"), after=8)
    closing = _line(word, "{{closing}}", before=6, after=44)
    closing.paragraph_format.keep_with_next = True
    _line(word, "{{signature}}")


def _foot(word: WordDocument, house: House) -> None:
    section = word.sections[0]
    foot = clean_line(house.foot)
    first = section.first_page_footer.paragraphs[0]
    first.text = foot
    further = section.footer.paragraphs[0]
    before, after = _("Page {page}").split("{page}")
    further.add_run(before)
    add_field(further, "PAGE", "2")
    further.add_run(after)
    for line in (first, further):
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _line(word: WordDocument, words: str, *, before: float = 0, after: float = 0) -> Paragraph:
    line = word.add_paragraph(words)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
    line.paragraph_format.line_spacing = 1.1
    return line
