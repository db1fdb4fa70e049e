"""The tags and the words of a page, one after the other, in time that grows with the page and no faster.

Pages are seldom well formed, and what stands between the tags of a hostile one is made to be looked at again and again.
So nothing is looked at twice: a tag that is too long to be one is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'){0,5000})>")
"""A tag; no part of it has a "<", so that the search for its end goes no further than the next one."""
_MARK = re.compile(r"([A-Za-z][\w:-]{0,40})\s{0,10}=\s{0,10}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ENDLESS = re.compile(r"&#[0-9A-Za-z]{9,};?")
"""A character by its number, of more digits than any has."""
_UNSEEN = ("script", "style", "title", "template")
"""What stands in these is nothing that a page shows."""


class Token(NamedTuple):
    """A tag (`name` in small letters, with a stroke before it where it ends something) or, without a name, words."""

    name: str
    text: str
    """The words, or all marks of the tag as they are written."""

    def mark(self, name: str) -> str:
        """Return what a mark of the tag says: "2" of colspan="2"."""
        for found in _MARK.finditer(self.text):
            if found[1].lower() == name:
                return found[2] or found[3] or found[4] or ""
        return ""


def tokens_of(page: str) -> Iterator[Token]:
    """Yield the tags and words of a page; comments and what is not shown are passed over."""
    at, end = 0, len(page)
    while at < end:
        opens = page.find("<", at)
        if opens < 0:
            opens = end
        if opens > at:
            yield Token("", plain(page[at:opens]))
        if opens == end:
            return
        if page.startswith("<!--", opens):
            at = _after(page, "-->", opens)
        elif page.startswith(("<!", "<?"), opens):
            at = _after(page, ">", opens)
        elif (tag := _TAG.match(page, opens)) is None:
            yield Token("", "<")
            at = opens + 1
        else:
            name, at = tag[2].lower(), tag.end()
            if name in _UNSEEN and not tag[1]:
                at = _after_element(page, name, at)
            else:
                yield Token(tag[1] + name, tag[3])


def plain(text: str) -> str:
    """Return words with the characters that stand in them by name or number."""
    return unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def _after(page: str, words: str, at: int) -> int:
    """Return the place after some words; the end of the page where they do not come any more."""
    found = page.find(words, at)
    return len(page) if found < 0 else found + len(words)


def _after_element(page: str, name: str, at: int) -> int:
    """Return the place after the end of an element whose insides are no markup."""
    found = re.compile(f"</{name}", re.IGNORECASE).search(page, at)
    return len(page) if found is None else found.start()
