"""Notes, references and reminders of a record as cards of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.attachments import AttachmentFields, detach, edit_attachment
from models.actions.notes import NoteFields, add_note, edit_note, put_away_note
from models.actions.references import (
    ReferenceFields,
    add_reference,
    edit_reference,
    link_reference,
    unlink_reference,
)
from models.actions.reminders import (
    ReminderFields,
    add_reminder,
    edit_reminder,
    finish_reminder,
    remove_reminder,
    reopen_reminder,
)
from models.queries.attachments import AttachmentRow, list_attachments
from models.queries.notes import NoteFilter, NoteRow, list_notes
from models.queries.references import ReferenceFilter, ReferenceRow, has_other_references, list_references
from models.queries.reminders import ReminderRow, list_reminders
from models.vocabulary import NoteKind, Visibility
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def secret_words(level: Visibility) -> str:
    """Return the pill of what few may read; nothing of the rest."""
    return label(level) if level is Visibility.CONFIDENTIAL else ""


def size_words(size: int) -> str:
    """Return the size of a file as people say it."""
    for limit, unit in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= limit:
            return f"{size / limit:.1f}".removesuffix(".0") + f" {unit}"
    return _("{n} bytes").format(n=size)


def _of_record(owner: Owner) -> Values:
    return {"record_kind": owner.kind}


def _notes(session: Session, owner: Owner, today: date) -> Sequence[NoteRow]:
    return list_notes(session, NoteFilter(record=(owner.kind, owner.id)), limit=None).rows


def _note_line(row: NoteRow) -> Line:
    hours = _("{n} hours").format(n=row.hours) if row.hours is not None else ""
    sure = label(row.confidence) if row.confidence is not None else ""
    kind = label(row.kind) if row.kind is not NoteKind.NOTE else ""
    detail = joined(day_words(row.noted_on), kind, hours, row.source, sure)
    return Line(row.id, row.text, detail, secret_words(row.visibility), Tone.INFO)


NOTES = Part(
    kind="note",
    title=m("Notes"),
    nothing=m("Nothing is noted. What is worth knowing and belongs nowhere else goes here."),
    rows=_notes,
    line=_note_line,
    add=m("Write a note…"),
    form=NoteFields,
    fields=(
        FieldSpec("text", m("&Note"), 12, m("Enter what is to be noted"), lines=5),
        FieldSpec("kind", m("&About")),
        FieldSpec("noted_on", m("&Day"), needed=m("Enter the day of the note"), start=as_today),
        FieldSpec("confidence", m("How &sure it is"), blank=m("Not said")),
        FieldSpec("hours", m("&Hours"), hint=m("Only for a note on capacity: hours given or free")),
    ),
    create=add_note,
    edit=edit_note,
    remove=put_away_note,
    remove_words=m("Put away"),
    owner="record_id",
    fixed=_of_record,
)


def _references(session: Session, owner: Owner, today: date) -> Sequence[ReferenceRow]:
    return list_references(session, ReferenceFilter(record=(owner.kind, owner.id)))


def _reference_line(row: ReferenceRow) -> Line:
    day = day_words(row.published_on) if row.published_on is not None else ""
    detail = joined(label(row.kind), row.author, row.published_in, day, row.url, row.note)
    return Line(row.id, row.title, detail, secret_words(row.visibility), Tone.INFO)


def references_on(kind: str) -> Part:
    """Return the card of articles, links and press mentions that belong to a kind of record."""

    def create(session: Session, number: int, form: ReferenceFields) -> None:
        link_reference(session, add_reference(session, form), kind, number)

    def take_off(session: Session, owner: Owner, number: int) -> None:
        unlink_reference(session, number, owner.kind, owner.id)

    def use(session: Session, number: int, values: Values) -> str | None:
        there = {row.id for row in list_references(session, ReferenceFilter(record=(kind, number)))}
        link_reference(session, values["reference_id"], kind, number)
        return _("It is on this record already.") if values["reference_id"] in there else None

    def any_other(session: Session, owner: Owner) -> bool:
        return has_other_references(session, owner.kind, owner.id)

    return Part(
        kind="reference",
        title=m("Articles and links"),
        nothing=m("No article, web page or mention in the press is kept here yet."),
        rows=_references,
        line=_reference_line,
        add=m("Add an article or link…"),
        form=ReferenceFields,
        fields=(
            FieldSpec("title", m("&Title"), 12, m("Enter what it is called")),
            FieldSpec("kind", m("&Kind")),
            FieldSpec("url", m("&Web address"), hint=m("Begins with https://")),
            FieldSpec("author", m("Aut&hor")),
            FieldSpec("published_in", m("Where it &appeared")),
            FieldSpec("published_on", m("&Day it appeared")),
            FieldSpec("note", m("Wh&y it matters"), 12, lines=3),
        ),
        create_on=create,
        edit=edit_reference,
        take_out=take_off,
        remove_words=m("Take off"),
        together=(
            Step(
                m("Use one kept elsewhere…"),
                use,
                (
                    FieldSpec(
                        "reference_id",
                        m("&Which one"),
                        12,
                        m("Choose an article or link that is kept on another record"),
                        hint=m("Type part of its title. It is kept once and shows on both records."),
                        kinds=("reference",),
                        type=int,
                    ),
                ),
                save=m("Add it here"),
                offered=any_other,
            ),
        ),
    )


def _reminders(session: Session, owner: Owner, today: date) -> Sequence[ReminderRow]:
    rows = list_reminders(session, today, up_to=date.max, with_done=True, record=(owner.kind, owner.id))
    return sorted(rows, key=lambda row: (row.done_on is not None, row.shows_on, row.id))


def _is_open(row: ReminderRow) -> bool:
    return row.done_on is None


def _is_done(row: ReminderRow) -> bool:
    return row.done_on is not None


def reminders(today: Callable[[], date]) -> Part:
    """Return the card of what to think of, on which day."""

    def line(row: ReminderRow) -> Line:
        early = _("shows on {day}, a school day").format(day=day_words(row.shows_on))
        detail = joined(day_words(row.due_on), early if row.shows_on != row.due_on else "")
        if row.done_on is not None:
            done = _("seen to on {day}").format(day=day_words(row.done_on))
            return Line(row.id, row.text, joined(detail, done), _("Seen to"), Tone.GOOD)
        if row.shows_on < today():
            return Line(row.id, row.text, detail, _("Late"), Tone.LATE)
        if row.shows_on == today():
            return Line(row.id, row.text, detail, _("Today"), Tone.SOON)
        return Line(row.id, row.text, detail)

    def finish(session: Session, number: int, values: Values) -> None:
        finish_reminder(session, number, today())

    def again(session: Session, number: int, values: Values) -> None:
        reopen_reminder(session, number)

    return Part(
        kind="reminder",
        title=m("Reminders"),
        nothing=m("Nothing to be reminded of. What is due shows on Home on a school day."),
        rows=_reminders,
        line=line,
        add=m("Remind me…"),
        form=ReminderFields,
        fields=(
            FieldSpec("text", m("&What to think of"), 12, m("Enter what to be reminded of")),
            FieldSpec("due_on", m("&Day"), needed=m("Enter the day, like 27 November"), past=False),
        ),
        create=add_reminder,
        edit=edit_reminder,
        remove=remove_reminder,
        steps=(Step(m("Seen to"), finish, when=_is_open), Step(m("Not done after all"), again, when=_is_done)),
        owner="record_id",
        fixed=_of_record,
    )


def _files(session: Session, owner: Owner, today: date) -> Sequence[AttachmentRow]:
    return list_attachments(session, (owner.kind, owner.id))


def _file_line(row: AttachmentRow) -> Line:
    also = len(row.records) - 1
    shared = _("also on {n} other records").format(n=also) if also > 0 else ""
    searched = _("its words are searched") if row.has_text else ""
    detail = joined(size_words(row.size), _("added {day}").format(day=day_words(row.added_on)), searched, shared)
    return Line(row.id, row.name, detail, secret_words(row.visibility), Tone.INFO)


def _take_off(session: Session, owner: Owner, number: int) -> None:
    detach(session, number, owner.kind, owner.id)


FILES = Part(
    kind="attachment",
    title=m("Files"),
    nothing=m("No files yet. Add one, or drop it here: it is copied into the book."),
    rows=_files,
    line=_file_line,
    take_out=_take_off,
    remove_words=m("Take off"),
)

FILE_FORM = Part(
    kind="attachment",
    title=m("Files"),
    nothing="",
    rows=_files,
    line=_file_line,
    form=AttachmentFields,
    fields=(FieldSpec("name", m("&Name"), 12, m("Enter a name for the file")),),
    edit=edit_attachment,
)
"""How a file is renamed; its card opens files and so has no form of its own."""
