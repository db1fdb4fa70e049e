"""What the papers of the office share: care for personal data, ways of reaching."""

from __future__ import annotations

from collections.abc import Sequence

from models.queries.directory import DirectoryPoint
from models.vocabulary import ContactWay, Visibility
from models.words import label
from reports.document import Paragraph, Tone, paragraph
from reports.formatting import listed
from resources.i18n import _
from resources.i18n import marked as m

CIRCULATION = {Visibility.CONFIDENTIAL: m("Confidential. Only for those who may read everything.")}
"""Who may have a copy that tells more than the office’s own people may read."""


def care() -> Paragraph:
    """Return what to do with a paper that says how people are reached."""
    return paragraph(
        _("For our own office. It says how people are reached: keep it safe, and destroy it when a newer one is made."),
        tone=Tone.NOTE,
    )


def value_of(points: Sequence[DirectoryPoint], way: ContactWay) -> str:
    """Return the address or number of a way of reaching somebody; "" where none is known or may be used."""
    return next((point.value for point in points if point.way is way), "")


def reach_words(points: Sequence[DirectoryPoint], refuses: Sequence[ContactWay], note: str = "") -> str | None:
    """Return how somebody is reached, each thing on a line of its own; None where nothing is known."""
    ways = listed([label(way).lower() for way in refuses])
    refused = _("Does not want to be reached by {ways}").format(ways=ways) if refuses else ""
    return "\n".join(filter(None, [*(point.value for point in points), note, refused])) or None
