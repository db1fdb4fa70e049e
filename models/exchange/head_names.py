"""Who the head of an institution is: the register's three cells as one or two people, offered and never decided.

The register has a title, a first name and a last name. Schools squeeze two heads into them, write the post where the
title belongs, and put notes in brackets. Each offer says how it was understood and whether that is beyond doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

_PLAIN = "mr mrs miss ms mx dr doctor prof professor sir rev revd reverend fr rabbi sr imam cllr"
TITLES = frozenset(_PLAIN.split())
"""Titles that are no one's name, without full stops and in small letters."""

_NAMELIKE = (
    "admiral baroness bishop canon captain cmdr col colonel dame father lady lord lt maj major mufti padre pastor "
    "sister brother commander wing right the venerable archdeacon chancellor mother"
)
NAMELIKE_TITLES = frozenset(_NAMELIKE.split())
"""Titles that are names too (Major, Bishop): taken for a title only where two more words follow."""

_POSTS = re.compile(
    r"\b(head|head ?teachers?|co-? ?head\w*|principals?|executive|acting|interim|temporary|deputy|assistant|director|"
    r"manager|supervisor|secretary|proprietor|owner|chancellor|vice-chancellor|provost|warden|rector|ceo|ht|cover|"
    r"maternity|job ?share|seconded|secondment|designate|elect|from|until|associate|coordinator|leader|playleader|"
    r"dean|matron|chair)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    {"vacant", "vacancy", "vacant post", "tbc", "tba", "to be confirmed", "to be appointed", "n/a", "na", "none", "-"}
    | {"unknown", "not known", "not applicable", "not recorded", "not-applicable", "not-recorded", "headteacher", "."}
)
_NOTE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]?\s*")
_DASHED = re.compile(r"\s+[-–—]\s+(.+)$")
_JOINED = re.compile(r"\s+(?:and|&)\s+|\s*[/&;+]\s*|\s+(?:and|&)$", re.IGNORECASE)
_PARTICLE_WORDS = "de del della der den di du la le van von st st. mac mc o' al el bin ibn ter ten"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_HONOURS = frozenset({"obe", "mbe", "cbe", "dbe", "kbe", "jp", "phd", "npqh"})
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
    cells = [_single_blanks(cell) for cell in (title, first_name, last_name)]
    given = " ".join(cell for cell in cells if cell)
    notes: list[str] = []
    title, first_name, last_name = (_without_notes(cell, notes) for cell in cells)
    if title and not _is_title(title):
        # The post stands where the title belongs, or a first name does.
        if not _POSTS.search(title):
            first_name = f"{title} {first_name}".strip()
        elif not job_title.strip() or title.lower() not in _PLAIN_POSTS:
            notes.append(title)
        title = ""
    if _says_nobody(f"{first_name} {last_name}"):
        return ()
    posts, others = [note for note in notes if _POSTS.search(note)], [note for note in notes if not _POSTS.search(note)]
    people = _people(title, first_name, last_name)
    role = _role(job_title, posts, len(people) > 1)
    certain = len(people) == 1 and people[0].is_certain and not others
    return tuple(
        replace(person, given=given, role=role, note="; ".join(others), is_certain=certain) for person in people
    )


def one_cell_name(text: str) -> tuple[str, str, str]:
    """Return title, first and last name of a whole name in one cell, all in the last when two people stand in it."""
    text = _single_blanks(text)
    if len(_split(text)) > 1 or "(" in text:
        return "", "", text
    post = _OPENING_POST.match(text)
    if post:
        # As in the register's own three cells, where the post may stand in the title's place.
        return post[1], *first_and_last(text[post.end() :])
    title, rest = cut_title(text)
    return title, *first_and_last(rest)


def _single_blanks(text: str) -> str:
    return " ".join(text.split())


def _without_notes(text: str, notes: list[str]) -> str:
    """Return a cell without what stands in brackets or, if it is a post, after a dash; these go to `notes`."""

    def keep(found: re.Match[str]) -> str:
        if found[1].strip() and found[1].strip() not in notes:
            notes.append(found[1].strip())
        return " "

    text = _NOTE.sub(keep, text).strip()
    dashed = _DASHED.search(text)
    if dashed and _POSTS.search(dashed[1]):
        notes.append(dashed[1].strip())
        text = text[: dashed.start()].strip()
    return text


def _is_title(text: str) -> bool:
    """Say whether a cell holds nothing but titles, such as "The Revd Dr"."""
    words = [word.strip(".,").lower() for word in text.split()]
    return bool(words) and all(word in TITLES or word in NAMELIKE_TITLES for word in words)


def _is_plain_title(word: str) -> bool:
    return word.strip(".,").lower() in TITLES


