"""Words that nobody else writes, put into every text of a book, and looked for in files in every form they may have."""

from __future__ import annotations

import base64
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.actions.attachments import add_attachment, of_file
from models.entities import Draft, SavedSearch
from models.journal import journalled_tables
from models.settings import HOUSE_LOGO_WORDS, set_setting
from tests.models.people_and_places import TODAY
from tests.models.random_book import MARK, fill
from tests.safety.nasty import texts_of

NAMES = (
    *("Quillfeather", "Zebediah", "Wumplestone", "Brobdignagely", "Ŵynstanleigh", "Zoëtrope-Núñez", "Plimpsoll"),
    *("Gribblethwaite", "Oxterhaugh", "Vexmouthe", "Jollifantine", "Kirkbristlewick", "Mumbleshanks", "Tarradiddlow"),
    *("Snodbury-Fenwhistle", "Crumhornia", "Yafflegate", "Drumblethorpe", "Fizzwhackett", "Łukaszowiak-Quorn"),
    *("Bumblethrop", "Hobnockerley", "Inglenookton", "Umberslade-Pyke", "Pettifogwell", "Squimbleford"),
)
WAYS = ("07700 900461", "0113 496 0987", "zq.hill@wumple.example", "SW9Q 7ZZ")
"""Telephones, an email and a postcode, told apart from what anybody's file may hold by chance."""
PLANTED = (*NAMES, *WAYS)
_PACKED = re.compile(rb"stream\r?\n(.*?)endstream", re.S)
_MOST_DEEP = 3


def plant_everywhere(session: Session, seed: int) -> None:
    """Put one of the words into every text of every table, a form that is typed, a file, a search and a setting."""
    fill(session, seed)
    turn = seed
    for table in journalled_tables():
        # Of whom we forgot the list beside the book keeps the uid, which is no word of anybody.
        for name in texts_of(table) if table.name != "erasure" else ():
            column = table.c[name]
            for number, text in session.execute(select(table.c.id, column)).all():
                if not MARK.fullmatch(text or ""):
                    continue
                turn += 1
                words = f"{PLANTED[turn % len(PLANTED)]} {turn}"
                try:
                    with session.begin_nested():
                        session.execute(update(table).where(table.c.id == number).values({name: words}))
                except DBAPIError:
                    # A list of its own, or a text of a certain form: it holds no words of people.
                    continue
    session.add(Draft(uid="d1", actor=NAMES[0], form="{}", words=NAMES[1], content=f'{{"text": "{NAMES[2]}"}}'))
    search = SavedSearch(about="person", rules=f'{{"words": "{NAMES[3]}"}}')
    search.rename(NAMES[4])
    session.add(search)
    session.flush()
    add_attachment(session, of_file(f"{NAMES[5]}.txt", " ".join(PLANTED).encode()), TODAY)
    set_setting(session, HOUSE_LOGO_WORDS, NAMES[6])


def forms_of(words: Iterable[str] = PLANTED) -> tuple[bytes, ...]:
    """Return the words as a file may hold them: in any letters, alphabets of bytes, escapes, base 64 or hexadecimal."""
    found: set[bytes] = set()
    for word in words:
        for written in {word, word.lower(), word.upper(), word.casefold(), word.replace(" ", "")}:
            plain = written.encode()
            found |= {written.encode(f"utf-{size}-{end}") for size in (16, 32) for end in ("le", "be")}
            found |= {plain, plain.hex().encode(), plain.hex().upper().encode()}
            found.add(written.encode("ascii", "backslashreplace"))
            found |= {written.encode("cp1252", "replace")} if written.isascii() else set()
            # What comes before shifts it by none, one or two letters.
            for shift in range(3):
                whole = base64.b64encode(b"x" * shift + plain)
                found.add(whole[-(-shift * 4 // 3) : len(whole) - 4])
    return tuple(form for form in found if len(form) >= 7)


def holders(files: Iterable[Path], words: Iterable[str] = PLANTED) -> list[Path]:
    """Return the files of which the name or the content has one of the words, what is packed in them unpacked."""
    wanted = re.compile(b"|".join(re.escape(form) for form in sorted(forms_of(words), key=len, reverse=True)))
    return [file for file in files if any(wanted.search(content) for content in _contents(file))]


def _contents(file: Path) -> Iterator[bytes]:
    yield os.fsencode(file.name)
    if file.is_symlink():
        yield os.fsencode(os.readlink(file))
    elif file.is_file():
        yield from _unpacked(file.read_bytes(), 0)


def _unpacked(content: bytes, depth: int) -> Iterator[bytes]:
    """Yield a content and all that is packed in it: archives, and the streams of a PDF."""
    yield content
    if depth >= _MOST_DEEP:
        return
    if content[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode("utf-8", "surrogateescape")
                yield from _unpacked(packed.read(name), depth + 1)
    for stream in _PACKED.findall(content):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue
