"""Commands for what goes by post: labels and letters."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.file_password import another_way, file_password
from desktop.cli.opening import open_book, read_stdin
from desktop.cli.output import Result, counted
from desktop.cli.records import today
from desktop.cli.sets import find_asked_set
from models.errors import WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.queries.mailing import Mailing
    from models.store import Store
    from reports.mail_merge.making import LetterRun
    from reports.noting import Printed

_TOLD = 20
"""So many names are said in a note."""


def run_labels(asked: argparse.Namespace) -> Result:
    """Make sheets of labels, or the list of the addresses."""
    from reports.catalogue import FORMS, print_document
    from reports.labels.address_list import address_list
    from reports.labels.making import labels_of, sheet_of
    from reports.protecting import protected
    from reports.report import ADDRESSES, LABELS

    form = _form(asked, FORMS)
    password = file_password(asked, form)
    now = today()
    with open_book(asked) as store:
        with store.read() as session:
            mailing, name = _mailing(session, asked, now, one_an_address=not asked.every)
            school = _school(session, now)
        warnings = [*_left_out(mailing), *another_way(password)]
        if form != "pdf":
            content = BytesIO()
            print_document(address_list(mailing, now, name=name, sender=school), form, content, password=password)
            _write(asked, content.getvalue())
            warnings += _note(store, ADDRESSES, [_printed(asked, form, content.getvalue())], name)
            if asked.output == "-":
                return Result(warnings=warnings)
            words = [f"{counted(len(mailing.rows), 'address', 'addresses')}: written to {asked.output}."]
            return Result(data=_said(mailing, asked, form), words=words, warnings=warnings)
        made = labels_of(mailing.rows, sheet_of(asked.sheet), now, start=asked.start, sender=school)
        data = protected(made.pdf, form, password)
        _write(asked, data)
        warnings += _note(store, LABELS, [_printed(asked, form, data)], name)
    warnings += [f"Not all of it fits on the label of {label.lines[0]}." for label in made.cut[:_TOLD]]
    if asked.output == "-":
        return Result(warnings=warnings)
    labels, sheets = counted(len(mailing.rows), "label", "labels"), counted(made.sheets, "sheet", "sheets")
    words = [f"{labels} on {sheets} of {asked.sheet}: written to {asked.output}.", made.advice]
    return Result(data=_said(mailing, asked, form) | {"sheets": made.sheets}, words=words, warnings=warnings)


def run_letters(asked: argparse.Namespace) -> Result:
    """Make letters, all in one file or one file each, and note them where asked."""
    from reports.mail_merge.fields import LetterWords
    from reports.mail_merge.making import FORMS, begin_letters, named_template
    from reports.report import LETTERS

    if asked.each and asked.output:
        raise WrongUse("Give --output FILE for one file, or --each DIR for one file each, not both.")
    if asked.each and asked.password_file:
        raise WrongUse("Letters in one file each are for different people, who need different passwords. Use --output.")
    if asked.log and not asked.about.strip():
        raise WrongUse("Say with --about what the letters are about, so that their conversations can be found.")
    form = "docx" if asked.dry_run else _form(asked, FORMS, usual="docx" if asked.each else "")
    password = file_password(asked, form)
    now = today()
    with open_book(asked) as store:
        text = read_stdin() if asked.text == "-" else asked.text
        words = LetterWords(asked.date or now, asked.about, text, asked.reference, asked.reply_by)
        with store.read() as session:
            mailing, name = _mailing(session, asked, now, one_an_address=asked.one_an_address)
            run = begin_letters(session, named_template(session, asked.template), words, mailing.rows, now)
        run.check()
        warnings = [*_left_out(mailing), *run.notes(form), *another_way(password)]
        data = _said(mailing, asked, form)
        if asked.dry_run:
            lines = [*(one.name for one in mailing.rows), *(f"- {one.name}: {one.words}" for one in mailing.left_out)]
            return Result(data=data, lines=lines, words=["Nothing was made."], warnings=warnings)
        files = _write_each(asked, run, form) if asked.each else [_write_all(asked, run, form, password)]
        warnings += _note(store, LETTERS, files, name)
        noted: tuple[int, ...] = ()
        if asked.log:
            noted = _log(store, run)
    if asked.output == "-":
        return Result(warnings=warnings)
    letters = counted(len(mailing.rows), "letter", "letters")
    done = [f"{letters}: written to {asked.each or asked.output}."]
    if noted:
        done.append(f"Noted as {counted(len(noted), 'conversation', 'conversations')}; liaison undo takes all back.")
    return Result(data=data | {"conversations": noted}, words=done, warnings=warnings)


def _log(store: Any, run: LetterRun) -> tuple[int, ...]:
    from models.actions.letters import log_letters

    words = run.words
    with store.write(f"Write {counted(len(run.rows), 'letter', 'letters')}: {run.title}") as session:
        return log_letters(
            session,
            run.sent(),
            words.day,
            subject=words.subject,
            our_person=run.sender.name,
            reply_expected_by=words.reply_by,
        )


def _mailing(session: Session, asked: argparse.Namespace, now: date, *, one_an_address: bool) -> tuple[Mailing, str]:
    """Return who gets one, and what the set is called."""
    from models.queries.mailing import plan_mailing
    from models.queries.mailing_sets import find_set, name_set

    wanted = find_asked_set(session, asked, now)
    if wanted is None:
        raise WrongUse("Say who gets one: --group, --tag, --filter, --event or --record.")
    parties = find_set(session, wanted, now)
    mailing = plan_mailing(session, parties, today=now, to=asked.to, one_an_address=one_an_address)
    return mailing, name_set(session, wanted)


def _school(session: Session, now: date) -> str:
    from reports.mail_merge.usual import find_sender

    return find_sender(session, now).school


def _left_out(mailing: Mailing) -> list[str]:
    """Say who gets none, each with the reason."""
    told = [f"{one.name}: {one.words}" for one in mailing.left_out[:_TOLD]]
    told += [f"{one.organisation}: {one.note}" for one in mailing.rows if one.note][:_TOLD]
    more = len(mailing.left_out) - _TOLD
    return [*told, f"{more:,} more get none."] if more > 0 else told


def _said(mailing: Mailing, asked: argparse.Namespace, form: str) -> dict[str, Any]:
    return {
        "file": asked.output or getattr(asked, "each", None),
        "format": form,
        "addresses": [{"name": one.name, "lines": list(one.envelope)} for one in mailing.rows],
        "left_out": [{"name": one.name, "why": one.why.value} for one in mailing.left_out],
    }


def _form(asked: argparse.Namespace, forms: tuple[str, ...], usual: str = "") -> str:
    if not asked.output and not getattr(asked, "each", None):
        raise WrongUse("Say where it goes: --output FILE, or --output - for stdout.")
    ending = Path(asked.output or "").suffix[1:].lower()
    form: str = asked.format or (ending if ending in forms else usual)
    if not form:
        raise WrongUse(f"Say which form it has: --format {', '.join(forms[:-1])} or {forms[-1]}.")
    return form


def _write(asked: argparse.Namespace, data: bytes) -> None:
    """Write a file whole or not at all, or to stdout."""
    from models.files import write_whole

    if asked.output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(asked.output)
    if target.exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Choose another name, or add --force.")
    write_whole(target, data)


def _write_all(asked: argparse.Namespace, run: LetterRun, form: str, password: str) -> Printed:
    """Write all letters as one file, and return what is noted of it."""
    from reports.protecting import protected

    data = protected(run.made(form), form, password)
    _write(asked, data)
    return _printed(asked, form, data)


def _write_each(asked: argparse.Namespace, run: LetterRun, form: str) -> list[Printed]:
    """Write one file a letter, and return what is noted of each."""
    from reports.mail_merge.making import write_each
    from reports.noting import printed_file

    return [printed_file(form, place) for place in write_each(run, Path(asked.each), form, replace=asked.force)]


def _printed(asked: argparse.Namespace, form: str, data: bytes) -> Printed:
    from reports.noting import printed

    return printed(form, "" if asked.output == "-" else Path(asked.output).name, data)


def _note(store: Store, name: str, files: Sequence[Printed], meant_for: str) -> list[str]:
    """Note the files among the papers made; return why they could not be."""
    from reports.noting import note_files

    noted = note_files(store, name, files, today(), meant_for=meant_for)
    return [noted.trouble] if noted.trouble else []
