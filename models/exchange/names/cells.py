"""Names in a cell of somebody's own list: one person or several, either way round, or words that are no name at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from models.exchange.names.cutting import (
    cut_post_nominals,
    cut_title,
    first_and_last,
    is_title,
    says_nobody,
    single_blanks,
    split_people,
    without_notes,
)
from models.exchange.names.several import CutName, people_in
from models.exchange.names.words import NO_NAME_WORDS, NOBODY, PARTICLES, POST_NOMINAL, POST_WORDS, VACANT
from resources.i18n import _

_ODD = re.compile(r"[()\[\],;/&+:@\d\"“”|*]|\s[-–—]\s|\b(?:and|n[ée]e|formerly|previously|aka)\b", re.IGNORECASE)
"""What a plain name has nothing of."""
_NO_MARKS = re.compile(r"[\d@:*|=<>]")
_LINES = re.compile(r"[\n\r;]")
_JOINED = re.compile(r"(?:\s+(?:and|&)\s+|\s*[/&+]\s*|\s*,\s*(?=[^,]+\s(?:and|&)\s))(?![^(\[]*[)\]])", re.IGNORECASE)
"""What joins people, outside brackets; a comma only where an "and" comes after it."""
_FORMER = re.compile(r"\s+(?:n[ée]e|formerly|previously|aka)\s+.+$", re.IGNORECASE)
_QUOTED = re.compile(r"\s[\"“‘']([^\W\d_]+)[\"”’'](?=\s)")
_PRONOUNS = re.compile(r"(?:she|he|they|her|him|them|any)(?: ?/ ?\w+)+", re.IGNORECASE)
_BETWEEN_POSTS = frozenset({"of", "the", "and", "for", "&", "to", "year", "school", "teacher", "-"})
_NOBODY_WORDS = frozenset(word for words in NOBODY for word in words.split()) | {"vacant", "vacancy", "elected"}
MOST_WORDS, MOST_PEOPLE, LONGEST_CELL = 7, 12, 500
"""No one person's name has more words, and no cell names more people; a longer text is something else."""


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
        return replace(self, people=tuple(_with_letters(one, letters) for one in self.people))


@lru_cache(maxsize=4096)
def understand_names(cell: str) -> NamesFound:
    """Return whom a whole name in one cell means.

    >>> [(one.title, one.given_name, one.family_name) for one in understand_names("Mrs Paula Head").people]
    [('Mrs', 'Paula', 'Head')]
    >>> [one.family_name for one in understand_names("Mr P. Jones / Ms A. Khan").people]
    ['Jones', 'Khan']
    >>> understand_names("Volunteer rota – ring first").instead
    'Volunteer rota – ring first'
    """
    text = single_blanks(cell).strip(" ,;'‘’`*")
    if not text:
        return NamesFound()
    if len(text) > LONGEST_CELL:
        return NamesFound(instead=text[:LONGEST_CELL])
    if _nobody(text):
        return NamesFound(instead=text, is_vacant=True)
    lines = [line for line in _LINES.split(cell) if line.strip(" ,;")] if _LINES.search(cell) else []
    if len(lines) > 1:
        return _by_lines(text, lines)
    if not _ODD.search(text):
        return _person_or_words(text)
    return _each_by_itself(text) or _with_extras(text)


def _nobody(text: str) -> bool:
    """Say whether a text says that there is nobody; most have none of the words that do."""
    if text.isascii() and _NOBODY_WORDS.isdisjoint(text.lower().split()) and text.replace(" ", "").isalpha():
        return False
    return VACANT.search(text) is not None or (says_nobody(text) and not any(map(str.isdigit, text)))


def understand_name_parts(title: str, first: str, middle: str, last: str, suffix: str = "") -> NamesFound:
    """Return whom cells of their own for the parts of a name mean; parts that are plain stay as they are."""
    title, first, middle, last, suffix = map(single_blanks, (title, first, middle, last, suffix))
    whole = " ".join(part for part in (title, first, middle, last) if part)
    if not whole:
        return NamesFound()
    if len(whole) > LONGEST_CELL:
        return NamesFound(instead=whole[:LONGEST_CELL])
    if _nobody(f"{first} {middle} {last}".strip()) or VACANT.search(whole):
        return NamesFound(instead=whole, is_vacant=True)
    if not (first or middle) or not last:
        found = understand_names(whole)
    elif _ODD.search(whole) or _hides_title(first) or _hides_title(last):
        found = _squeezed(title, f"{first} {middle}".strip(), last)
    else:
        found = NamesFound((NameFound(title, f"{first} {middle}".strip(), last),))
    return found.with_letters(suffix)


def _hides_title(cell: str) -> bool:
    """Say whether a cell of a name begins with a title and goes on with a name."""
    title, rest = cut_title(cell)
    return bool(title and rest)


