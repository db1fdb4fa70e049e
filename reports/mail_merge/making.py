"""Letters from a mailing, in one call: the one way for the window and for the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.actions.letters import SentLetter
from models.errors import WouldOverwrite, WrongUse
from models.file_names import file_name
from models.files import write_whole
from models.queries.letter_templates import find_letter_template, list_letter_templates, read_letter_template
from models.queries.mailing import Addressee
from reports.document import PLAIN, Heading, House, ListBlock, Paragraph, Table, Tone, plain
from reports.formatting import listed
from reports.house import find_house
from reports.mail_merge.blocks import Kept, LetterBlock, letter_blocks
from reports.mail_merge.fields import LetterWords, Sender, values_for
from reports.mail_merge.joining import About, letters_docx
from reports.mail_merge.left_out import left_out_of
from reports.mail_merge.printing import Letter, print_letters
from reports.mail_merge.template import Template, read_template
from reports.mail_merge.usual import find_sender, usual_template
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reports.mail_merge.joining import Values

FORMS = ("docx", "pdf")
"""The forms of letters, by the endings of their files."""
MOST = 5000
"""Letters made at once."""
_SAY_SOMETHING = frozenset(("subject", "text"))
"""Fields without which a letter says nothing, though their lines go when they are empty."""
_LONGEST_NAME = 60


@dataclass(frozen=True)
class LetterRun:
    """All that letters are made of."""

    template: Template
    words: LetterWords
    rows: tuple[Addressee, ...]
    sender: Sender = field(default_factory=Sender)
    house: House = PLAIN

    @property
    def title(self) -> str:
        """Return what the file is called in itself."""
        return self.words.subject.strip() or _("Letters")

    def check(self) -> None:
        """Refuse what cannot be made. Raises WrongUse with what to do."""
        self.template.check()
        if not self.rows:
            raise WrongUse(_("There is nobody to write a letter to."))
        if len(self.rows) > MOST:
            raise WrongUse(_("These are more than {most:,} letters. Make them in parts.").format(most=MOST))

    @cached_property
    def values(self) -> tuple[Values, ...]:
        """Return what stands for the fields of each letter."""
        return tuple(values_for(one, self.words, self.sender) for one in self.rows)

    def made(self, form: str) -> bytes:
        """Return all letters as one file, "docx" or "pdf"."""
        self.check()
        if form == "docx":
            return letters_docx(self.template, self.values, self._about())
        return print_letters(self.title, self._letters(), self.words.day, sender=self.sender.school, house=self.house)

    def made_one(self, number: int, form: str) -> bytes:
        """Return one of the letters as a file of its own."""
        alone = LetterRun(self.template, self.words, self.rows[number : number + 1], self.sender, self.house)
        return alone.made(form)

    def text_of(self, number: int) -> str:
        """Return the words of one letter, as they are read out and kept with the conversation."""
        (blocks,) = letter_blocks(self.template, self.values[number : number + 1])
        return "\n\n".join(words for block in blocks if (words := _said(block)))

    def sent(self) -> tuple[SentLetter, ...]:
        """Return the letters as they are noted as conversations."""
        every = letter_blocks(self.template, self.values)
        return tuple(
            SentLetter(one.party, "\n\n".join(words for block in blocks if (words := _said(block))))
            for one, blocks in zip(self.rows, every, strict=True)
        )

    def notes(self, form: str) -> tuple[str, ...]:
        """Return in sentences what is worth knowing before the letters are made."""
        return (*self._blank_fields(), *(left_out_of(self.template) if form == "pdf" else ()))

    def _blank_fields(self) -> tuple[str, ...]:
        """Say in how many letters a field stands for nothing."""
        told = []
        wanted = self.template.needed | _SAY_SOMETHING
        for name in (name for name in self.template.fields if name in wanted):
            count = sum(not values.get(name, name) for values in self.values)
            if count:
                words = ngettext(
                    "In {count} letter nothing stands for {name}.",
                    "In {count} letters nothing stands for {name}.",
                    count,
                )
                told.append(words.format(count=f"{count:,}", name=f"{{{{{name}}}}}"))
        return tuple(told)

    def _about(self) -> About:
        return About(self.title, self.words.day, self.sender.school)

    def _letters(self) -> list[Letter]:
        every = letter_blocks(self.template, self.values)
        return [Letter(one.name, blocks) for one, blocks in zip(self.rows, every, strict=True)]


def _said(block: LetterBlock) -> str:
    """Return the words of a block; the letterhead says nothing to the one who wrote it."""
    match block:
        case Kept():
            return _said(block.paragraph)
        case Heading():
            return block.text
        case Paragraph():
            return "" if block.tone is Tone.NOTE else plain(block.content).strip()
        case ListBlock():
            return "\n".join(f"- {plain(item.content).strip()}" for item in block.items)
        case Table():
            return "\n".join(", ".join(str(cell) for cell in row if cell) for row in block.rows)
        case _:
            return ""


def find_template(session: Session, template_id: int | None) -> Template:
    """Return a template of the book, judged anew, or the usual letter where none is named."""
    if template_id is None:
        return usual_template(find_house(session))
    row = next((row for row in list_letter_templates(session) if row.id == template_id), None)
    kept = read_letter_template(session, template_id)
    return read_template(row.name if row is not None else kept.name, kept.data)


def named_template(session: Session, name: str) -> Template:
    """Return the template of a name, or the usual letter for "". Raises WrongUse, naming those there are."""
    if not name:
        return find_template(session, None)
    number = find_letter_template(session, name)
    if number is None:
        known = [f"“{row.name}”" for row in list_letter_templates(session)]
        there = _("There are: {names}.").format(names=listed(known)) if known else _("The book has none yet.")
        raise WrongUse(_("There is no letter template called “{name}”. {there}").format(name=name, there=there))
    return find_template(session, number)


def begin_letters(
    session: Session, template: Template, words: LetterWords, rows: Sequence[Addressee], today: date
) -> LetterRun:
    """Return letters ready to be made, with our own name and look as the book has them."""
    return LetterRun(template, words, tuple(rows), find_sender(session, today), find_house(session))


def write_each(
    run: LetterRun, folder: Path, form: str, *, replace: bool = False, step: Callable[[], object] = lambda: None
) -> tuple[Path, ...]:
    """Write one file a letter into a folder, named by whom it is to; `step` is called before each.

    Raises WouldOverwrite before anything is written where one of the files is there.
    """
    run.check()
    folder.mkdir(parents=True, exist_ok=True)
    width = len(str(len(run.rows)))
    places = [folder / f"{number:0{width}} {_name_for(one.name)}.{form}" for number, one in enumerate(run.rows, 1)]
    there = [place for place in places if place.exists()]
    if there and not replace:
        raise WouldOverwrite(
            _("There is a file called “{name}” in {folder} already. Choose another folder.").format(
                name=there[0].name, folder=folder
            )
        )
    for number, place in enumerate(places):
        step()
        write_whole(place, run.made_one(number, form))
    return tuple(places)


def _name_for(name: str) -> str:
    """Return what the file of a letter to somebody is called."""
    # A dot ends a name here: what follows would be taken for an ending.
    return file_name(name.replace(".", " "), _("Letter"), longest=_LONGEST_NAME)
