"""Board paper on external relations: what was done, what has no answer, what was promised and kept, what to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from models.queries.audience import Shown
from models.queries.engagement import (
    EngagementRow,
    EngagementTotals,
    MonthlyContacts,
    find_monthly_contacts,
    find_totals,
    list_engagement,
)
from models.queries.engagement_lines import (
    CommitmentLine,
    EventLine,
    Standing,
    list_commitment_lines,
    list_event_lines,
    list_unanswered_for,
)
from models.queries.keeping import KeepingRate, keeping_rate
from models.queries.organisations import count_not_contacted_since
from models.queries.unanswered import UnansweredRow
from models.vocabulary import EventStage, Visibility
from reports.document import Block, Document, Facts, Heading, bullets, numbered, paragraph
from reports.formatting import long_date, percent
from reports.parameters import Parameters
from reports.parts import (
    Ourselves,
    Recipient,
    capital,
    commitments_table,
    count_words,
    engagement_table,
    events_table,
    find_ourselves,
    find_reader,
    left_out,
    monthly_chart,
    unanswered_table,
)
from resources.i18n import _

AUDIENCE = Visibility.INTERNAL
AHEAD = timedelta(days=90)
"""How far the paper looks ahead for events."""

LONG_WAIT = 28
"""Days without a reply after which the board is asked to decide who follows it up."""

MOST_QUESTIONS = 6
"""Decisions put to one meeting at most; more would not be decided."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything the paper says, read in one session."""

    we: Ourselves
    reader: Recipient
    totals: EngagementTotals
    months: MonthlyContacts
    contacts: Shown[EngagementRow]
    not_contacted: int
    unanswered: Shown[UnansweredRow]
    commitments: Shown[CommitmentLine]
    keeping: KeepingRate
    events: Shown[EventLine]
    coming: Shown[EventLine]


def build(session: Session, parameters: Parameters) -> Document:
    """Return the board paper of a period, as known on a day."""
    found = _find(session, parameters)
    return Document(
        title=_("External relations"),
        subtitle=_("Report to {board}").format(board=found.reader.name),
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("Links with other schools, colleges, the council and the community"),
        reference=_("{school}: external relations").format(school=found.we.school),
        cover=_cover(found, parameters),
        contents=True,
        keywords=(_("board paper"), _("external relations"), _("partnership")),
        blocks=(
            *_purpose(parameters),
            *_summary(found, parameters),
            *_recommendations(found),
            *_engagement(found),
            *_unanswered(found, parameters),
            *_commitments(found, parameters),
            *_events(found, parameters),
            *_decisions(found),
            *_method(found, parameters),
        ),
    )


def _find(session: Session, parameters: Parameters) -> _Found:
    first, last, as_at = parameters.first_day, parameters.last_day, parameters.as_at
    period = (session, first, last, as_at)
    return _Found(
        we=find_ourselves(session, as_at),
        reader=find_reader(session, "board-paper", parameters.recipient, as_at, _("the governing board")),
        totals=find_totals(*period),
        months=find_monthly_contacts(*period),
        contacts=list_engagement(*period, AUDIENCE),
        not_contacted=count_not_contacted_since(session, first, today=as_at),
        unanswered=list_unanswered_for(session, as_at, AUDIENCE),
        commitments=list_commitment_lines(*period, AUDIENCE),
        keeping=keeping_rate(*period),
        events=list_event_lines(session, first, min(last, as_at), as_at, AUDIENCE),
        coming=list_event_lines(session, as_at + timedelta(days=1), as_at + AHEAD, as_at, AUDIENCE),
    )


def _cover(found: _Found, parameters: Parameters) -> tuple[tuple[str, str], ...]:
    meeting = found.reader.meeting
    rows = [
        (_("To"), found.reader.name),
        (_("Meeting"), long_date(meeting.starts_at.date()) if meeting else ""),
        (_("Report of"), found.we.signature),
        (_("Period"), _period_words(parameters)),
        (_("Position as at"), long_date(parameters.as_at)),
        (_("For"), _("Information and decision")),
        (_("Circulation"), _("Members of the board. Not for publication.")),
    ]
    return tuple((label, words) for label, words in rows if words)


def _period_words(parameters: Parameters) -> str:
    return _("{first} to {last}").format(first=long_date(parameters.first_day), last=long_date(parameters.last_day))


