"""What is written to those told about an event: a message for each, as drafts of emails and as letters to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.mail import LETTERS, keep_draft, open_drafts
from models.actions.telling import Telling, tell_organisations
from models.exchange.mail_drafts import MailAddress, MailDraft, write_draft
from models.queries.telling import PlannedMessage
from models.vocabulary import Channel
from reports.formatting import clock, long_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.context import Context
    from desktop.jobs import Progress
    from models.queries.events import EventDetail


@dataclass(frozen=True)
class Post:
    """What goes out about an event, and what is noted of it."""

    event_id: int
    title: str
    """Of the event: the subject of what is written."""
    text: str
    """What all of them are told, without salutation and name."""
    us: MailAddress
    school: str
    day: date
    how: str
    """By what they are asked to tell their people, where it was said."""

    def words_for(self, one: PlannedMessage) -> str:
        """Return the whole message for one of them."""
        who = one.person or one.organisation
        sender = "\n".join(part for part in (self.us.name, self.school) if part)
        dear = _("Dear {name}").format(name=who)
        return "\n\n".join(part for part in (dear, self.text.strip(), sender) if part)


class Posting:
    """Writes emails and letters and notes them, away from the main thread; then opens what was written."""

    def __init__(self, context: Context, post: Post, messages: Sequence[PlannedMessage]) -> None:
        """Write the emails, so that an address that is none is told (WrongUse) before anything is noted."""
        self._context, self._post, self._messages = context, post, tuple(messages)
        self._emails = [(one, write_draft(self._draft(one))) for one in messages if one.channel is Channel.EMAIL]

    def start(self) -> None:
        """Begin."""
        self._context.jobs.submit(_("Writing the messages"), self._work, self._on_written)

    def _draft(self, one: PlannedMessage) -> MailDraft:
        post = self._post
        return MailDraft(
            subject=post.title,
            body=post.words_for(one),
            to=(MailAddress(one.person or one.organisation, one.address),),
            sender=post.us if post.us.address else None,
        )

    def _work(self, _progress: Progress) -> tuple[Path, ...]:
        post = self._post
        written = [keep_draft(content, f"{post.title} {one.organisation}") for one, content in self._emails]
        by_post = [one for one in self._messages if one.channel is Channel.LETTER]
        if by_post:
            written.append(keep_draft(self._letters(by_post), _("{title} letters").format(title=post.title), LETTERS))
        count = len(self._messages)
        words = ngettext("Tell {count} neighbour", "Tell {count} neighbours", count).format(count=count)
        tellings = [
            Telling(one.organisation_id, one.channel, post.words_for(one), one.person_id) for one in self._messages
        ]
        with self._context.store.write(f"{words}: {post.title}") as session:
            tell_organisations(
                session,
                post.event_id,
                tellings,
                post.day,
                subject=post.title,
                how=post.how,
                our_person=post.us.name,
            )
        return tuple(written)

    def _letters(self, by_post: Sequence[PlannedMessage]) -> bytes:
        from reports.house import find_house
        from reports.mail_merge.printing import plain_letter, print_letters

        post = self._post
        letters = [plain_letter(one.organisation, address_of(one), post.words_for(one), post.day) for one in by_post]
        with self._context.store.read() as session:
            house = find_house(session)
        return print_letters(post.title, letters, post.day, sender=post.school, house=house)

    def _on_written(self, places: tuple[Path, ...]) -> None:
        words = ngettext(
            "Nothing here opened the {n} message. It is kept in a folder.",
            "Nothing here opened the {n} messages. They are kept in a folder.",
            len(places),
        )
        open_drafts(self._context, places, words.format(n=len(places)))


def address_of(one: PlannedMessage) -> str:
    """Return the lines of a letter's address: the person, the organisation, and where it is."""
    lines = one.address.splitlines()
    if lines and one.organisation.casefold() == lines[0].casefold():
        lines = lines[1:]
    return "\n".join(part for part in (one.person, one.organisation, *lines) if part)


def facts_of(event: EventDetail) -> str:
    """Return what an event is, in lines: what, when, where, for whom, and what is asked."""
    row = event.row
    when = f"{long_date(row.starts_at.date())}, {clock(row.starts_at)}"
    if row.ends_at is not None and row.ends_at.date() == row.starts_at.date():
        when = _("{start} to {end}").format(start=when, end=clock(row.ends_at))
    facts = (
        (_("When"), when),
        (_("Where"), row.place),
        (_("Held by"), row.host or ""),
        (_("Open to"), row.open_to),
    )
    lines = [row.title, "", *(f"{name}: {value}" for name, value in facts if value), ""]
    return "\n".join([*lines, _("Could you tell your people about this, for example in your newsletter?"), ""])
