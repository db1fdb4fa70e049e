"""Names in a cell of somebody's own list: one person or several, either way round, or words that are no name at all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from models.exchange.names.cutting import (
    cut_post_nominals,
    cut_title,
    first_and_last,
    is_title,
    single_blanks,
    split_people,
    without_notes,
)
from models.exchange.names.found import (
    NameFound,
    NamesFound,
    doubtful,
    noted,
    several_words,
    way_round_words,
    with_letters_after,
)
from models.exchange.names.several import CutName, people_in
from models.exchange.names.telling import begins_surname, is_no_name, is_post, is_words, says_there_is_nobody
from models.exchange.names.words import PARTICLES, POST_NOMINAL, POST_WORDS, VACANT
from models.exchange.role_words import is_known_role
from resources.i18n import _

MOST_PEOPLE, LONGEST_CELL = 12, 500
"""No cell names more people; a longer text is something else."""

_ODD = re.compile(
    r"[()\[\],;/&+:@\d\"“”|*]|\s[-–—]\s|\s['‘]\w+['’]\s|\b(?:and|n[ée]e|formerly|previously|aka)\b", re.IGNORECASE
)
"""What a plain name has nothing of."""
_LINES = re.compile(r"[\n\r;]")
_JOINED = re.compile(r"(?:\s+(?:and|&)\s+|\s*[/&+]\s*|\s*,\s*(?=[^,]+\s(?:and|&)\s))(?![^(\[]*[)\]])", re.IGNORECASE)
"""What joins people, outside brackets; a comma only where an "and" comes after it."""
_AND = re.compile(r"\s+(?:and|&)\s+|\s*[/&+]\s*", re.IGNORECASE)
_POST_FIRST = re.compile(r"([^:–—-]+?)\s*(?::|\s[-–—]\s)\s*(\S.*)")
"""A post before the name: "Headteacher: Paula Head"."""
_SURNAME_OF_BOTH = re.compile(r"([^,&/]+),\s*((\w+\.?)\s*(?:&|/|\band\b)\s*\S.*)", re.IGNORECASE)
"""The surname before the titles or first names of two: "Smith, Mr & Mrs J"."""
_INITIALS = re.compile(r"[A-Z]\.?|(?:[A-Z]\.){2,3}")
_LOUD_SURNAME = re.compile(r"(?=.*[AEIOUY])[A-Z][A-Z'’-]{2,}")
_FORMER = re.compile(r"\s+(?:n[ée]e|formerly|previously|aka)\s+.+$", re.IGNORECASE)
_QUOTED = re.compile(r"\s[\"“‘']([^\W\d_]+)[\"”’'](?=\s)")


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
    if says_there_is_nobody(text):
        return NamesFound(instead=text, is_vacant=True)
    lines = [line for line in _LINES.split(cell) if line.strip(" ,;")] if _LINES.search(cell) else []
    if len(lines) > 1:
        return _by_lines(text, lines)
    if not _ODD.search(text):
        return _person_or_words(text)
    return _other_way_round(text) or _each_by_itself(text) or _with_extras(text)


def understand_name_parts(title: str, first: str, middle: str, last: str, suffix: str = "") -> NamesFound:
    """Return whom cells of their own for the parts of a name mean; parts that are plain stay as they are."""
    title, first, middle, last, suffix = map(single_blanks, (title, first, middle, last, suffix))
    whole = " ".join(part for part in (title, first, middle, last) if part)
    if not whole:
        return NamesFound()
    if len(whole) > LONGEST_CELL:
        return NamesFound(instead=whole[:LONGEST_CELL])
    if says_there_is_nobody(f"{first} {middle} {last}".strip()) or VACANT.search(whole):
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


def _squeezed(title: str, first: str, last: str) -> NamesFound:
    """Return whom cells mean that hold more than their own part of a name."""
    notes: list[str] = []
    title, first, last = (without_notes(cell, notes) for cell in (title, first, last))
    last, letters = cut_post_nominals(last, keep=1)
    people = people_in(title, first, last)
    if len(people) > MOST_PEOPLE:
        return NamesFound(instead=f"{title} {first} {last}".strip())
    return NamesFound(_told_apart([noted(_named(one, letters), notes) for one in people], people))


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
            replace(one, doubts=tuple(dict.fromkeys((*one.doubts, several_words(len(people)))))) for one in people
        ]
    return NamesFound(tuple(people[:MOST_PEOPLE]))


def _other_way_round(text: str) -> NamesFound | None:
    """Return whom a cell names with the surname of two before them, or with a post before the name; None for others."""
    both = _SURNAME_OF_BOTH.fullmatch(text)
    if both and (is_title(both[3]) or _are_two_first_names(both)):
        return understand_names(f"{both[2]} {both[1]}")
    after = _POST_FIRST.fullmatch(text)
    if after and (is_post(after[1]) or is_known_role(after[1])):
        people = understand_names(after[2]).people
        return NamesFound(tuple(replace(one, post=after[1]) for one in people), "" if people else text)
    return None


def _each_by_itself(text: str) -> NamesFound | None:
    """Return the people of parts that "and" or a stroke joins, where each part is a whole name; None where not."""
    parts = [part for part in _AND.split(text) if part]
    if not all(part.count(",") == 1 for part in parts):
        # "Bell, Bo and Cole, Tom" has a comma in each.
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
    return NamesFound(tuple(doubtful(one, several_words(len(people))) for one in people))


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
    if dash and not is_words(before):
        notes.append(after.strip())
        bare = before
    turned = _by_commas(bare)
    if turned is not None:
        return _answer(text, [noted(one, notes) for one in turned])
    bare, letters = cut_post_nominals(bare)
    parts = split_people(bare)
    if not parts or any(is_words(part) and not is_title(part) for part in parts) or len(parts) > MOST_PEOPLE:
        return NamesFound(instead=text)
    people = people_in("", "", bare)
    named = [noted(_named(one, letters if place == len(people) - 1 else ""), notes) for place, one in enumerate(people)]
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
        elif is_post(parts[-1]) and len(cut_title(parts[0])[1].split()) > 1:
            post = parts.pop()
        else:
            break
    if len(parts) > 2 or any(is_words(part, may_be_post=True) for part in parts) or all(map(is_post, parts)):
        several = len(parts) > 2 and all(len(cut_title(part)[1].split()) > 1 and not is_words(part) for part in parts)
        return [doubtful(_whole(part), several_words(len(parts))) for part in parts[:MOST_PEOPLE]] if several else []
    if len(parts) == 1:
        one = _whole(parts[0])
    elif len(parts[0].split()) > 1 and len(cut_title(parts[1])[1].split()) > 1 and not begins_surname(parts[0]):
        return [doubtful(_whole(part), several_words(2)) for part in parts]
    else:
        one = _turned(*parts)
    return [
        replace(one, title=one.title or title, post_nominals=" ".join((*letters, one.post_nominals)).strip(), post=post)
    ]


def _turned(family: str, rest: str) -> NameFound:
    """Return the person of "Surname, First names"."""
    before, family = cut_title(family) if len(family.split()) > 1 else ("", family)
    rest, letters = cut_post_nominals(rest)
    title, given = cut_title(rest)
    if not given and is_title(rest):
        title, given = rest, ""
    doubts = (way_round_words(),) if len(family.split()) > 1 and not begins_surname(family) else ()
    return NameFound(before or title, given, family, letters, doubts=doubts)


def _whole(text: str) -> NameFound:
    text, letters = cut_post_nominals(text)
    title, rest = cut_title(text)
    return NameFound(title, *first_and_last(rest), letters)


def _person_or_words(text: str) -> NamesFound:
    """Return the person of plain words, or the words where they are no name."""
    bare, letters = cut_post_nominals(text)
    title, rest = cut_title(bare)
    if is_no_name(title, rest):
        return NamesFound(instead=text)
    one = NameFound(title, *first_and_last(rest), letters)
    if _is_turned(rest.split()):
        *surname, given = rest.split()
        doubt = _("“{text}” was read with the surname first. Look whether that is right.").format(text=text)
        one = NameFound(title, given, " ".join(surname), letters, doubts=(doubt,))
    if not one.title and not one.given_name:
        one = doubtful(one, _("“{text}” is only one name. Say whether it is the whole name.").format(text=text))
    elif not one.title and text.islower():
        one = doubtful(one, _("“{text}” is written without capitals. Say whether it is a name.").format(text=text))
    elif not one.title and any(word[:1].islower() and word.lower() not in PARTICLES for word in text.split()):
        one = doubtful(one, _("“{text}” may be no name. Look whether it is.").format(text=text))
    return NamesFound((one,))


def _are_two_first_names(found: re.Match[str]) -> bool:
    """Say whether one surname stands before two first names: "Smith, John and Jane"."""
    return len(found[1].split()) == 1 and len(_AND.sub(" ", found[2]).split()) == 2


def _is_turned(words: list[str]) -> bool:
    """Say whether a surname stands first without a comma: "Smith J", "SMITH John"."""
    if len(words) < 2 or _INITIALS.fullmatch(words[0]):
        return False
    if _INITIALS.fullmatch(words[-1]):
        return len(words) == 2 or words[0].lower() in PARTICLES
    return len(words) == 2 and words[1].istitle() and _LOUD_SURNAME.fullmatch(words[0]) is not None


def _named(one: CutName, letters: str) -> NameFound:
    last, more = cut_post_nominals(one.last_name, keep=1)
    found = NameFound(one.title, one.first_name, last, more)
    return with_letters_after(found, letters) if letters else found


def _told_apart(named: list[NameFound], cut: tuple[CutName, ...]) -> tuple[NameFound, ...]:
    """Return people with the doubt that they share a cell, or that one name may be two."""
    if len(named) > 1:
        return tuple(doubtful(one, several_words(len(named))) for one in named)
    if not cut[0].is_certain and len(split_people(f"{cut[0].first_name} {cut[0].last_name}")) > 1:
        return (doubtful(named[0], _("The name may be one person’s or two people’s. Say which.")),)
    return tuple(named)
