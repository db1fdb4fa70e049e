"""Who the head of an institution is: the register's three cells as one or two people, offered and never decided.

The register has a title, a first name and a last name. Schools squeeze two heads into them, write the post where the
title belongs, and put notes in brackets. Each offer says how it was understood and whether that is beyond doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.exchange.names.cutting import (
    cut_title,
    first_and_last,
    is_title,
    says_nobody,
    single_blanks,
    split_people,
    without_notes,
)
from models.exchange.names.several import people_in
from models.exchange.names.words import POST_WORDS

_OPENING_POST = re.compile(
    r"((?:(?:acting|interim|executive|co|joint)[- ]?)*(?:head ?teacher|principal|proprietor|head of school)) "
    r"(?=\S+ \S)",
    re.IGNORECASE,
)
_PLAIN_POSTS = frozenset({"headteacher", "head teacher", "principal", "head"})


@dataclass(frozen=True, slots=True)
class HeadOffer:
    """One person whom the cells may mean."""

    given: str
    """The three cells as they stand, with single blanks."""
    title: str
    first_name: str
    last_name: str
    role: str
    """The post: the job title with what the notes add to it, or the register's general word."""
    note: str = ""
    """What stood in brackets and says nothing about the post."""
    is_certain: bool = True
    """False where a person should look: the cells can be understood in another way."""

    @property
    def display_name(self) -> str:
        """Return the name with its title."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


def understand_head(title: str, first_name: str, last_name: str, job_title: str = "") -> tuple[HeadOffer, ...]:
    """Return the heads whom the register's cells name: none when they are blank or the post is vacant, else each one.

    Names are never changed, only cut apart; nothing is taken for certain where two people share the cells.
    """
    cells = [single_blanks(cell) for cell in (title, first_name, last_name)]
    given = " ".join(cell for cell in cells if cell)
    notes: list[str] = []
    title, first_name, last_name = (without_notes(cell, notes) for cell in cells)
    if title and not is_title(title):
        # The post stands where the title belongs, or a first name does.
        if not POST_WORDS.search(title):
            first_name = f"{title} {first_name}".strip()
        elif not job_title.strip() or title.lower() not in _PLAIN_POSTS:
            notes.append(title)
        title = ""
    if says_nobody(f"{first_name} {last_name}"):
        return ()
    posts, others = (
        [note for note in notes if POST_WORDS.search(note)],
        [note for note in notes if not POST_WORDS.search(note)],
    )
    people = people_in(title, first_name, last_name)
    role = _role(job_title, posts, len(people) > 1)
    certain = len(people) == 1 and people[0].is_certain and not others
    return tuple(
        HeadOffer(given, one.title, one.first_name, one.last_name, role, "; ".join(others), certain) for one in people
    )


def one_cell_name(text: str) -> tuple[str, str, str]:
    """Return title, first and last name of a whole name in one cell, all in the last when two people stand in it."""
    text = single_blanks(text)
    if len(split_people(text)) > 1 or "(" in text:
        return "", "", text
    post = _OPENING_POST.match(text)
    if post:
        # As in the register's own three cells, where the post may stand in the title's place.
        return post[1], *first_and_last(text[post.end() :])
    title, rest = cut_title(text)
    return title, *first_and_last(rest)


def _role(job_title: str, posts: Iterable[str], shared: bool) -> str:
    """Return the post in words: a note that names a post wins, others are added to the job title."""
    job = single_blanks(job_title)
    role, added = job, []
    for note in posts:
        if re.search(r"head|principal|director|chancellor|\bht\b|ceo|manager|proprietor|owner", note, re.IGNORECASE):
            role = note
        else:
            added.append(note)
    if shared:
        role = re.sub(r"(head ?teacher|principal|head)s$", r"\1", role, flags=re.IGNORECASE)
    role = role or "Headteacher"
    return f"{role} ({', '.join(added)})" if added else role
