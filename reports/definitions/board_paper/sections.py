"""The parts of the board paper that are tables: contact, correspondence, commitments, events."""

from __future__ import annotations

from models.queries.engagement_lines import Standing
from models.vocabulary import EventStage
from reports.definitions.board_paper.findings import AHEAD, Findings
from reports.document import Block, Facts, Heading, Tone, bullets, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import between, count_words, leaving_out, not_listed, reason
from reports.tables import commitments_table, engagement_table, events_table, monthly_chart, unanswered_table
from resources.i18n import _, ngettext


def engagement(found: Findings) -> list[Block]:
    """Return the figures of the period, month by month and by organisation."""
    totals = found.totals
    blocks: list[Block] = [
        Heading(_("Engagement in the period")),
        Facts(
            (
                (_("Conversations that we started"), totals.contacts_out),
                (_("Conversations that others started"), totals.contacts_in),
                (_("Replies wanted"), totals.replies_wanted),
                (_("Replies received"), totals.replied),
                (_("Organisations in contact"), totals.organisations),
                (_("Organisations without contact"), found.not_contacted),
                (_("Meetings held"), totals.meetings),
            ),
            title=_("The period in figures"),
        ),
    ]
    if found.months.channels:
        chart, table = monthly_chart(found.months, _("Conversations by month and by how we spoke"))
        blocks += [Heading(_("Month by month"), 3), chart, table]
    contacts = leaving_out(
        engagement_table(found.contacts.rows),
        found.contacts.left_out,
        "organisation",
        "organisations",
        reason(found.audience),
        counted=True,
    )
    return [*blocks, Heading(_("By organisation"), 3), contacts]


def unanswered(found: Findings, parameters: Parameters) -> list[Block]:
    """Return what has no reply, as facts."""
    words = _(
        "What we sent that asked for a reply and had none by {day}, the longest overdue first. Days waiting count from "
        "the day it was sent. No reply may have many reasons; the table states only what happened."
    )
    day = long_date(parameters.as_at)
    table = leaving_out(
        unanswered_table(found.unanswered.rows, _("No message was waiting for a reply on {day}.").format(day=day)),
        found.unanswered.left_out,
        "message",
        "messages",
        reason(found.audience),
        counted=True,
    )
    explained = [paragraph(words.format(day=day))] if table.rows else []
    return [Heading(_("Unanswered correspondence")), *explained, table]


def commitments(found: Findings, parameters: Parameters) -> list[Block]:
    """Return what was promised: late, open, ended, and what is only hoped for."""
    words = _(
        "A commitment has an owner, a result that anyone can see, and a date. What has not is listed as an aspiration: "
        "nobody can be held to it."
    )
    late, still_open, hopes = found.lines(Standing.LATE), found.lines(Standing.OPEN), found.lines(Standing.ASPIRATION)
    ended = found.lines(Standing.KEPT, Standing.KEPT_IN_PART, Standing.LAPSED, Standing.WITHDRAWN, Standing.REFERRED)
    none_ended = _none(found, _("No commitment ended between {period}.").format(period=between(parameters)))
    return [
        Heading(_("Commitments")),
        paragraph(words),
        *_in_none(found),
        Heading(_("Late"), 3),
        commitments_table(
            late, "late", _("Late"), _("Commitments that are late"), _none(found, _("No commitment is late."))
        ),
        Heading(_("Still open"), 3),
        commitments_table(
            still_open,
            "open",
            _("Still open"),
            _("Commitments not yet due"),
            _none(found, _("No other commitment is open.")),
        ),
        Heading(_("Kept or ended in the period"), 3),
        commitments_table(
            ended, "ended", _("Ended"), _("Commitments that ended in the period"), none_ended, closing=True
        ),
        Heading(_("Aspirations"), 3),
        commitments_table(
            hopes,
            "aspirations",
            _("Aspirations"),
            _("Hopes that lack an owner, a result or a date"),
            _none(found, _("No aspiration is on record.")),
        ),
    ]


def _none(found: Findings, words: str) -> str:
    """Return the words of an empty table, which must not deny what it only leaves out."""
    return _("There is nothing that may be shown here.") if found.commitments.left_out else words


def _in_none(found: Findings) -> list[Block]:
    """Return the note on commitments that are in none of the tables; nothing where all are."""
    count = found.commitments.left_out
    if not count:
        return []
    words = ngettext(
        "{things} is in none of these tables because it is {reason}. The summary counts it.",
        "{things} are in none of these tables because they are {reason}. The summary counts them.",
        count,
    ).format(things=count_words(count, "commitment", "commitments"), reason=reason(found.audience))
    return [paragraph(words, tone=Tone.NOTE)]


def events(found: Findings, parameters: Parameters) -> list[Block]:
    """Return the events of the period with their take-up, and those to come."""
    coming = [
        _("{day}: {event}{host}").format(
            day=long_date(row.starts_at.date()), event=row.title, host=f", {row.host}" if row.host else ""
        )
        for row in found.coming.rows
        if row.stage not in (EventStage.CANCELLED, EventStage.HELD)
    ]
    why = reason(found.audience)
    held = leaving_out(events_table(found.events.rows), found.events.left_out, "event", "events", why)
    blocks: list[Block] = [Heading(_("Events and take-up")), held, Heading(_("Coming up"), 3)]
    if coming:
        blocks.append(bullets(*coming))
    else:
        ahead = (long_date(parameters.as_at), long_date(parameters.as_at + AHEAD))
        nothing = _("No event is planned between {first} and {last}.")
        if found.coming.left_out:
            nothing = _("No event that may be shown here is planned between {first} and {last}.")
        blocks.append(paragraph(nothing.format(first=ahead[0], last=ahead[1])))
    if count := found.coming.left_out:
        words = not_listed(count, "event", "events", why)
        blocks.append(paragraph(words, tone=Tone.NOTE))
    return blocks
