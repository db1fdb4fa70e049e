"""The command about templates of letters: list, fields, add, replace, export, remove."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.opening import open_book
from desktop.cli.output import Result, table
from desktop.cli.records import today
from models.errors import WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from models.actions.attachments import FileContent
    from models.store import Store

_COLUMNS = (("id", "No."), ("name", "Name"), ("file", "File"), ("size", "Bytes"), ("added_on", "Since"))


def run_template(asked: argparse.Namespace) -> Result:
    """Do one thing about templates."""
    if asked.what == "fields":
        return _fields()
    with open_book(asked) as store:
        return _DOINGS[asked.what](store, asked)


def _fields() -> Result:
    from reports.mail_merge.fields import FIELDS
    from resources.i18n import _

    rows = [{"field": f"{{{{{name}}}}}", "words": _(words)} for name, words in FIELDS.items()]
    return Result(data=rows, lines=table(rows, (("field", "Field"), ("words", "Stands for"))))


def _list(store: Store, asked: argparse.Namespace) -> Result:
    from models.queries.letter_templates import list_letter_templates

    del asked
    with store.read() as session:
        rows = [
            {"id": row.id, "name": row.name, "file": row.file_name, "size": row.size, "added_on": row.added_on}
            for row in list_letter_templates(session)
        ]
    words = [] if rows else ["The book has no templates of its own. “export” writes the usual letter to begin with."]
    return Result(data=rows, lines=table(rows, _COLUMNS), words=words)


def _add(store: Store, asked: argparse.Namespace) -> Result:
    from models.actions.letter_templates import LetterTemplateFields, add_letter_template

    content, warnings = _judged(asked)
    name = asked.name or Path(content.name).stem
    with store.write(f"Add the letter template {name}") as session:
        number = add_letter_template(session, LetterTemplateFields(name), content, today())
    return Result(data={"id": number, "name": name}, words=[f"Added as “{name}”."], warnings=warnings)


def _replace(store: Store, asked: argparse.Namespace) -> Result:
    from models.actions.letter_templates import replace_letter_template

    content, warnings = _judged(asked)
    number = _number(store, asked)
    with store.write(f"Replace the letter template {asked.name}") as session:
        replace_letter_template(session, number, content, today())
    return Result(data={"id": number, "name": asked.name}, words=[f"Replaced “{asked.name}”."], warnings=warnings)


def _export(store: Store, asked: argparse.Namespace) -> Result:
    from models.files import write_whole
    from reports.mail_merge.making import named_template

    if not asked.file:
        raise WrongUse("Say where the template goes: --file FILE.docx")
    target = Path(asked.file)
    if target.exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Choose another name, or add --force.")
    with store.read() as session:
        template = named_template(session, asked.name)
    write_whole(target, template.data)
    return Result(data={"name": template.name, "file": target}, words=[f"{template.name}: written to {target}."])


def _remove(store: Store, asked: argparse.Namespace) -> Result:
    from models.actions.letter_templates import remove_letter_template

    number = _number(store, asked)
    with store.write(f"Remove the letter template {asked.name}") as session:
        remove_letter_template(session, number)
    return Result(data={"id": number, "name": asked.name}, words=[f"Removed “{asked.name}”."])


def _judged(asked: argparse.Namespace) -> tuple[FileContent, list[str]]:
    """Return the file as it goes into the book, and what is wrong with its fields, which does not keep it out."""
    from models.actions.attachments import of_path
    from reports.mail_merge.template import read_template

    if not asked.file:
        raise WrongUse("Say which Word file: --file FILE.docx")
    content = of_path(Path(asked.file))
    return content, list(read_template(content.name, content.data).troubles)


def _number(store: Store, asked: argparse.Namespace) -> int:
    from models.queries.letter_templates import find_letter_template

    with store.read() as session:
        number = find_letter_template(session, asked.name)
    if number is None:
        raise WrongUse(f"There is no letter template called “{asked.name}”. See: liaison template list")
    return number


_DOINGS: dict[str, Callable[[Store, argparse.Namespace], Result]] = {
    "list": _list,
    "add": _add,
    "replace": _replace,
    "export": _export,
    "remove": _remove,
}
