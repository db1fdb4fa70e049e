"""The fixed lists of what people ask under data protection law. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class SubjectRight(StrEnum):
    """What somebody asks: the rights of articles 15 to 21 of the UK GDPR."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"


class RequestOutcome(StrEnum):
    """How a request was answered."""

    IN_FULL = "in_full"
    IN_PART = "in_part"
    NOTHING_HELD = "nothing_held"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RequestState(StrEnum):
    """Where a request stands; worked out from its days, and kept nowhere."""

    OPEN = "open"
    STOPPED = "stopped"
    """We asked who they are, or what they mean, and wait: the clock does not run."""
    ANSWERED = "answered"
