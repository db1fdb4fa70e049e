"""Writing letters and labels to files, and noting the letters in one change: what to do, and what to say when done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.dialogs.post.parts import EACH_WORD, ONE_PDF
from desktop.mail import open_draft, open_folder
from models.actions.letters import log_letters
from models.files import write_whole
from reports.report import ADDRESSES, LABELS, LETTERS
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from models.queries.mailing import Addressee, Mailing
    from models.store import Store
    from reports.labels.sheets import Sheet
    from reports.mail_merge.fields import LetterWords


@dataclass(frozen=True, slots=True)
class Writing:
    """Work for the worker: what it is called, the work, and what tells the user of its result."""

    title: str
    work: Callable[[Progress], Any]
    say: Callable[[Any], None]


@dataclass(frozen=True)
class Letters:
    """Letters that are wanted."""

    rows: tuple[Addressee, ...]
    template_id: int | None
    words: LetterWords
    form: str
    log: bool
    password: str = field(repr=False)
    """With which one file of all letters is to open; not for a file each, which go to different people."""


def write_letters(context: Context, letters: Letters, place: Path) -> Writing:
    """Return what will write letters to a file or a folder and, where that is wished, note each as a conversation."""
    store, today = context.store, context.today()

    def work(progress: Progress) -> str:
        from reports.mail_merge.making import begin_letters, find_template, write_each
        from reports.protecting import protected

        with store.read() as session:
            template = find_template(session, letters.template_id)
            run = begin_letters(session, template, letters.words, letters.rows, today)
        if letters.form == EACH_WORD:
            files = write_each(run, place, "docx", step=progress.check)
        else:
            form = "pdf" if letters.form == ONE_PDF else "docx"
            write_whole(place, protected(run.made(form), form, letters.password))
            files = (place,)
        _note(store, LETTERS, files, today, run.title)
        count = ngettext("{n} letter", "{n} letters", len(run.rows)).format(n=f"{len(run.rows):,}")
        if letters.log:
            sent = run.sent()
            with store.write(_("Write {letters}: {title}").format(letters=count, title=run.title)) as session:
                log_letters(
                    session,
                    sent,
                    letters.words.day,
                    subject=letters.words.subject,
                    our_person=run.sender.name,
                    reply_expected_by=letters.words.reply_by,
                )
        return count

    return Writing(_("Writing the letters"), work, partial(_say_letters, context, letters, place))


def _note(store: Store, name: str, places: Sequence[Path], today: date, meant_for: str) -> None:
    """Note among the papers made what was written; where that cannot be, the file is there all the same."""
    from reports.noting import note_files, printed_file

    files = [printed_file(place.suffix[1:].lower(), place) for place in places]
    note_files(store, name, files, today, meant_for=meant_for)


def _say_letters(context: Context, letters: Letters, place: Path, count: str) -> None:
    if letters.log:
        # The bar at the foot offers to take back what was noted; the file opens by itself.
        open_folder(place) if letters.form == EACH_WORD else open_draft(place)
        return
    words = _("{letters} written to {place}.").format(letters=count, place=place.name)
    context.offer(words, _("Open"), partial(open_folder if letters.form == EACH_WORD else open_draft, place))


def write_labels(
    context: Context,
    rows: Sequence[Addressee],
    name: str,
    sheet: Sheet,
    start: int,
    sender: str,
    place: Path,
    password: str = "",
) -> Writing:
    """Return what will write sheets of labels, and say how to print them and what did not fit; `name` is the set's."""
    store, day = context.store, context.today()

    def work(_progress: Progress) -> str:
        from reports.labels.making import labels_of
        from reports.protecting import protected

        made = labels_of(rows, sheet, day, start=start, sender=sender)
        write_whole(place, protected(made.pdf, "pdf", password))
        _note(store, LABELS, (place,), day, name)
        if not made.cut:
            return made.advice
        words = ngettext(
            "{n} address does not fit whole, the first is that of {name}.",
            "{n} addresses do not fit whole, the first is that of {name}.",
            len(made.cut),
        )
        return words.format(n=len(made.cut), name=made.cut[0].lines[0])

    def done(sentence: str) -> None:
        context.offer(sentence, _("Open"), partial(open_draft, place))

    return Writing(_("Writing the labels"), work, done)


def write_addresses(
    context: Context, mailing: Mailing, name: str, sender: str, place: Path, password: str = ""
) -> Writing:
    """Return what will write the addresses as a workbook or a PDF, by the ending of the file's name."""
    from reports.catalogue import print_document
    from reports.labels.address_list import address_list

    document = address_list(mailing, context.today(), name=name, sender=sender)
    form = place.suffix[1:].lower() if place.suffix[1:].lower() in ("pdf", "docx", "html") else "xlsx"

    def work(_progress: Progress) -> Path:
        print_document(document, form, place, replace=True, password=password)
        _note(context.store, ADDRESSES, (place,), context.today(), name)
        return place

    def done(target: Path) -> None:
        context.offer(_("Saved as {name}.").format(name=target.name), _("Open"), partial(open_draft, target))

    return Writing(_("Saving the addresses"), work, done)