def _with_letters(one: NameFound, letters: str) -> NameFound:
    return replace(one, post_nominals=" ".join(part for part in (one.post_nominals, letters) if part))


def _squeezed(title: str, first: str, last: str) -> NamesFound:
    """Return whom cells mean that hold more than their own part of a name."""
    notes: list[str] = []
    title, first, last = (without_notes(cell, notes) for cell in (title, first, last))
    last, letters = cut_post_nominals(last, keep=1)
    people = people_in(title, first, last)
    if len(people) > MOST_PEOPLE:
        return NamesFound(instead=f"{title} {first} {last}".strip())
    return NamesFound(_told_apart([_noted(_named(one, letters), notes) for one in people], people))


def _by_lines(text: str, lines: list[str]) -> NamesFound:
    """Return whom the lines of a cell name, each by itself; a line that is a post belongs to whom it follows."""
    people: list[NameFound] = []
    rest: list[str] = []
    for line in lines[: MOST_PEOPLE + 1]:
        found = understand_names(line)
        if found.people:
            people += found.people
        elif people and POST_WORDS.search(line) and not people[-1].post:
            people[-1] = replace(people[-1], post=single_blanks(line))
        else:
            rest.append(single_blanks(line))
    if not people:
        return NamesFound(instead=text)
    if rest:
        people = [replace(one, note="; ".join(part for part in (one.note, *rest) if part)) for one in people]
    if len(people) > 1:
        people = [
            replace(one, doubts=tuple(dict.fromkeys((*one.doubts, _several_words(len(people)))))) for one in people
        ]
    return NamesFound(tuple(people[:MOST_PEOPLE]))


def _each_by_itself(text: str) -> NamesFound | None:
    """Return the people of parts that "and" or a stroke joins, where each part is a whole name; None where not."""
    parts = [part for part in _JOINED.split(text) if part]
    if not 1 < len(parts) <= MOST_PEOPLE:
        return None
    people = []
    for part in parts:
        found = understand_names(part).people
        if len(found) != 1 or not found[0].family_name or not (found[0].given_name or found[0].title):
            return None
        people.append(found[0])
    if not all(one.title for one in people) and not all(one.given_name for one in people):
        return None
    return NamesFound(tuple(_doubtful(one, _several_words(len(people))) for one in people))


def _with_extras(text: str) -> NamesFound:
    """Return whom a cell on one line names, that holds more than plain words."""
    notes: list[str] = []

    def quoted(found: re.Match[str]) -> str:
        notes.append(found[1])
        return ""

    former = _FORMER.search(text)
    if former:
        notes.append(former[0].strip())
        text = text[: former.start()]
    bare = without_notes(_QUOTED.sub(quoted, text), notes)
    before, dash, after = bare.partition(" - ") if " - " in bare else bare.partition(" – ")
    if dash and not _is_words(before):
        notes.append(after.strip())
        bare = before
    turned = _by_commas(bare)
    if turned is not None:
        return _answer(text, [_noted(one, notes) for one in turned])
    bare, letters = cut_post_nominals(bare)
    parts = split_people(bare)
    if not parts or any(_is_words(part) and not is_title(part) for part in parts) or len(parts) > MOST_PEOPLE:
        return NamesFound(instead=text)
    people = people_in("", "", bare)
    named = [
        _noted(_named(one, letters if place == len(people) - 1 else ""), notes) for place, one in enumerate(people)
    ]
    return _answer(text, list(_told_apart(named, people)))


def _answer(text: str, people: list[NameFound]) -> NamesFound:
    return NamesFound(tuple(people)) if people else NamesFound(instead=text)


