"""Text from people and files made fit for any file: what XML, PDF and every program can hold, and nothing else.

XML 1.0 and PDF cannot hold NUL, most control characters, lone surrogates or the two non-characters at the end of the
first plane; a workbook with one of them saves and then cannot be opened. They carry no words, so they are left out, and
so are the marks that turn the direction of what follows, by which words can be made to look like others.
"""

from __future__ import annotations

import re
import unicodedata

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_FORMULA_LIKE = tuple("=+-@\t\r＝＋－＠")
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps, and none lets itself be asked for: NUL and halves of surrogate pairs."""
_LINE_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return the text with every line end as a newline and without characters that no paper can hold; tabs stay.

    Letters with accents take their composed form, which every font draws best and every search finds.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", _LINE_END.sub("\n", text)))


def keepable(text: str) -> str:
    """Return text without what no database keeps."""
    return UNKEEPABLE.sub("", text)


def begins_like_formula(text: str) -> bool:
    """Return whether a spreadsheet might take the text for a formula, in full-width signs too."""
    return text.startswith(_FORMULA_LIKE)
