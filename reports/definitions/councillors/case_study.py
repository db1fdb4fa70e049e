"""One case study on a page: what came of it first, then the aim, what was done, and who says so (need N126)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.queries.audience import may_read_our_words
from models.queries.case_studies import CaseStudyRow, list_case_studies
from models.vocabulary import Permission, Visibility
from models.words import label
from reports.definitions.councillors.parts import CIRCULATION
from reports.document import Block, Document, Facts, Heading, Paragraph, Span, Tone, paragraph
from reports.formatting import listed, long_date
from reports.parameters import Parameters, Ref
from reports.parts import circulation, find_ourselves
from resources.i18n import _

AUDIENCE = Visibility.PUBLIC


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return the case study that was published last, else one that may be told to these readers."""
    as_at, audience = parameters.as_at, parameters.audience or AUDIENCE
    rows = list_case_studies(session, as_at=as_at, audience=audience)
    if not may_read_our_words(audience):
        rows = tuple(row for row in rows if may_be_told(row, as_at))
    told = sorted(rows, key=lambda row: (not may_be_told(row, as_at), -_day(row, as_at).toordinal(), row.id))
    return ("case_study", told[0].id) if told else None


def build(session: Session, parameters: Parameters) -> Document:
    """Return one story. Raises WrongUse where its readers may not hear it."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    number = parameters.about[1] if parameters.about else None
    rows = list_case_studies(session, as_at=as_at, audience=audience)
    row = next((row for row in rows if row.id == number), None)
    ours = may_read_our_words(audience)
    if row is None or not (ours or may_be_told(row, as_at)):
        raise WrongUse(
            _("There is no such case study, or those in it have not agreed to these readers. Choose another.")
        )
    we = find_ourselves(session, as_at)
    warning = [] if may_be_told(row, as_at) else [_warning(row, as_at)]
    return Document(
        title=row.title,
        subtitle=_("A case study of {school}").format(school=we.school),
        as_at=as_at,
        author=we.school,
        subject=_("What partners did together and what came of it"),
        reference=_("Case study: {title}").format(title=row.title),
        blocks=(
            *warning,
            *story(row, as_at, level=2),
            *([_permission(row, as_at)] if ours else []),
            paragraph(_("Whom to ask: "), *we.reach),
            *(paragraph(words, tone=Tone.NOTE) for _label, words in circulation(audience, CIRCULATION)),
        ),
    )


def story(row: CaseStudyRow, as_at: date, *, level: int) -> list[Block]:
    """Return the parts of a case study under headings of a level: the outcome, the aim, what was done, who says so."""
    blocks: list[Block] = [
        paragraph(row.outcome or _("What came of it is not recorded."), tone=Tone.LEAD),
        *_quote(row),
        Heading(_("What it set out to do"), level),
        paragraph(row.aim or _("Not recorded.")),
        Heading(_("What was done"), level),
        paragraph(row.what_was_done or _("Not recorded.")),
        Heading(_("Who took part"), level),
        Facts(
            (
                (_("Partners"), listed([name for _number, name in row.partners]) or _("Not recorded")),
                *(((_("Partnership"), row.partnership),) if row.partnership else ()),
                *(((_("Activity"), row.activity),) if row.activity else ()),
                (_("Published"), _published(row, as_at)),
            )
        ),
    ]
    return blocks


def may_be_told(row: CaseStudyRow, as_at: date) -> bool:
    """Say whether those in a case study had agreed by a day."""
    return row.may_be_published and (row.permission_on is None or row.permission_on <= as_at)


def was_published(row: CaseStudyRow, as_at: date) -> bool:
    """Say whether a case study stood somewhere for others to read on a day."""
    return row.published_on is not None and row.published_on <= as_at


def _day(row: CaseStudyRow, as_at: date) -> date:
    return row.published_on if row.published_on is not None and row.published_on <= as_at else date.min


def _quote(row: CaseStudyRow) -> list[Paragraph]:
    if not row.quote:
        return []
    words = Span(f"“{row.quote.strip(chr(8220) + chr(8221) + chr(34))}”", italic=True)
    return [paragraph(words, f" – {row.quoted}") if row.quoted else paragraph(words)]


def _published(row: CaseStudyRow, as_at: date) -> str:
    if row.published_on is None or not was_published(row, as_at):
        return _("Not yet")
    where = row.published_where or _("Where is not recorded")
    return _("{where}, {day}").format(where=where, day=long_date(row.published_on))


def _permission(row: CaseStudyRow, as_at: date) -> Facts:
    """Return what those in it said, for the office alone."""
    known = row.permission_on is None or row.permission_on <= as_at
    return Facts(
        (
            (_("Permission"), label(row.permission) if known else label(Permission.NOT_ASKED)),
            (_("Since"), (row.permission_on if known else None) or _("Not recorded")),
        ),
        title=_("May it be told?"),
    )


def _warning(row: CaseStudyRow, as_at: date) -> Paragraph:
    words = _("Not to be published: those in it have not agreed.")
    if was_published(row, as_at):
        words = _("It is published and must be taken down: those in it have not agreed.")
    return paragraph(Span(words, bold=True), tone=Tone.LEAD)