def _by_commas(text: str) -> list[NameFound] | None:
    """Return whom "Surname, First", "First Last, OBE" or "First Last, Head" mean; None where no comma decides."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2 or len(split_people(text.replace(",", " "))) > 1:
        return None
    letters: list[str] = []
    title = post = ""
    while len(parts) > 1:
        if all(POST_NOMINAL.fullmatch(word) for word in parts[-1].split()):
            letters.insert(0, parts.pop())
        elif is_title(parts[-1]):
            title = parts.pop()
        elif _is_post(parts[-1]) and len(cut_title(parts[0])[1].split()) > 1:
            post = parts.pop()
        else:
            break
    if len(parts) > 2 or any(_is_words(part, may_be_post=True) for part in parts) or all(map(_is_post, parts)):
        several = len(parts) > 2 and all(len(cut_title(part)[1].split()) > 1 and not _is_words(part) for part in parts)
        return [_doubtful(_whole(part), _several_words(len(parts))) for part in parts[:MOST_PEOPLE]] if several else []
    if len(parts) == 1:
        one = _whole(parts[0])
    elif len(parts[0].split()) > 1 and len(cut_title(parts[1])[1].split()) > 1 and not _begins_surname(parts[0]):
        return [_doubtful(_whole(part), _several_words(2)) for part in parts]
    else:
        one = _turned(*parts)
    return [
        replace(one, title=one.title or title, post_nominals=" ".join((*letters, one.post_nominals)).strip(), post=post)
    ]


def _begins_surname(text: str) -> bool:
    """Say whether words before a comma look like a surname only: van der Berg, MACDONALD SMITH."""
    return text.split()[0].lower() in PARTICLES or text.isupper()


def _turned(family: str, rest: str) -> NameFound:
    """Return the person of "Surname, First names"."""
    before, family = cut_title(family) if len(family.split()) > 1 else ("", family)
    rest, letters = cut_post_nominals(rest)
    title, given = cut_title(rest)
    if not given and is_title(rest):
        title, given = rest, ""
    doubts = (_way_round_words(),) if len(family.split()) > 1 and not _begins_surname(family) else ()
    return NameFound(before or title, given, family, letters, doubts=doubts)


def _whole(text: str) -> NameFound:
    text, letters = cut_post_nominals(text)
    title, rest = cut_title(text)
    return NameFound(title, *first_and_last(rest), letters)


def _person_or_words(text: str) -> NamesFound:
    """Return the person of plain words, or the words where they are no name."""
    bare, letters = cut_post_nominals(text)
    title, rest = cut_title(bare)
    if _is_no_name(title, rest):
        return NamesFound(instead=text)
    one = NameFound(title, *first_and_last(rest), letters)
    if not one.title and not one.given_name:
        one = _doubtful(one, _("“{text}” is only one name. Say whether it is the whole name.").format(text=text))
    elif not one.title and text.islower():
        one = _doubtful(one, _("“{text}” is written without capitals. Say whether it is a name.").format(text=text))
    elif not one.title and any(word[:1].islower() and word.lower() not in PARTICLES for word in text.split()):
        one = _doubtful(one, _("“{text}” may be no name. Look whether it is.").format(text=text))
    return NamesFound((one,))


def _is_words(text: str, *, may_be_post: bool = False) -> bool:
    """Say whether a text is surely no person's name: a post, a service, an instruction, something with digits.

    With `may_be_post` a word such as "Head" may be one: it stands where a surname does.
    """
    return _is_no_name(*cut_title(text), may_be_post=may_be_post)


def _is_no_name(title: str, rest: str, *, may_be_post: bool = False) -> bool:
    """Say the same of a text whose titles were cut off."""
    words = rest.split()
    if not words or len(words) > MOST_WORDS or not any(map(str.isalpha, rest)):
        return True
    if _NO_MARKS.search(rest):
        return True
    if title:
        return False
    folded = [word.strip(".,'’").lower() for word in words]
    return any(word in NO_NAME_WORDS for word in folded) or (_is_post(rest) and not may_be_post)


def _is_post(text: str) -> bool:
    """Say whether a text holds nothing but a post: "Deputy head", "Head of year"."""
    left = POST_WORDS.sub(" ", text).lower().split()
    return len(left) < len(text.split()) and all(word.strip(".,") in _BETWEEN_POSTS for word in left)


def _named(one: CutName, letters: str) -> NameFound:
    last, more = cut_post_nominals(one.last_name, keep=1)
    found = NameFound(one.title, one.first_name, last, more)
    return _with_letters(found, letters) if letters else found


def _told_apart(named: list[NameFound], cut: tuple[CutName, ...]) -> tuple[NameFound, ...]:
    """Return people with the doubt that they share a cell, or that one name may be two."""
    if len(named) > 1:
        return tuple(_doubtful(one, _several_words(len(named))) for one in named)
    if not cut[0].is_certain and len(split_people(f"{cut[0].first_name} {cut[0].last_name}")) > 1:
        return (_doubtful(named[0], _("The name may be one person’s or two people’s. Say which.")),)
    return tuple(named)


def _noted(one: NameFound, notes: list[str]) -> NameFound:
    """Return a person with what stood in brackets: a post, a title, a name they go by, or a note."""
    posts, others, known_as, title = [], [], one.known_as, one.title
    for note in notes:
        if is_title(note):
            title = title or note
        elif POST_WORDS.search(note):
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


def _doubtful(one: NameFound, doubt: str) -> NameFound:
    return replace(one, doubts=(*one.doubts, doubt))


def _several_words(count: int) -> str:
    if count == 2:
        return _("The cell names two people; each comes in as one.")
    return _("The cell names {count} people; each comes in as one.").format(count=count)


def _way_round_words() -> str:
    return _("What stands before the comma was taken for the surname. Look whether that is right.")
