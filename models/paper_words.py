"""What a school says in each of its papers in its own words: settings that travel with the book.

Each paper has the same parts. Nothing is kept for a part that stands as the program has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from models.settings import SettingKey
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PARAGRAPH, SENTENCE, LEAD = 1_500, 500, 120
"""The most characters of a paragraph, of a sentence, and of the words before a list."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The words of a school for one paper; "" for nothing of its own."""

    opening: str = ""
    """Before the first heading."""
    recommend: str = ""
    """Before the recommendations: "The board is asked to:"."""
    decide: str = ""
    """Before the questions that ask for a decision."""
    closing: str = ""
    """After everything else."""
    protection: str = ""
    """A sentence on personal data, at the very end."""


_PARTS: Mapping[str, tuple[str, int]] = {
    "opening": (m("Opening paragraph"), PARAGRAPH),
    "recommend": (m("Words before recommendations"), LEAD),
    "decide": (m("Words before questions to decide"), LEAD),
    "closing": (m("Closing paragraph"), PARAGRAPH),
    "protection": (m("Sentence on personal data"), SENTENCE),
}
PARTS = tuple(part.name for part in fields(PaperWords))


def title_of(part: str) -> str:
    """Return what a part is called."""
    return _(_PARTS[part][0])


def words_key(paper: str, part: str) -> SettingKey[str]:
    """Return the setting that keeps one part of one paper."""
    title, most = _PARTS[part]
    advice = _("Use at most {n} characters.").format(n=f"{most:,}")
    return SettingKey(
        f"paper.{paper}.{part}", title, "", str.strip, str, lambda words: len(words.strip()) <= most, advice
    )


def find_paper_words(session: Session, paper: str) -> PaperWords:
    """Return a school's own words for a paper; one statement."""
    from sqlalchemy import select

    from models.entities import Setting

    keys = {words_key(paper, part).name: part for part in PARTS}
    kept = session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(keys)))
    return PaperWords(**{keys[name]: words_key(paper, keys[name]).read(value) for name, value in kept})


def reset_paper_words(session: Session, paper: str) -> None:
    """Let every part of a paper stand as the program has it; undo brings the school's words back."""
    from sqlalchemy import select

    from models.entities import Setting

    names = [words_key(paper, part).name for part in PARTS]
    for kept in session.scalars(select(Setting).where(Setting.key.in_(names))):
        session.delete(kept)
    session.flush()
