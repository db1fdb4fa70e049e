"""Words that a spreadsheet would take for a formula, written so that it does not.

Whoever opens a text file in a spreadsheet runs what its cells begin with `=`, `+`, `-` or `@`. An apostrophe before
them makes words of it. Telephone numbers, numbers and plain email addresses keep their signs: they can do no harm, and
with an apostrophe no other program could dial, count or write to them.
"""

from __future__ import annotations

import re

from models.cleaning import begins_like_formula, clean

_PHONE = re.compile(r"\+[0-9][0-9 ()]{6,}")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")
_ANY_PHONE = re.compile(r"\+[0-9][0-9 ()./-]{4,}(?: ?(?:x|ext\.?) ?[0-9]{1,6})?", re.ASCII | re.IGNORECASE)
_EMAIL = re.compile(r"[+-]?[A-Za-z0-9_][\w.+-]*@[A-Za-z0-9][\w.-]*", re.ASCII)
"""Without the signs by which a spreadsheet calls a function or another program."""


def csv_text(text: str) -> str:
    """Return cleaned words that no spreadsheet takes for a formula.

    >>> csv_text("=1+1"), csv_text("+44 1223 460277"), csv_text("-5")
    ("'=1+1", '+44 1223 460277', '-5')
    """
    text = clean(text)
    harmless = _PHONE.fullmatch(text) or _NUMBER.fullmatch(text)
    return f"'{text}" if begins_like_formula(text) and not harmless else text


def csv_reach(text: str) -> str:
    """Return an address or number for an address book, as it was given unless it could do harm in a spreadsheet.

    A spreadsheet may still reckon with "+44-1223-460277"; the address books it is for do not.

    >>> csv_reach("+44-1223-460277"), csv_reach("+jo@example.org"), csv_reach("=cmd|x!A1@example.org")
    ('+44-1223-460277', '+jo@example.org', "'=cmd|x!A1@example.org")
    """
    plain = clean(text)
    return plain if _ANY_PHONE.fullmatch(plain) or _EMAIL.fullmatch(plain) else csv_text(plain)
