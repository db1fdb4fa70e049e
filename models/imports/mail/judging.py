"""An email beside the book: which conversation it is, with whom, and whether it answers one of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.attachments import MOST_BYTES
from models.entities import Conversation
from models.exchange.mail_drafts import MailAddress
from models.exchange.mail_reading import ReadMail
from models.exchange.names.cells import understand_names
from models.imports.earlier import Earlier
from models.imports.kinds import Asked
from models.imports.mail.addresses import ours_among, owners_of, people_called
from models.imports.mail.plans import MailPlan, NewParty
from models.imports.mail.reading import MailRead
from models.imports.preview import Candidate, Choice, Decisions, Fate, FieldChange, PreviewLine, print_of
from models.queries.parties import Party
from models.queries.records import find_names
from models.value_words import in_words
from models.vocabulary import Direction
from resources.i18n import _

_FIRST_DAY = date(1990, 1, 1)
"""Before which nobody sent emails that are kept as files today."""
LONGEST_NOTE = 20_000
"""Characters of an email that stand in the conversation; the whole email can be added as a file."""


def judge_mail(session: Session, read: MailRead, decisions: Decisions, asked: Asked) -> tuple[PreviewLine, ...]:
    """Return what becomes of an email, as one line: a conversation that is new, or one that came in before."""
    mail = read.mail
    fingerprint = print_of("mail", mail.key, mail.subject, mail.sent_at, mail.sender, mail.text)
    cells = (mail.sender.address if mail.sender else "", ", ".join(one.address for one in mail.to), mail.subject)
    line = PreviewLine(
        1, mail.subject or _("Email without a subject"), Fate.SAME, "conversation", notes=mail.notes,
        key=f"mail:{mail.key}" if mail.key else "", fingerprint=fingerprint, cells=cells,
    )  # fmt: skip
    earlier = Earlier(session, [fingerprint], [line.key, *(f"mail:{key}" for key in mail.answers)])
    before = earlier.record_of_line(fingerprint) or earlier.record_of_key(line.key)
    decision = decisions.get(fingerprint)
    if before is not None:
        return (replace(line, record_id=before[1], notes=(_("Brought in before."),)),)
    if decision is Choice.LEAVE_OUT:
        return (replace(line, fate=Fate.REFUSED, reasons=(_("You left it out."),)),)
    everybody = [one for one in (mail.sender, *mail.to, *mail.copied) if one is not None]
    ours = ours_among(session, {one.address.casefold() for one in everybody}, asked.today)
    sent = mail.sender is None or mail.sender.address.casefold() in ours
    others = [one for one in ((*mail.to, *mail.copied) if sent else (mail.sender,)) if one is not None]
    others = [one for one in others if one.address.casefold() not in ours]
    plan = _plan(mail, Direction.OUT if sent else Direction.IN, asked)
    if not sent:
        plan = replace(plan, answers_id=_answered(session, earlier, mail))
    return (_with_party(session, read, line, plan, others, decision),)


def _plan(mail: ReadMail, direction: Direction, asked: Asked) -> MailPlan:
    moment = mail.sent_at if _is_likely(mail, asked) else None
    return MailPlan(
        direction,
        moment.date() if moment is not None else asked.today,
        moment.time().replace(second=0, microsecond=0) if moment is not None else None,
        mail.subject[:300],
        mail.text[:LONGEST_NOTE],
        (),
        files=tuple(file for file in mail.files if len(file.data) <= MOST_BYTES),
    )


def _is_likely(mail: ReadMail, asked: Asked) -> bool:
    """Say whether an email may have been sent when it says: clocks that are wrong write 1970 or 2099."""
    return mail.sent_at is not None and _FIRST_DAY <= mail.sent_at.date() <= asked.today + timedelta(days=1)


def _answered(session: Session, earlier: Earlier, mail: ReadMail) -> int | None:
    """Return the conversation of ours that an email answers, where it came in as an email too."""
    for key in mail.answers:
        ref = earlier.record_of_key(f"mail:{key}")
        if ref is not None and ref[0] == "conversation":
            question = select(Conversation.direction).where(Conversation.id == ref[1])
            if session.scalars(question).one() is Direction.OUT:
                return ref[1]
    return None


def _with_party(
    session: Session,
    read: MailRead,
    line: PreviewLine,
    plan: MailPlan,
    others: list[MailAddress],
    decision: Choice | int | None,
) -> PreviewLine:
    """Return the line with whom the conversation was: known by the address, said by a person, or to be asked."""
    if read.party is not None:
        return _taken(line, replace(plan, parties=(_named(session, read.party),)), read)
    if isinstance(decision, int):
        return _taken(line, replace(plan, parties=(Party(decision),)), read)
    owners = owners_of(session, {one.address.casefold() for one in others})
    known = [owners[key] for one in others if (key := one.address.casefold()) in owners]
    shared = [some for some in known if len({one.person_id for one in some if one.person_id is not None}) > 1]
    if shared and decision is None:
        words = _("Several people of the book have this address. Say who it was.")
        candidates = tuple(Candidate(one.person_id, one.name, "") for one in shared[0] if one.person_id is not None)
        return replace(line, fate=Fate.DOUBTFUL, reasons=(words,), candidates=candidates, can_be_new=False)
    if known:
        return _taken(line, replace(plan, parties=tuple(dict.fromkeys(some[0] for some in known))), read)
    if not others:
        words = _("It is between our own addresses only.")
        return replace(line, fate=Fate.REFUSED, reasons=(words,))
    return _unknown(session, read, line, plan, others[0], decision)


def _named(session: Session, party: Party) -> Party:
    """Return a party with its name."""
    ref = ("person", party.person_id) if party.person_id is not None else ("organisation", party.organisation_id or 0)
    found = find_names(session, [ref]).get(ref)
    return replace(party, name=found.name) if found is not None else party


def _unknown(
    session: Session,
    read: MailRead,
    line: PreviewLine,
    plan: MailPlan,
    other: MailAddress,
    decision: Choice | int | None,
) -> PreviewLine:
    people = understand_names(other.name).people
    name = people[0] if len(people) == 1 else None
    given, family = (name.given_name, name.family_name) if name is not None else ("", other.name or other.address)
    if decision is Choice.NEW:
        person = NewParty(given, family, other.address, name.title if name is not None else "")
        return _taken(line, replace(plan, new_party=person), read)
    words = _("The book has nobody with the address {address}.").format(address=other.address)
    return replace(line, fate=Fate.DOUBTFUL, reasons=(words,), candidates=people_called(session, given, family))


def _taken(line: PreviewLine, plan: MailPlan, read: MailRead) -> PreviewLine:
    """Return the line as a conversation to be written down, with all of it in words."""
    who = [one.name for one in plan.parties if one.name]
    if plan.new_party is not None:
        who = [f"{plan.new_party.given_name} {plan.new_party.family_name}".strip()]
    changes = [
        FieldChange("direction", _("Direction"), None, plan.direction),
        FieldChange("with", _("With"), None, ", ".join(who) or None),
        FieldChange("happened_on", _("Date"), None, plan.happened_on),
        FieldChange("note", _("Note"), None, plan.note[:200] or None),
        *(FieldChange("file", _("File"), None, file.name) for file in plan.files),
    ]
    notes = (*line.notes, *_left_out(read, plan))
    told = tuple(change for change in changes if change.after is not None)
    return replace(line, fate=Fate.NEW, changes=told, notes=notes, plan=plan)


def _left_out(read: MailRead, plan: MailPlan) -> Iterable[str]:
    if read.mail.sent_at is not None and read.mail.sent_at.date() != plan.happened_on:
        yield _("Its date, {day}, cannot be right.").format(day=in_words(read.mail.sent_at.date()))
    if plan.happened_at is None:
        yield _("It is written down under today.")
    if len(read.mail.text) > LONGEST_NOTE:
        yield _("The email is long: its end is left out.")
    if plan.answers_id is not None:
        yield _("It answers what we sent, which no longer waits for a reply.")
    for file in read.mail.files:
        if len(file.data) > MOST_BYTES:
            yield _("“{name}” is too large for the book and left out.").format(name=file.name)
