"""The fixed lists of data protection: what people ask, how it ends, breaches, holds. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class LawfulBasis(StrEnum):
    """Why a record of a person may be kept: article 6 of the UK GDPR, as the Data (Use and Access) Act 2025 left it."""

    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    RECOGNISED_LEGITIMATE_INTERESTS = "recognised_legitimate_interests"
    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal_obligation"
    CONTRACT = "contract"
    VITAL_INTERESTS = "vital_interests"


class SubjectRight(StrEnum):
    """What somebody asks: the rights of articles 15 to 21 of the UK GDPR, and what runs on a clock of its own."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    COMPLAINT = "complaint"
    """That their data was used wrongly: it has to be acknowledged within 30 days."""
    INFORMATION = "information"
    """What the school holds on a matter, under the Freedom of Information Act: anybody may ask, about anything."""


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
    ACKNOWLEDGED = "acknowledged"
    """A complaint whose receipt was confirmed: its answer follows without undue delay."""
    ANSWERED = "answered"


class BreachRisk(StrEnum):
    """What a breach may do to the people it is about: it decides who has to be told."""

    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"


class BreachState(StrEnum):
    """Where the 72 hours of a breach stand; worked out, and kept nowhere."""

    RUNNING = "running"
    LATE = "late"
    TOLD = "told"
    TOLD_LATE = "told_late"
    NOT_NEEDED = "not_needed"
    """No risk is likely, and why is written down."""


class RetentionHold(StrEnum):
    """Why a record is kept whatever its age."""

    LITIGATION = "litigation"
    SAFEGUARDING = "safeguarding"
    INQUIRY = "inquiry"