def _purpose(parameters: Parameters) -> list[Block]:
    words = _(
        "This paper tells the board what the school did between {period} to keep up its links with other schools and "
        "colleges, the council and the community, what came of it, and what needs a decision."
    )
    period = _("{first} and {last}").format(first=long_date(parameters.first_day), last=long_date(parameters.last_day))
    return [Heading(_("Purpose")), paragraph(words.format(period=period))]


def _of(lines: Sequence[CommitmentLine], *standings: Standing) -> tuple[CommitmentLine, ...]:
    return tuple(line for line in lines if line.standing in standings)


def _summary(found: _Found, parameters: Parameters) -> list[Block]:
    totals, keeping = found.totals, found.keeping
    waiting = found.unanswered.rows
    late = _of(found.commitments.rows, Standing.LATE)
    lines = [
        _("We had {contacts} with {organisations}, and took part in {meetings}.").format(
            contacts=count_words(totals.contacts, "conversation", "conversations"),
            organisations=count_words(totals.organisations, "organisation", "organisations"),
            meetings=count_words(totals.meetings, "meeting", "meetings"),
        ),
        _reply_words(totals),
        _("{waiting} had no reply by {day}.").format(
            waiting=capital(count_words(len(waiting) + found.unanswered.left_out, "message", "messages")),
            day=long_date(parameters.as_at),
        ),
        _keeping_words(keeping),
        _("{late} late.").format(
            late=capital(count_words(len(late), "commitment is", "commitments are")),
        ),
        _("{organisations} we know had no contact with us in the period.").format(
            organisations=capital(count_words(found.not_contacted, "organisation", "organisations"))
        ),
    ]
    return [Heading(_("Summary")), bullets(*(line for line in lines if line))]


def _reply_words(totals: EngagementTotals) -> str:
    if not totals.replies_wanted:
        return _("Nothing that we sent asked for a reply.")
    return _("{sent} asked for a reply. {replied} had one ({rate}).").format(
        sent=capital(count_words(totals.replies_wanted, "message that we sent", "messages that we sent")),
        replied=f"{totals.replied:,}",
        rate=percent(round(totals.reply_rate or 0, 2)),
    )


def _keeping_words(keeping: KeepingRate) -> str:
    if not keeping.due:
        return _("No commitment fell due in the period.")
    return _("{due} due in the period. {kept} kept ({rate}).").format(
        due=capital(count_words(keeping.due, "commitment was", "commitments were")),
        kept=f"{keeping.kept:,}",
        rate=percent(round(keeping.rate or 0, 2)),
    )


def _recommendations(found: _Found) -> list[Block]:
    asked = [_("Note the contact made in the period and the replies received.")]
    if found.unanswered.rows:
        asked.append(_("Note the correspondence that has had no reply, and decide who follows it up."))
    if _of(found.commitments.rows, Standing.LATE):
        asked.append(_("Note the commitments that are late, and agree a new date or an end for each."))
    if _of(found.commitments.rows, Standing.ASPIRATION):
        asked.append(_("Agree an owner, a result that can be seen and a date for each aspiration, or let it go."))
    if found.coming.rows:
        asked.append(_("Note the events that are coming up, and agree which the school supports."))
    return [Heading(_("Recommendations")), paragraph(_("The board is asked to:")), numbered(*asked)]


def _engagement(found: _Found) -> list[Block]:
    totals = found.totals
    blocks: list[Block] = [
        Heading(_("Engagement in the period")),
        Facts(
            (
                (_("Conversations that we started"), totals.contacts_out),
                (_("Conversations that others started"), totals.contacts_in),
                (_("Replies wanted"), totals.replies_wanted),
                (_("Replies received"), totals.replied),
                (_("Organisations we had a conversation with"), totals.organisations),
                (_("Organisations we know and had no contact with"), found.not_contacted),
                (_("Meetings held"), totals.meetings),
            ),
            title=_("The period in figures"),
        ),
    ]
    if found.months.channels:
        chart, table = monthly_chart(found.months, _("Conversations by month and by how we spoke"))
        blocks += [Heading(_("Conversations by month"), 3), chart, table]
    blocks += [Heading(_("By organisation"), 3), engagement_table(found.contacts.rows)]
    return [*blocks, *left_out(found.contacts.left_out, _("this paper"))]


def _unanswered(found: _Found, parameters: Parameters) -> list[Block]:
    words = _(
        "What we sent that asked for a reply and had none by {day}, the longest overdue first. Days waiting count from "
        "the day it was sent. No reply may have many reasons; the table states only what happened."
    )
    return [
        Heading(_("Unanswered correspondence")),
        paragraph(words.format(day=long_date(parameters.as_at))),
        unanswered_table(found.unanswered.rows),
        *left_out(found.unanswered.left_out, _("this paper")),
    ]


