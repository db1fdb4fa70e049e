"""The pack and paper commands: put PDF files on a meeting's agenda, and make the board pack of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.file_password import another_way, file_password
from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted, table
from desktop.cli.records import today
from models.errors import WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reports.pack.choices import Asked, Choice
    from reports.pack.making import PackFile


def run_paper(asked: argparse.Namespace) -> Result:
    """Copy files into the book as papers of a meeting, in their order."""
    from models.actions.attachments import add_attachment, of_path
    from models.actions.papers import PaperFields, add_paper
    from models.vocabulary import Visibility
    from reports.pdf.appended.source import open_source

    if asked.title and len(asked.files) > 1:
        raise WrongUse("One title cannot be that of several files. Add them one by one, or leave out --title.")
    contents = [of_path(Path(name)) for name in asked.files]
    for content in contents:
        # What no pack can have is told now and not on the evening before the meeting.
        open_source(content.name, content.data)
    level = Visibility(asked.visibility or Visibility.INTERNAL)
    rows = []
    with open_book(asked) as store:
        with store.read() as session:
            meeting = _meeting(session, asked)
            item = _item(session, meeting, asked.item)
        words = contents[0].name if len(contents) == 1 else counted(len(contents), "file", "files")
        with store.write(f"Add a paper: {words}") as session:
            for content in contents:
                number = add_attachment(session, content, today(), visibility=level)
                title = asked.title or Path(content.name).stem
                fields = PaperFields(title, item, number, asked.received or today(), level)
                rows.append((add_paper(session, meeting, fields), title))
        with store.read() as session:
            found = _papers(session, meeting, [number for number, _title in rows])
    lines = [
        f"Paper {row['number']}: {row['title']}" + (f", in supplement {row['supplement']}" if row["supplement"] else "")
        for row in found
    ]
    return Result(data=found, words=lines)


def run_pack(asked: argparse.Namespace) -> Result:
    """List what could be in a pack, or make its files."""
    from reports.noting import note_pack
    from reports.pack.choices import gather
    from reports.pack.making import files_wanted, make_files, with_password

    if not asked.list and not asked.output:
        raise WrongUse("Say which folder the files go into: --output FOLDER. Or see what there is: --list.")
    password = file_password(asked, "pdf")
    with open_book(asked) as store:
        with store.read() as session:
            wanted = _asked(session, asked)
            if asked.list:
                parts = files_wanted(session, wanted, supplements=False)
                return _listed([choice for part in parts for choice in gather(session, part).choices], parts)
            parts = files_wanted(session, wanted, supplements=asked.supplement)
            if asked.no_part_two:
                parts = tuple(part for part in parts if not part.part_two)
            files = make_files(session, parts, asked.papers, issued=asked.issue, anew=asked.anew)
        files = with_password(files, password)
        _write(files, Path(asked.output), force=asked.force)
        untold = [note_pack(store, file).trouble for file in files]
        if asked.issue:
            from models.actions.packs import note_issue

            with store.write(f"Issue: {files[0].title}") as session:
                for file in files:
                    note_issue(session, wanted.meeting_id, file.issue(), anew=asked.anew)
    data = [
        {
            "file": str(Path(asked.output) / file.name),
            "title": file.title,
            "part_two": file.asked.part_two,
            "supplement": file.asked.supplement or None,
            "first_page": file.first_page,
            "last_page": file.last_page,
            "sha256": file.sha256,
        }
        for file in files
    ]
    words = [f"{file.name}: pages {file.first_page} to {file.last_page}." for file in files]
    told = [*another_way(password), *(said for file in files for said in file.told), *filter(None, untold)]
    return Result(data=data, words=words, warnings=list(dict.fromkeys(told)))


def _asked(session: Session, asked: argparse.Namespace) -> Asked:
    from models.vocabulary import Visibility
    from reports.pack.choices import Asked

    level = Visibility(asked.audience) if asked.audience else Visibility.INTERNAL
    if level is Visibility.CONFIDENTIAL:
        raise WrongUse("What is confidential has a file of its own. Leave --audience away: Part II is made beside.")
    return Asked(_meeting(session, asked), asked.as_at or today(), level)


def _meeting(session: Session, asked: argparse.Namespace) -> int:
    """Return the meeting that is meant, else the next one of our board."""
    from reports.catalogue import default_parameters, find_report
    from reports.subjects import find_subject

    agenda = find_report("agenda")
    if asked.meeting:
        return find_subject(session, agenda, asked.meeting)[1]
    found = agenda.usual(session, default_parameters(as_at=today()))
    if found is None:
        raise WrongUse("No meeting is coming. Say which one: meeting:12, or its name.")
    return found[1]


def _item(session: Session, meeting: int, number: int | None) -> int | None:
    """Return the item of an agenda by its number on it."""
    from models.queries.meetings import list_agenda

    if number is None:
        return None
    items = list_agenda(session, meeting)
    found = next((item.id for item in items if item.number == number), None)
    if found is None:
        there = ", ".join(str(item.number) for item in items) or "none yet"
        raise WrongUse(f"The agenda has no item {number}. Its items: {there}.")
    return found


def _papers(session: Session, meeting: int, numbers: list[int]) -> list[dict[str, object]]:
    from models.queries.minutes import list_papers

    return [
        {"id": row.id, "number": row.number, "title": row.title, "supplement": row.supplement}
        for row in list_papers(session, meeting)
        if row.id in numbers
    ]


def _listed(choices: list[Choice], parts: tuple[Asked, ...]) -> Result:
    rows = [
        {
            "key": choice.key,
            "item": choice.item.number if choice.item else None,
            "title": choice.title,
            "file": "made by this program" if choice.paper is None else "yes" if choice.is_there else "to follow",
            "in": _place(choice),
        }
        for choice in choices
    ]
    columns = [("key", "Paper"), ("item", "Item"), ("title", "Title"), ("file", "File"), ("in", "In")]
    words = ["Part II gets a file of its own."] if len(parts) > 1 else []
    return Result(data=rows, lines=table(rows, columns), words=words)


def _place(choice: Choice) -> str:
    if choice.paper is not None and choice.paper.supplement is not None:
        return f"supplement {choice.paper.supplement}"
    return "the pack" if choice.usual else ""


def _write(files: tuple[PackFile, ...], folder: Path, *, force: bool) -> None:
    """Write all files, or none where one is in the way."""
    from models.files import write_whole

    there = [file.name for file in files if (folder / file.name).exists()]
    if there and not force:
        raise WouldOverwrite(f"There is a file {there[0]} in {folder} already. Add --force to replace it.")
    for file in files:
        write_whole(folder / file.name, file.data)
