"""Whom a cell names, as it is told: the parts of each name, what stood beside it, and what is doubtful."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from models.exchange.names.cutting import is_title
from models.exchange.names.words import NO_NAME_WORDS, POST_WORDS
from models.exchange.role_words import is_known_role
from resources.i18n import _

_PRONOUNS = re.compile(r"(?:she|he|they|her|him|them|any)(?: ?/ ?\w+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameFound:
    """One person as a cell names them."""

    title: str = ""
    given_name: str = ""
    family_name: str = ""
    post_nominals: str = ""
    known_as: str = ""
    post: str = ""
    """What the cell says of their post: "Headteacher", "Acting"."""
    note: str = ""
    """What stood in brackets or after a dash and is no post."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamesFound:
    """Whom a cell names; nobody where it holds other words."""

    people: tuple[NameFound, ...] = ()
    instead: str = ""
    """The words that stand where a name should; "" where there are none or where there is a name."""
    is_vacant: bool = False
    """True where those words say that there is nobody."""

    def with_letters(self, letters: str) -> NamesFound:
        """Return the same with letters after the name that stand in a cell of their own."""
        if not letters:
            return self
        return replace(self, people=tuple(with_letters_after(one, letters) for one in self.people))


def with_letters_after(one: NameFound, letters: str) -> NameFound:
    """Return a person with letters after the name."""
    return replace(one, post_nominals=" ".join(part for part in (one.post_nominals, letters) if part))


def noted(one: NameFound, notes: list[str]) -> NameFound:
    """Return a person with what stood in brackets: a post, a title, a name they go by, or a note."""
    posts, others, known_as, title = [], [], one.known_as, one.title
    for note in notes:
        if is_title(note):
            title = title or note
        elif POST_WORDS.search(note) or is_known_role(note):
            posts.append(note)
        elif (
            note.isalpha() and note.istitle() and note != "Hons" and not known_as and note.lower() not in NO_NAME_WORDS
        ):
            known_as = note
        elif not _PRONOUNS.fullmatch(note) and note.lower() != "hons":
            others.append(note)
    return replace(
        one, title=title, known_as=known_as, post=", ".join(filter(None, (one.post, *posts))), note="; ".join(others)
    )


def doubtful(one: NameFound, doubt: str) -> NameFound:
    """Return a person with one more doubt."""
    return replace(one, doubts=(*one.doubts, doubt))


def several_words(count: int) -> str:
    """Return the doubt that several people share a cell."""
    if count == 2:
        return _("The cell names two people; each comes in as one.")
    return _("The cell names {count} people; each comes in as one.").format(count=count)


def way_round_words() -> str:
    """Return the doubt of a name before whose comma several words stand."""
    return _("What stands before the comma was taken for the surname. Look whether that is right.")
