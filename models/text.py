"""Text as people mean it: folded for sorting and finding, never changed for showing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from models.cleaning import keepable

_DROPPED = "'’‘`´ʼ"
_KEPT = {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_KNOWN_BELOW = 0x3000
"""Marks below are kept once folded: all alphabets, not the tens of thousands of signs beyond."""


class _Folds(dict[int, str]):
    """What each mark folds to, worked out when it is first met; no mark depends on its neighbours."""

    def __init__(self, *, words_only: bool) -> None:
        """With `words_only` anything that is neither letter nor digit becomes a blank."""
        super().__init__()
        self._words_only = words_only

    def __missing__(self, code: int) -> str:
        folded = _fold_mark(chr(code))
        if self._words_only:
            folded = "".join(mark if mark.isalnum() else " " for mark in folded)
        if code < _KNOWN_BELOW:
            self[code] = folded
        return folded


def _fold_mark(mark: str) -> str:
    if mark in _DROPPED:
        return ""
    # Twice: some fancy letters become plain capitals only when taken apart, some fold to letters with marks.
    simple = "".join(_KEPT.get(one, one) for one in _bare(mark).casefold())
    return "".join(one for one in _bare(simple) if one not in _DROPPED)


def _bare(text: str) -> str:
    """Return text in its simplest letters, without the marks on them."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


_WORDS, _PLAIN = _Folds(words_only=True), _Folds(words_only=False)
_ODD = re.compile("[^\x00-\x7f]")
_ASCII = str.maketrans({chr(code): _WORDS[code] or None for code in range(128)})


def sort_key(text: str) -> str:
    """Return text for sorting and finding: no case, no accents, no apostrophes, other punctuation as single blanks.

    >>> sort_key("St Mary’s C.E. Primary, Zoë")
    'st marys c e primary zoe'
    """
    # One pass in C where all is plain, as nearly all of the register's 52,000 names are.
    return " ".join(text.translate(_ASCII if text.isascii() else _WORDS).split())


def fold(text: str) -> str:
    """Return text as `sort_key` reads it, with all its punctuation but apostrophes: the same of much text, quickly.

    >>> fold("St Mary’s C.E. Primary, Zoë")
    'st marys c.e. primary, zoe'
    """
    for mark in set(_ODD.findall(text)) if not text.isascii() else ():
        text = text.replace(mark, _PLAIN[ord(mark)])
    return text.lower().replace("'", "").replace("`", "")


def words_at(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text as `sort_key` folds them, each with where it begins and where it ends.

    >>> list(words_at("Zoë’s idea"))
    [('zoes', 0, 5), ('idea', 6, 10)]
    """
    word, start, end = "", 0, 0
    for place, mark in enumerate(text):
        for one in _WORDS[ord(mark)]:
            if one == " ":
                if word:
                    yield word, start, end
                word = ""
            else:
                start = start if word else place
                word, end = word + one, place + 1
        if word and not _WORDS[ord(mark)] and unicodedata.combining(mark):
            # An accent that stands behind its letter belongs to it.
            end = place + 1
    if word:
        yield word, start, end


MOST_WORDS, LONGEST_WORD, LONGEST_ASKED = 12, 80, 2000
"""What counts of a filter. Each word is a condition, and a text pasted into a filter has more than databases take."""


def asked_words(text: str) -> list[str]:
    """Return the words that somebody looks for: the first twelve, of long ones the beginning."""
    return [word[:LONGEST_WORD] for word in keepable(text).split(maxsplit=MOST_WORDS)[:MOST_WORDS]]
