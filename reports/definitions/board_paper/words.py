"""The parts of the board paper that are words: purpose, summary, recommendations, decisions, how it was made."""

from __future__ import annotations

from models.queries.engagement_lines import Standing
from reports.definitions.board_paper.findings import Findings
from reports.document import Block, Heading, Runs, Span, bullets, numbered, paragraph, runs
from reports.formatting import listed, long_date, percent
from reports.parameters import Parameters
from reports.parts import between, capital, count_words
from resources.i18n import _

LONG_WAIT = 28
"""Days without a reply after which the board is asked to decide who follows it up."""

MOST_QUESTIONS = 6
"""Decisions put to one meeting at most; more would not be decided."""


def purpose(parameters: Parameters) -> list[Block]:
    """Return what the paper is for."""
    words = _(
        "This paper tells the board what the school did between {period} to keep up its links with other schools and "
        "colleges, the council and the community, what came of it, and what needs a decision."
    )
    return [Heading(_("Purpose")), paragraph(words.format(period=between(parameters)))]


def summary(found: Findings, parameters: Parameters) -> list[Block]:
    """Return the paper in a few sentences, whose figures count every record."""
    lines: list[str | Runs] = [
        _contact_words(found),
        _reply_words(found),
        _waiting_words(found, parameters),
        _keeping_words(found),
        _late_words(found, parameters),
        _without_words(found),
    ]
    return [Heading(_("Summary")), bullets(*(line for line in lines if line))]


def _contact_words(found: Findings) -> Runs:
    totals = found.totals
    meetings = count_words(totals.meetings, "meeting was held", "meetings were held")
    if not totals.contacts:
        return runs(_("We had no conversation with anyone, and {meetings}.").format(meetings=meetings))
    words = _("We had {contacts} with {organisations}, and {meetings}.").format(
        contacts=count_words(totals.contacts, "conversation", "conversations"),
        organisations=count_words(totals.organisations, "organisation", "organisations"),
        meetings=meetings,
    )
    how = _("A conversation with several organisations counts once here, and with each of them in the table.")
    return (Span(words, note=runs(how)),)


def _without_words(found: Findings) -> str:
    if not found.not_contacted:
        return _("We had contact with every organisation we know.") if found.totals.organisations else ""
    return _("{organisations} we know had no contact with us in the period.").format(
        organisations=capital(count_words(found.not_contacted, "organisation", "organisations"))
    )


def _reply_words(found: Findings) -> str:
    totals = found.totals
    if not totals.replies_wanted:
        return _("Nothing that we sent in the period asked for a reply.")
    given_up = totals.replies_wanted - totals.replied - found.waiting
    replied = _("{replied} had one ({rate})").format(
        replied=f"{totals.replied:,}", rate=percent(round(totals.reply_rate or 0, 2))
    )
    parts = [
        replied if totals.replied else "",
        _("{waiting} had none yet").format(waiting=f"{found.waiting:,}") if found.waiting else "",
        _("for {count} we stopped waiting").format(count=f"{given_up:,}") if given_up > 0 else "",
    ]
    sent = capital(count_words(totals.replies_wanted, "message that we sent", "messages that we sent"))
    if found.waiting == totals.replies_wanted:
        return _("{sent} in the period asked for a reply and had none yet.").format(sent=sent)
    return _("{sent} in the period asked for a reply: {outcome}.").format(sent=sent, outcome=listed(parts))


def _waiting_words(found: Findings, parameters: Parameters) -> str:
    every = len(found.unanswered.rows) + found.unanswered.left_out
    if every == found.waiting:
        return ""
    words = _("With those sent before, {waiting} had no reply by {day}.")
    if parameters.as_at > parameters.last_day:
        words = _("With those sent before and since, {waiting} had no reply by {day}.")
    return words.format(waiting=count_words(every, "message", "messages"), day=long_date(parameters.as_at))


def _keeping_words(found: Findings) -> str:
    keeping = found.keeping
    if not keeping.due:
        return _("No commitment fell due in the period.")
    # Of what is still to come nobody can say that it was not kept.
    rate = f" ({percent(round(keeping.rate, 2))})" if keeping.rate is not None and not keeping.open else ""
    parts = []
    for count, words in (
        (keeping.kept, _("{count} kept{rate}")),
        (keeping.kept_in_part, _("{count} kept in part")),
        (keeping.late, _("{count} late")),
        (keeping.lapsed, _("{count} lapsed")),
        (keeping.withdrawn, _("{count} withdrawn")),
        (keeping.referred, _("{count} referred on")),
        (keeping.open, _("{count} whose day is still to come")),
    ):
        if count:
            parts.append(words.format(count=f"{count:,}", rate=rate))
    if keeping.open == keeping.due:
        fell = count_words(keeping.due, "commitment falls", "commitments fall")
        return _("{due} due later in the period.").format(due=capital(fell))
    return _("{due} due in the period: {outcome}.{uncounted}").format(
        due=capital(count_words(keeping.due, "commitment was", "commitments were")),
        outcome=listed(parts),
        uncounted=_uncounted(found) if keeping.kept and rate else "",
    )


