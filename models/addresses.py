"""Postal addresses of the United Kingdom as an envelope wants them: a line each, the postcode alone on the last.

Royal Mail asks for one line each, without indents and commas at their ends, the post town in capitals and the postcode
on a line of its own; a county is not needed where there is a postcode ("How to address your mail", royalmail.com).
"""

from __future__ import annotations

import re

from models.text import sort_key

_POSTCODE = re.compile(r"\b(GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})\s*[.,]?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}[A-Za-z]?")
"""Of a house; longer ones are postcodes of other countries."""


def lines_of_parts(street: str, locality: str, town: str, county: str, postcode: str) -> tuple[str, ...]:
    """Return the lines of an address kept in parts, () where nothing of it is known; the postcode stands last.

    >>> lines_of_parts("12 Elm Lane", "", "Millbrook", "Wendleshire", "mb42el")
    ('12 Elm Lane', 'MILLBROOK', 'MB4 2EL')
    """
    code = tidy_postcode(postcode)
    needed = "" if town.strip() and code else county
    parts = (*lines_of_text(street), *lines_of_text(locality), _tidy(town).upper(), _tidy(needed), code)
    return tuple(dict.fromkeys(part for part in parts if part))


def lines_of_text(text: str) -> tuple[str, ...]:
    """Return the lines of an address as somebody wrote it, with commas or line by line; a postcode stands last.

    >>> lines_of_text("12, Elm Lane, Millbrook MB4 2EL")
    ('12 Elm Lane', 'Millbrook', 'MB4 2EL')
    """
    parts = [_tidy(line) for line in text.splitlines()]
    if sum(map(bool, parts)) == 1:
        parts = [_tidy(part) for part in text.split(",")]
    lines: list[str] = []
    for part in filter(None, parts):
        # A house number with a comma after it belongs to its street.
        if lines and _NUMBER.fullmatch(lines[-1]):
            lines[-1] = f"{lines[-1]} {part}"
        else:
            lines.append(part)
    found = _POSTCODE.search(lines[-1]) if lines else None
    if found is not None:
        before = _tidy(lines[-1][: found.start()])
        lines[-1:] = [*([before] if before else []), tidy_postcode(found.group(1))]
    return tuple(lines)


def tidy_postcode(text: str) -> str:
    """Return a postcode in capitals with its one space; what is none stays as it is, on one line.

    >>> tidy_postcode(" mb42el "), tidy_postcode("BFPO 57")
    ('MB4 2EL', 'BFPO 57')
    """
    plain = _tidy(text)
    if _POSTCODE.fullmatch(plain):
        packed = plain.replace(" ", "").upper()
        return f"{packed[:-3]} {packed[-3:]}"
    return plain


def postcode_of(lines: tuple[str, ...]) -> str:
    """Return the postcode on the last line of an address, "" where there is none."""
    return lines[-1] if lines and _POSTCODE.fullmatch(lines[-1]) else ""


def place_key(lines: tuple[str, ...]) -> str:
    """Return what two ways of writing one address have in common: letters and digits, without case or blanks."""
    return sort_key(" ".join(lines)).replace(" ", "")


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")
