"""The matter that a conversation belongs to: all of its conversations in order, and whether it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.threads import (
    ThreadFields,
    close_thread,
    edit_thread,
    open_thread,
    park_thread,
    put_in_thread,
    reopen_thread,
    take_out_of_thread,
)
from models.errors import WrongUse
from models.queries.forms import find_values
from models.queries.party_parts import list_party_parts
from models.queries.threads import ThreadRow, ThreadTalk, list_thread_talks, list_threads
from models.vocabulary import ReplyState, ThreadState
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m


def bodies_of_talk(session: Session, owner: Owner) -> list[tuple[str, object]]:
    """Return the organisations of a conversation, to choose from."""
    rows = list_party_parts(session, owner.id, date.max)
    numbers = dict.fromkeys(row.organisation_id for row in rows if row.organisation_id is not None)
    return [
        (str(find_values(session, "organisation", number, ("name",)).get("name", "")), number) for number in numbers
    ]


def _matter(session: Session, owner: Owner, today: date) -> Sequence[ThreadRow | ThreadTalk]:
    number = find_values(session, "conversation", owner.id, ("thread_id",)).get("thread_id")
    if not isinstance(number, int):
        return ()
    return (*list_threads(session, thread_id=number), *list_thread_talks(session, number))


def _matter_line(row: ThreadRow | ThreadTalk) -> Line:
    if isinstance(row, ThreadRow):
        count = ngettext("{n} conversation", "{n} conversations", row.conversations).format(n=row.conversations)
        waiting = ngettext("{n} waits for a reply", "{n} wait for a reply", row.awaiting).format(n=row.awaiting)
        said = joined(
            row.organisation,
            row.theme,
            _("since {day}").format(day=day_words(row.opened_on)),
            count,
            waiting if row.awaiting else "",
        )
        tones = {ThreadState.OPEN: Tone.INFO, ThreadState.CLOSED: Tone.GOOD}
        return Line(row.id, row.subject, said, label(row.state), tones.get(row.state, Tone.PLAIN))
    who = ", ".join(party.name for party in row.parties)
    said = joined(label(row.channel), label(row.direction), row.subject, row.our_person)
    waits = row.reply_state is ReplyState.AWAITING
    aside = "" if row.reply_state is ReplyState.NONE_NEEDED else label(row.reply_state)
    # Those in the matter are counted below zero: their numbers are of another table than that of the matter.
    return Line(-row.id, f"{day_words(row.happened_on)}: {who}", said, aside, Tone.SOON if waits else Tone.PLAIN)


def _is_matter(row: ThreadRow | ThreadTalk) -> bool:
    return isinstance(row, ThreadRow)


def _is_talk(row: ThreadRow | ThreadTalk) -> bool:
    return isinstance(row, ThreadTalk)


def _is_open(row: ThreadRow | ThreadTalk) -> bool:
    return isinstance(row, ThreadRow) and row.state is ThreadState.OPEN


def _is_laid_aside(row: ThreadRow | ThreadTalk) -> bool:
    return isinstance(row, ThreadRow) and row.state is not ThreadState.OPEN


def _matters(session: Session, owner: Owner) -> list[tuple[str, object]]:
    """Return the matters that are not closed, the latest first, each with whose it is."""
    rows = [row for row in list_threads(session) if row.state is not ThreadState.CLOSED]
    return [(f"{row.subject} ({row.organisation})" if row.organisation else row.subject, row.id) for row in rows]


def _put_in(session: Session, conversation_id: int, values: Values) -> None:
    subject, number = str(values["subject"] or "").strip(), values["thread_id"]
    if number is None and not subject:
        raise WrongUse(_("Choose a matter, or enter what the new one is about."))
    if number is None:
        happened_on = find_values(session, "conversation", conversation_id, ("happened_on",))["happened_on"]
        bodies = bodies_of_talk(session, Owner("conversation", conversation_id, ""))
        whose = bodies[0][1] if len(bodies) == 1 else None
        number = open_thread(session, ThreadFields(subject, happened_on, whose if isinstance(whose, int) else None))
    put_in_thread(session, number, [conversation_id])


def _take_out(session: Session, number: int, values: Values) -> None:
    take_out_of_thread(session, [abs(number)])


def _park(session: Session, number: int, values: Values) -> None:
    park_thread(session, number)


def _close(session: Session, number: int, values: Values) -> None:
    close_thread(session, number, values["closed_on"])


def _reopen(session: Session, number: int, values: Values) -> None:
    reopen_thread(session, number)


MATTER = Part(
    kind="thread",
    title=m("The matter it belongs to"),
    nothing=m("It stands by itself. Put conversations about one thing into a matter to read them in order."),
    rows=_matter,
    line=_matter_line,
    form=ThreadFields,
    fields=(
        FieldSpec("subject", m("&What it is about"), 12, m("Enter what it is about")),
        FieldSpec("opened_on", m("&Since"), 6, m("Enter since when")),
        FieldSpec("organisation_id", m("Whose &matter"), 6, kinds=("organisation",)),
        FieldSpec("theme_id", m("&Theme"), 6, kinds=("tag",), short_list=True, blank=m("None")),
    ),
    edit=edit_thread,
    changes=_is_matter,
    steps=(
        Step(m("Take it out of the matter"), _take_out, when=_is_talk),
        Step(m("Lay it aside"), _park, when=_is_open),
        Step(
            m("It is done…"),
            _close,
            (FieldSpec("closed_on", m("&Done on"), 6, m("Enter when"), type=date, start=as_today),),
            save=m("It is done"),
            when=_is_open,
        ),
        Step(m("Open it again"), _reopen, when=_is_laid_aside),
    ),
    together=(
        Step(
            m("Put it into a matter…"),
            _put_in,
            (
                FieldSpec("thread_id", m("&Which matter"), 12, type=int, options=_matters, blank=m("A new one")),
                FieldSpec("subject", m("What the &new one is about"), 12, type=str),
            ),
        ),
    ),
    opens=lambda row: ("conversation", row.id) if isinstance(row, ThreadTalk) else None,
    touches=("conversation", "conversation_party", "tag"),
)
