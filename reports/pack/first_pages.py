"""The words of a pack's cover: what it is, for whom, how it stands, and what is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.queries.bodies import is_ours
from models.vocabulary import MeetingState
from models.words import label
from reports.definitions.board.common import CIRCULATION, body_of, held_on, hours, kept_back_words
from reports.document import Block, Cell, Document, Heading, bullets, paragraph
from reports.formatting import long_date
from reports.house import find_house
from reports.pack.choices import Asked, Gathered
from reports.parts import Ourselves, capital, circulation, count_words, find_ourselves, left_out_words
from resources.i18n import _, ngettext


def kind_of(session: Session, gathered: Gathered) -> str:
    """Return what the pack is called: that of our own board and its committees a board pack."""
    body = gathered.detail.row.organisation_id
    return _("Board pack") if body is None or is_ours(session, body) else _("Meeting papers")


def name_of(session: Session, gathered: Gathered, asked: Asked) -> str:
    """Return what one file is called."""
    name = kind_of(session, gathered)
    if asked.part_two:
        name = _("{pack}, Part II").format(pack=name)
    if asked.supplement:
        name = _("{pack}, Supplement {number}").format(pack=name, number=asked.supplement)
    return name


def first_pages(
    session: Session, gathered: Gathered, asked: Asked, *, issued: bool, first: int, hard: Sequence[str]
) -> Document:
    """Return the cover.

    `issued` says whether it goes out now, `first` is the number of its first page, `hard` are papers that may not be
    read well by everybody.
    """
    row, we = gathered.detail.row, find_ourselves(session, asked.as_at)
    name, day = name_of(session, gathered, asked), long_date(held_on(row))
    return Document(
        title=_("{pack}: {body}").format(pack=name, body=body_of(row)),
        subtitle=_("Meeting on {day}, {hours}").format(day=day, hours=hours(row)),
        as_at=asked.as_at,
        author=we.school,
        subject=_("Papers of a meeting"),
        reference=_("{pack}, {day}").format(pack=name, day=day),
        cover=tuple(_facts(gathered, asked, issued=issued, first=first)),
        contents=True,
        keywords=(_("board pack"),),
        blocks=tuple(_notes(gathered, asked, we, hard)),
        house=find_house(session),
    )


def _facts(gathered: Gathered, asked: Asked, *, issued: bool, first: int) -> Iterator[tuple[str, Cell]]:
    row = gathered.detail.row
    yield (_("Body"), body_of(row))
    if row.title.casefold() != body_of(row).casefold():
        yield (_("Meeting"), row.title)
    yield (_("Date"), held_on(row))
    yield (_("Time"), hours(row))
    yield (_("Place"), row.place or _("Not recorded"))
    yield (_("Status"), _status(row.state, asked.as_at, issued=issued))
    if asked.supplement:
        yield (_("Pages"), _("Go on from page {page} of what went out before").format(page=first - 1))
    if asked.part_two:
        yield (_("For"), _("Those who may take part in Part II, and nobody else. Confidential."))
    else:
        ((_label, words),) = circulation(asked.audience, CIRCULATION)
        yield (_("For"), words)


def _status(state: MeetingState, as_at: date, *, issued: bool) -> str:
    words = _("Draft of {day}. Pages may still change.")
    if issued:
        words = _("Issued on {day}.")
    said = words.format(day=long_date(as_at))
    if state in (MeetingState.CANCELLED, MeetingState.ADJOURNED):
        said = _("{state}. {said}").format(state=label(state), said=said)
    return said


def _notes(gathered: Gathered, asked: Asked, we: Ourselves, hard: Sequence[str]) -> Iterator[Block]:
    """Yield what is not here, and what may be hard to read; nothing where there is nothing of the kind."""
    notes = [*_left_away(gathered, asked), *_hard_to_read(we, hard)]
    if notes:
        yield Heading(_("About this file"))
        yield from notes


def _left_away(gathered: Gathered, asked: Asked) -> Iterator[Block]:
    words = [kept_back_words(gathered.kept_back)] if gathered.kept_back else []
    if gathered.papers_back:
        papers = capital(count_words(gathered.papers_back, "paper is", "papers are"))
        words.append(_("{papers} in Part II (confidential) and not in this copy.").format(papers=papers))
    if words:
        yield paragraph(" ".join(words), " ", _("Part II is a file of its own."))
    for sentence in left_out_words(asked.readers, (gathered.left_out, "paper", "papers")):
        yield paragraph(sentence)
    if asked.supplement:
        yield paragraph(_("This supplement adds papers that came late. Its pages go on from what went out before."))


def _hard_to_read(we: Ourselves, hard: Sequence[str]) -> Iterator[Block]:
    if hard:
        sentence = ngettext(
            "{papers} in this file is as its author made it, and a screen reader may not read it well:",
            "{papers} in this file are as their authors made them, and a screen reader may not read them well:",
            len(hard),
        )
        papers = count_words(len(hard), "paper", "papers")
        yield paragraph(sentence.format(papers=papers))
        yield bullets(*hard)
        if we.signature:
            yield paragraph(_("For another form, ask:"), " ", *we.reach, ".")
