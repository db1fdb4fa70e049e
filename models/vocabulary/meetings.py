"""The fixed lists of meetings. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class MeetingState(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    NOTICE_ISSUED = "notice_issued"
    INQUORATE = "inquorate"
    ADJOURNED = "adjourned"


class MinutesState(StrEnum):
    """How far the minutes have come (vocabulary e3)."""

    NONE = "none"
    DRAFT = "draft"
    APPROVED_BY_CHAIR = "approved_by_chair"
    APPROVED = "approved"
    SIGNED = "signed"


class AgendaItemKind(StrEnum):
    """What an item of the agenda is for."""

    APOLOGIES = "apologies"
    DECLARATIONS = "declarations"
    MINUTES = "minutes"
    MATTERS_ARISING = "matters_arising"
    STANDING = "standing"
    DECISION = "decision"
    DISCUSSION = "discussion"
    INFORMATION = "information"
    OPEN_FORUM = "open_forum"
    URGENT_BUSINESS = "urgent_business"
    CONFIDENTIAL = "confidential"
    """Part II: exempt from publication."""


class Capacity(StrEnum):
    """As what someone attends."""

    MEMBER = "member"
    IN_ATTENDANCE = "in_attendance"
    OBSERVER = "observer"
    VISITOR = "visitor"


class AttendanceStatus(StrEnum):
    """Whether someone came."""

    EXPECTED = "expected"
    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    NOT_REQUIRED = "not_required"


class DecisionOutcome(StrEnum):
    """What became of a proposal."""

    AGREED = "agreed"
    NOTED = "noted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    APPROVED = "approved"
    RECEIVED = "received"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


class MeetingFormat(StrEnum):
    """Where people sit."""

    IN_PERSON = "in_person"
    REMOTE = "remote"
    HYBRID = "hybrid"


class ApologiesDecision(StrEnum):
    """What a body made of apologies; consent matters because long absence without it disqualifies."""

    ACCEPTED = "accepted"
    NOTED = "noted"
    NOT_ACCEPTED = "not_accepted"


class DecisionKind(StrEnum):
    """How a decision was taken."""

    RESOLUTION = "resolution"
    CHAIRS_ACTION = "chairs_action"


class DissentKind(StrEnum):
    """How somebody stood apart from a decision."""

    AGAINST = "against"
    ABSTAINED = "abstained"
    DISSENTED = "dissented"


class Availability(StrEnum):
    """Whether one of ours can go."""

    UNKNOWN = "unknown"
    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


class FeedbackForm(StrEnum):
    """How a meeting or event is fed back (need N048)."""

    REPORT = "report"
    BLOG_POST = "blog_post"
    SOCIAL_UPDATE = "social_update"
    NEWSLETTER = "newsletter"
    SPOKEN = "spoken"