def _commitments(found: _Found, parameters: Parameters) -> list[Block]:
    lines = found.commitments.rows
    ended = _of(lines, Standing.KEPT, Standing.KEPT_IN_PART, Standing.LAPSED, Standing.WITHDRAWN)
    return [
        Heading(_("Commitments")),
        paragraph(
            _(
                "A commitment has an owner, a result that anyone can see, and a date. What has not is listed as an "
                "aspiration: nobody can be held to it."
            )
        ),
        Heading(_("Late"), 3),
        commitments_table(
            _of(lines, Standing.LATE), "late", _("Commitments that are late"), _("No commitment is late.")
        ),
        Heading(_("Still open"), 3),
        commitments_table(
            _of(lines, Standing.OPEN), "open", _("Commitments not yet due"), _("No other commitment is open.")
        ),
        Heading(_("Kept or ended in the period"), 3),
        commitments_table(
            ended,
            "ended",
            _("Commitments that ended in the period"),
            _("No commitment ended between {period}.").format(
                period=_("{first} and {last}").format(
                    first=long_date(parameters.first_day), last=long_date(parameters.last_day)
                )
            ),
            closing=True,
        ),
        Heading(_("Aspirations"), 3),
        commitments_table(
            _of(lines, Standing.ASPIRATION), "aspirations", _("Aspirations"), _("There is no aspiration on record.")
        ),
        *left_out(found.commitments.left_out, _("this paper")),
    ]


def _events(found: _Found, parameters: Parameters) -> list[Block]:
    coming = [
        _("{day}: {event}{host}").format(
            day=long_date(row.starts_at.date()), event=row.title, host=f", {row.host}" if row.host else ""
        )
        for row in found.coming.rows
        if row.stage not in (EventStage.CANCELLED, EventStage.HELD)
    ]
    blocks: list[Block] = [
        Heading(_("Events and take-up")),
        events_table(found.events.rows),
        *left_out(found.events.left_out, _("this paper")),
        Heading(_("Coming up"), 3),
    ]
    if coming:
        return [*blocks, bullets(*coming)]
    nothing = _("No event is planned between {first} and {last}.")
    ahead = (long_date(parameters.as_at), long_date(parameters.as_at + AHEAD))
    return [*blocks, paragraph(nothing.format(first=ahead[0], last=ahead[1]))]


def _decisions(found: _Found) -> list[Block]:
    asked: list[str] = []
    # One question for each person, however often we wrote: the longest wait speaks for the others.
    longest = {row.who: row for row in sorted(found.unanswered.rows, key=lambda row: row.days_waiting)}
    for waiting in sorted(longest.values(), key=lambda row: (-row.days_waiting, row.id)):
        if waiting.days_waiting >= LONG_WAIT and len(asked) < MOST_QUESTIONS // 2:
            asked.append(
                _("Who follows up with {who}? {days} without a reply{about}.").format(
                    who=waiting.who or _("those who have not answered"),
                    days=capital(count_words(waiting.days_waiting, "day", "days")),
                    about=_(" about “{subject}”").format(subject=waiting.subject) if waiting.subject else "",
                )
            )
    for late in _of(found.commitments.rows, Standing.LATE):
        if len(asked) < MOST_QUESTIONS and late.due_on is not None:
            owner = late.owner or late.organisation or _("nobody named")
            asked.append(
                _("A new date, or an end, for “{text}” (due {due}, {owner})?").format(
                    text=late.text, due=long_date(late.due_on), owner=owner
                )
            )
    blocks: list[Block] = [Heading(_("Decisions sought"))]
    if asked:
        return [*blocks, paragraph(_("The board is asked to decide:")), numbered(*asked)]
    return [*blocks, paragraph(_("This paper is for information. It asks for no decision."))]


def _method(found: _Found, parameters: Parameters) -> list[Block]:
    words = _(
        "Figures are taken from the school’s liaison records as they stood on {day}. A conversation with several "
        "organisations counts once in the totals and with each of them in the table. Confidential records are counted "
        "and their words are not printed."
    )
    blocks: list[Block] = [
        Heading(_("How this paper was made")),
        paragraph(words.format(day=long_date(parameters.as_at))),
    ]
    who = ", ".join(part for part in (found.we.signature, found.we.email, found.we.phone) if part)
    return [*blocks, paragraph(_("Questions to: {who}.").format(who=who))]
