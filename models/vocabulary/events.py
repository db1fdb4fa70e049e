"""The fixed lists of events and of telling people about them. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class EventStage(StrEnum):
    """How far an event has come."""

    IDEA = "idea"
    PROPOSED = "proposed"
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PromotionState(StrEnum):
    """What became of asking an organisation to tell its people about an event."""

    SUGGESTED = "suggested"
    ASKED = "asked"
    AGREED = "agreed"
    DISPLAYED = "displayed"
    DECLINED = "declined"
    NO_REPLY = "no_reply"


class EventPart(StrEnum):
    """Which part somebody has at an event."""

    ORGANISER = "organiser"
    SPEAKER = "speaker"
    PANELLIST = "panellist"
    EXHIBITOR = "exhibitor"
    VOLUNTEER = "volunteer"
    INVITED = "invited"
    ATTENDED = "attended"


class Response(StrEnum):
    """What came of an invitation."""

    NONE = "none"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Participation(StrEnum):
    """How far people take part (IAP2)."""

    INFORM = "inform"
    CONSULT = "consult"
    INVOLVE = "involve"
    COLLABORATE = "collaborate"
    EMPOWER = "empower"
