"""The fixed lists of what may stand on any record: notes, tags, groups, fields of one's own. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class NoteKind(StrEnum):
    """What a note on a record is about."""

    NOTE = "note"
    INTELLIGENCE = "intelligence"
    COMMUNITY_NEED = "community_need"
    CAPACITY = "capacity"


class Confidence(StrEnum):
    """How sure a note is."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    UNCONFIRMED = "unconfirmed"


class TagKind(StrEnum):
    """Whether a tag names a theme of the work or marks records for our own use."""

    THEME = "theme"
    TAG = "tag"


class FieldKind(StrEnum):
    """What a field of one's own holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


class ReferenceKind(StrEnum):
    """What a reference is."""

    ARTICLE = "article"
    LINK = "link"
    PRESS = "press"
    GUIDANCE = "guidance"
    REPORT = "report"
