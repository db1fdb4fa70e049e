"""The items of the minutes: what was said, who declared an interest, what was challenged, what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.queries.meeting_rows import AgendaItemRow, DecisionRow
from models.vocabulary import AgendaItemKind, DecisionKind
from models.words import label
from reports.definitions.board.minutes.findings import Findings
from reports.document import Block, Heading, ListBlock, ListItem, Paragraph, Span, Tone, paragraph, runs
from reports.formatting import listed, long_date
from resources.i18n import _


def item_blocks(found: Findings, items: Iterable[AgendaItemRow], as_at: date) -> list[Block]:
    """Return the minutes of some items, each under its number and title."""
    blocks: list[Block] = []
    for item in items:
        blocks += _item(found, item, as_at)
    if not blocks:
        blocks.append(paragraph(_("No item of this meeting is recorded.")))
    return blocks


def _item(found: Findings, item: AgendaItemRow, as_at: date) -> list[Block]:
    title = _("{number}. {title}").format(number=item.number, title=item.title)
    about = [
        _("Led by {lead}").format(lead=item.lead) if item.lead else "",
        _("Minute {reference}").format(reference=item.reference) if item.reference else "",
    ]
    blocks: list[Block] = [Heading(title, 3)]
    if any(about):
        blocks.append(paragraph(". ".join(filter(None, about)) + ".", tone=Tone.NOTE))
    said: list[Block] = [
        *_declared(found, item),
        *([paragraph(item.minute)] if item.minute else []),
        *_entries(found, item),
        *(_questions(found, as_at) if item.kind is AgendaItemKind.OPEN_FORUM else []),
        *_decided(found, item),
    ]
    return [*blocks, *(said or [paragraph(_("Nothing is minuted under this item."))])]


def _declared(found: Findings, item: AgendaItemRow) -> list[Block]:
    lines = []
    for one in found.minutes.declarations:
        if one.agenda_item_id == item.id:
            words = _("{person} declared an interest in {interest} and withdrew for this item.")
            if not one.withdrew:
                words = _("{person} declared an interest in {interest} and stayed for this item.")
            lines.append(paragraph(words.format(person=one.person, interest=one.interest or _("this item"))))
    return list(lines)


def _entries(found: Findings, item: AgendaItemRow) -> list[Block]:
    blocks: list[Block] = []
    for entry in found.minutes.entries:
        if entry.agenda_item_id != item.id:
            continue
        parts: list[str | Span] = []
        if entry.is_challenge:
            who = _("Challenge ({person}):").format(person=entry.raised_by) if entry.raised_by else _("Challenge:")
            parts += [Span(who, bold=True), " "]
        parts.append(entry.text)
        if entry.reference and entry.reference != item.reference:
            parts.append(_(" (minute {reference})").format(reference=entry.reference))
        blocks.append(paragraph(*parts))
    return blocks


def _questions(found: Findings, as_at: date) -> list[Block]:
    """Return what was asked in the open forum, and what came of it by the day of the paper."""
    items = []
    for one in found.detail.questions:
        who = one.asked_by or _("Name not recorded")
        parts: list[str | Span] = [Span(_("{who}:").format(who=who), bold=True), " ", one.question]
        if one.answered_on is not None and one.answered_on <= as_at:
            parts.append(
                " " + _("Answered on {day}: {answer}").format(day=long_date(one.answered_on), answer=one.answer)
            )
        elif one.answer_promised_by or one.due_on:
            by = _("{person} is to answer") if one.answer_promised_by else _("An answer is due")
            due = _(" by {day}").format(day=long_date(one.due_on)) if one.due_on else ""
            parts.append(" " + by.format(person=one.answer_promised_by) + due + ".")
        items.append(ListItem(runs(parts)))
    return [ListBlock(tuple(items))] if items else []


def _decided(found: Findings, item: AgendaItemRow) -> list[Paragraph]:
    return [decision_paragraph(found, one) for one in found.decisions.rows if one.agenda_item_id == item.id]


def decision_paragraph(found: Findings, one: DecisionRow) -> Paragraph:
    """Return a decision in one paragraph: outcome, words, votes, who moved it, who stood apart."""
    outcome = label(one.outcome)
    if one.kind is DecisionKind.CHAIRS_ACTION:
        outcome = _("Chair’s action")
    more = [votes_words(one), _moved(found, one), _apart(found, one)]
    return paragraph(
        Span(_("{outcome}:").format(outcome=outcome), bold=True), " ", " ".join([one.text, *filter(None, more)])
    )


def votes_words(one: DecisionRow) -> str:
    """Return how a vote went, as a sentence; "" where no votes were counted."""
    parts = [
        _("{count} for").format(count=one.votes_for) if one.votes_for is not None else "",
        _("{count} against").format(count=one.votes_against) if one.votes_against is not None else "",
        _("{count} abstained").format(count=one.abstentions) if one.abstentions is not None else "",
    ]
    if not any(parts):
        return ""
    cast = _("; the chair’s casting vote decided") if one.casting_vote else ""
    return _("Votes: {votes}{cast}.").format(votes=listed(parts), cast=cast)


def _moved(found: Findings, one: DecisionRow) -> str:
    proposer = found.names.get(("person", one.proposer_id or 0), "")
    seconder = found.names.get(("person", one.seconder_id or 0), "")
    parts = [
        _("Proposed by {name}").format(name=proposer) if proposer else "",
        _("seconded by {name}").format(name=seconder) if seconder else "",
    ]
    words = ", ".join(filter(None, parts))
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _apart(found: Findings, one: DecisionRow) -> str:
    """Return who stood apart: by the words of the minutes, else by name."""
    if one.dissent:
        return one.dissent
    named = [
        _("{person}: {kind}{reason}").format(
            person=dissent.person,
            kind=label(dissent.kind).lower(),
            reason=f" ({dissent.reason.rstrip('.')})" if dissent.reason else "",
        )
        for dissent in found.minutes.dissents
        if dissent.decision_id == one.id
    ]
    return _("Recorded: {names}.").format(names="; ".join(named)) if named else ""