def _uncounted(found: Findings) -> str:
    """Return the sentence on what the rate does not count, with a space before it; "" where it counts all."""
    keeping = found.keeping
    kinds = [_("withdrawn") if keeping.withdrawn else "", _("referred on") if keeping.referred else ""]
    if not any(kinds):
        return ""
    return " " + _("The rate does not count what was {kinds}.").format(kinds=_(" or ").join(filter(None, kinds)))


def _late_words(found: Findings, parameters: Parameters) -> str:
    late = found.standings[Standing.LATE]
    if late == found.keeping.late:
        return ""
    words = _("With those due before, {late} late.")
    if parameters.as_at > parameters.last_day:
        words = _("With those due before and since, {late} late.")
    return words.format(late=count_words(late, "commitment is", "commitments are"))


def recommendations(found: Findings) -> list[Block]:
    """Return what the board is asked to do, as far as there is reason for it."""
    asked = [_("Note the contact made in the period.")]
    if found.totals.replied:
        asked = [_("Note the contact made in the period and the replies received.")]
    if not (found.totals.contacts or found.contacts.rows):
        asked = [_("Note that no contact is on record for the period.")]
    if found.unanswered.rows:
        decide = _("Note the correspondence that has had no reply, and decide who follows it up.")
        asked.append(decide if _waits(found) else _("Note the correspondence that has had no reply."))
    if found.lines(Standing.LATE):
        asked.append(_("Note the commitments that are late, and agree a new date or an end for each."))
    if found.lines(Standing.ASPIRATION):
        asked.append(_("Agree an owner, a result that can be seen and a date for each aspiration, or let it go."))
    if found.coming.rows:
        asked.append(_("Note the events that are coming up, and agree which the school supports."))
    return [Heading(_("Recommendations")), paragraph(found.words.recommend), numbered(*asked)]


def aim(found: Findings) -> str:
    """Return what the paper is for, in the words of its cover."""
    wanted = _waits(found) or found.lines(Standing.LATE) or _to_agree(found)
    return _("Information and decision") if wanted else _("Information")


def _to_agree(found: Findings) -> bool:
    """Return whether a recommendation asks to agree something that is no question of its own."""
    return bool(found.lines(Standing.ASPIRATION) or found.coming.rows)


def decisions(found: Findings) -> list[Block]:
    """Return the questions that need an answer most, and where the others are."""
    late = [line for line in found.lines(Standing.LATE) if line.due_on is not None]
    asked = [*_waits(found)]
    shown = late[: MOST_QUESTIONS - len(asked)]
    for line in shown:
        owner = line.owner or line.organisation or _("nobody named")
        asked.append(
            _("A new date, or an end, for “{text}” (due {due}, {owner})?").format(
                text=line.text, due=long_date(line.due_on) if line.due_on else "", owner=owner
            )
        )
    blocks: list[Block] = [Heading(_("Decisions sought"))]
    if not asked:
        none = _("This paper is for information. It asks for no decision.")
        agree = _("This paper asks for no decision beyond its recommendations.")
        return [*blocks, paragraph(agree if _to_agree(found) else none)]
    blocks += [paragraph(found.words.decide), numbered(*asked)]
    if more := len(late) - len(shown):
        words = _("{lines} in the table “{table}”.").format(
            lines=capital(count_words(more, "more late commitment is", "more late commitments are")),
            table=_("Commitments that are late"),
        )
        blocks.append(paragraph(words))
    return blocks


def _waits(found: Findings) -> list[str]:
    """Return one question for each person, however often we wrote: the longest wait speaks for the others."""
    longest = {row.who: row for row in sorted(found.unanswered.rows, key=lambda row: row.days_waiting)}
    longest_first = sorted(longest.values(), key=lambda row: (-row.days_waiting, row.id))
    return [
        _("Who follows up with {who}? {days} without a reply{about}.").format(
            who=row.who or _("those who have not answered"),
            days=capital(count_words(row.days_waiting, "day", "days")),
            about=_(" about “{subject}”").format(subject=row.subject) if row.subject else "",
        )
        for row in longest_first
        if row.days_waiting >= LONG_WAIT
    ][: MOST_QUESTIONS // 2]


def method(found: Findings, parameters: Parameters) -> list[Block]:
    """Return where the figures come from and whom to ask."""
    words = _(
        "Figures are taken from the school’s liaison records as they stood on {day}. Confidential records are counted "
        "in the summary and their words are not printed."
    )
    return [
        Heading(_("How this paper was made")),
        paragraph(words.format(day=long_date(parameters.as_at))),
        paragraph(_("Questions to:"), " ", *found.we.reach, "."),
    ]