def cut_title(text: str) -> tuple[str, str]:
    """Return the titles at the start of a name, and the rest."""
    words = text.split()
    count = 0
    while count < len(words) and _is_plain_title(words[count]):
        count += 1
    if count == 0 and len(words) > 2 and words[0].strip(".,").lower() in NAMELIKE_TITLES:
        count = 1
        while count < len(words) - 1 and _is_plain_title(words[count]):
            count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def first_and_last(text: str) -> tuple[str, str]:
    """Cut a name before its last word, or before the particles that belong to it (van der Berg)."""
    words = text.split()
    start = len(words) - 1
    while start > 1 and words[start].strip(".,").lower() in _HONOURS:
        start -= 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]) if start > 0 else "", " ".join(words[max(start, 0) :])


def _says_nobody(text: str) -> bool:
    """Say whether the cells are blank or say that there is no one."""
    words = cut_title(_single_blanks(text))[1].strip(" ,").lower()
    return words in _NOBODY or all(word in _NOBODY or not any(map(str.isalpha, word)) for word in words.split())


def _split(text: str) -> list[str]:
    """Return the parts of a text that "and", "&", "/" or a comma before a title joins."""
    parts = [part.strip(" ,") for part in _JOINED.split(text)]
    apart: list[str] = []
    for part in parts:
        words = part.split()
        begin = 0
        for place in range(1, len(words)):
            if words[place - 1].endswith(",") and _is_plain_title(words[place]):
                apart.append(" ".join(words[begin:place]).strip(" ,"))
                begin = place
        apart.append(" ".join(words[begin:]))
    return [part for part in apart if part]


def _people(title: str, first_name: str, last_name: str) -> tuple[HeadOffer, ...]:
    """Return the people in cells that are free of notes."""
    opening, after = cut_title(last_name)
    if opening and after and first_name:
        # The last name begins with a title: a second person stands there.
        parts = [*_split(f"{title} {first_name}".strip()), *_split(last_name)]
    else:
        parts = _split(" ".join(cell for cell in (title, first_name, last_name) if cell))
    if len(parts) == 1:
        return (_one(title, first_name.strip(" ,"), last_name.strip(" ,")),)
    people = _two(parts)
    if people:
        return people
    if len(parts) > 2 and all(len(cut_title(part)[1].split()) > 1 for part in parts):
        return tuple(_whole(part) for part in parts)
    return (replace(_one(title, first_name, last_name), is_certain=False),)


def _one(title: str, first_name: str, last_name: str) -> HeadOffer:
    """Return one person, with a title or a whole name moved from the cell it was squeezed into."""
    if not title:
        title, rest = cut_title(first_name or last_name)
        first_name, last_name = (rest, last_name) if first_name else ("", rest)
    certain = True
    if not first_name or not last_name:
        whole = f"{first_name} {last_name}".strip()
        certain = len(whole.split()) < 3
        first_name, last_name = first_and_last(whole)
    return HeadOffer("", title, first_name, last_name, "", "", certain)


def _whole(text: str) -> HeadOffer:
    """Return the person of a whole name."""
    title, rest = cut_title(text)
    return HeadOffer("", title, *first_and_last(rest), "", "", False)


def _two(parts: list[str]) -> tuple[HeadOffer, ...]:
    """Return two people from parts such as "Mr Iain", "Ben Erskine", or nobody when the parts are no such pair."""
    cut = [cut_title(part) for part in parts]
    words = [rest.split() for _, rest in cut]
    if len(parts) == 3 and len(words[0]) == len(words[2]) == 1 and len(words[1]) == 2 and not cut[2][0]:
        # "Terri / Nicola Chudleigh / Coggin": both first names, then both last names.
        return (
            HeadOffer("", cut[0][0], words[0][0], words[1][1], "", "", False),
            HeadOffer("", cut[1][0], words[1][0], words[2][0], "", "", False),
        )
    if len(parts) != 2:
        return ()
    if len(words[1]) == 1 and not cut[1][0]:
        # "Jane Smith / Jones": two people or a double name; nobody can tell.
        return ()
    first, second = _whole(parts[0]), _whole(parts[1])
    if len(words[0]) == 0 or (len(words[0]) == 1 and len(words[1]) > 1 and not (cut[0][0] and cut[1][0])):
        # "Mr and Mrs Smith", "Iain and Ben Erskine": one surname for both.
        first = replace(first, first_name=" ".join(words[0]), last_name=second.last_name)
    return first, second


def _role(job_title: str, posts: Iterable[str], shared: bool) -> str:
    """Return the post in words: a note that names a post wins, others are added to the job title."""
    job = _single_blanks(job_title)
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
