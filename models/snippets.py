"""A line of a long text around the words that were looked for, with the places of the words in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

Spans = tuple[tuple[int, int], ...]
"""Where words were found: first character and the one after the last, in order, never overlapping."""

_BEFORE, _LENGTH, _FURTHEST = 40, 160, 50_000
_APOSTROPHES = "'’‘`´ʼ"


def _variants(letter: str) -> str:
    """Return the pattern of a letter with or without accents, an apostrophe after it allowed."""
    return re.escape(letter) + f"[\\u0300-\\u036f]*[{_APOSTROPHES}]?"


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the beginnings of words, to be used on decomposed text."""
    folded = {"".join(_letters(word)) for word in words} - {""}
    longest_first = sorted(folded, key=len, reverse=True)
    choices = "|".join("".join(_variants(letter) for letter in word) for word in longest_first)
    return re.compile(f"(?<![^\\W_])(?:{choices})" if choices else r"(?!)", re.IGNORECASE)


def _letters(word: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return [mark for mark in decomposed if not unicodedata.combining(mark) and mark.isalnum()]


def find_words(text: str, words: Sequence[str]) -> Spans:
    """Return where words of a text begin with one of the given words, whatever the case and the accents.

    >>> find_words("The Fête at St Mary's", ("fete", "marys"))
    ((4, 8), (15, 21))
    """
    pattern = _pattern(tuple(words))
    if text.isascii() or unicodedata.is_normalized("NFD", text):
        return tuple(match.span() for match in pattern.finditer(text))
    places: list[int] = []
    decomposed: list[str] = []
    for number, mark in enumerate(text):
        parts = unicodedata.normalize("NFD", mark)
        decomposed.append(parts)
        places.extend([number] * len(parts))
    found = (match.span() for match in pattern.finditer("".join(decomposed)))
    return tuple((places[first], places[last - 1] + 1) for first, last in found)


def first_place(text: str, words: Sequence[str]) -> int | None:
    """Return where the first of the words is found that `find_words` finds, looking no further; None where none is."""
    if text.isascii() or unicodedata.is_normalized("NFD", text):
        match = _pattern(tuple(words)).search(text)
        return None if match is None else match.start()
    found = find_words(text, words)
    return found[0][0] if found else None


def snippet(text: str, words: Sequence[str]) -> tuple[str, Spans]:
    """Return a line of the text around the first word found, or its beginning, and where the words are in the line."""
    head = text[:_FURTHEST]
    found = first_place(head, words)
    start = 0 if found is None else _start(head, found)
    window = head[start : start + _LENGTH * 2]
    line = " ".join(window.split())
    cut = len(line) > _LENGTH or start + len(window) < len(text)
    if len(line) > _LENGTH:
        line = line[:_LENGTH].rpartition(" ")[0] or line[:_LENGTH]
    line = ("…" if start else "") + line + ("…" if cut else "")
    return line, find_words(line, words)


def _start(text: str, found: int) -> int:
    """Return the beginning of a word a little before the place found."""
    if found <= _BEFORE:
        return 0
    blank = text.find(" ", found - _BEFORE, found)
    return found if blank < 0 else blank + 1
