"""The words of the fixed lists of notes, tags and fields of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import Confidence, FieldKind, NoteKind, ReferenceKind, TagKind
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    NoteKind: {
        NoteKind.NOTE: m("Note"),
        NoteKind.INTELLIGENCE: m("Intelligence"),
        NoteKind.COMMUNITY_NEED: m("Community need"),
        NoteKind.CAPACITY: m("Capacity"),
    },
    Confidence: {
        Confidence.CONFIRMED: m("Confirmed"),
        Confidence.LIKELY: m("Likely"),
        Confidence.UNCONFIRMED: m("Unconfirmed"),
    },
    TagKind: {
        TagKind.THEME: m("Theme"),
        TagKind.TAG: m("Tag"),
    },
    FieldKind: {
        FieldKind.TEXT: m("Text"),
        FieldKind.NUMBER: m("Number"),
        FieldKind.DATE: m("Date"),
        FieldKind.YES_NO: m("Yes or no"),
        FieldKind.CHOICE: m("Choice"),
    },
    ReferenceKind: {
        ReferenceKind.ARTICLE: m("Article"),
        ReferenceKind.LINK: m("Web link"),
        ReferenceKind.PRESS: m("Press mention"),
        ReferenceKind.GUIDANCE: m("Guidance"),
        ReferenceKind.REPORT: m("Report"),
    },
}
