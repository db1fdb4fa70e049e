"""The one place where text from people and files is made fit for a printed paper.

XML 1.0 and PDF cannot hold NUL, most control characters, lone surrogates or the two non-characters at the end of the
first plane; a workbook with one of them saves and then cannot be opened. They carry no words, so they are left out.
"""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")
_SPACE = re.compile(r"\s+")
_LINK = re.compile(r"https://[^\s/?#\\\"<>@]+([/?#][^\s\\\"<>]*)?|mailto:[^\s\\\"<>@:]+@[^\s\\\"<>@:]+", re.IGNORECASE)
_LONGEST_LINK = 2_000
"""Excel refuses longer ones, and nobody types one."""


def clean(text: str) -> str:
    """Return the text with every line end as a newline and without characters that no paper can hold; tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))


def clean_line(text: str) -> str:
    """Return cleaned text on one line, each run of white space as one space; for titles, names and addresses."""
    return _SPACE.sub(" ", clean(text)).strip()


def allowed_link(address: str) -> str | None:
    """Return the address when a paper may point to it (https with a host, or mailto), otherwise None.

    Everything else (javascript, file, network shares, bare words) stays text: a paper is opened by people who trust it.
    """
    address = clean_line(address)
    if len(address) > _LONGEST_LINK or not _LINK.fullmatch(address):
        return None
    return address
