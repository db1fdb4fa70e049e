"""The fixed lists of conversations and of what comes out of them. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How we spoke."""

    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    MEETING_NOTE = "meeting_note"
    SOCIAL = "social"
    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    GOVERNOR_VISIT = "governor_visit"
    INTRODUCTION = "introduction"


class Direction(StrEnum):
    """Who started it: they wrote to us (in), we to them (out)."""

    IN = "in"
    OUT = "out"
    BOTH = "both"
    """Neither wrote to the other: a visit, an interview."""


class ReplyState(StrEnum):
    """Where a wanted answer stands."""

    NONE_NEEDED = "none_needed"
    AWAITING = "awaiting"
    RECEIVED = "received"
    GAVE_UP = "gave_up"
    ROUTE_ROUND = "route_round"
    """We stopped waiting and went another way."""


class Sentiment(StrEnum):
    """How a conversation felt, where somebody chose to say so."""

    NEGATIVE = "negative"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class PartyPart(StrEnum):
    """Which part somebody had in a conversation."""

    FROM = "from"
    TO = "to"
    COPY = "cc"
    PRESENT = "present"


class ThreadState(StrEnum):
    """Whether a matter is still being dealt with."""

    OPEN = "open"
    PARKED = "parked"
    CLOSED = "closed"


class RouteOutcome(StrEnum):
    """What came of trying another way to reach somebody."""

    TRYING = "trying"
    WORKED = "worked"
    FAILED = "failed"


class EngagementLevel(StrEnum):
    """How engaged somebody is (vocabulary e5)."""

    UNAWARE = "unaware"
    RESISTANT = "resistant"
    NEUTRAL = "neutral"
    SUPPORTIVE = "supportive"
    LEADING = "leading"


class BarrierKind(StrEnum):
    """What stands in the way of working together (needs N019, N070)."""

    FUNDING = "funding"
    TRANSPORT = "transport"
    EXCESSIVE_MEETINGS = "excessive_meetings"
    NO_COMMON_TIMETABLE = "no_common_timetable"
    AUTHORITY_ENGAGEMENT = "authority_engagement"
    ADMINISTRATION = "administration"
    CAPACITY = "capacity"
    OTHER = "other"


class IssueState(StrEnum):
    """How far a concern or a request for support has come."""

    RECEIVED = "received"
    TRIAGED = "triaged"
    IN_HAND = "in_hand"
    RESOLVED = "resolved"
    REFERRED = "referred"
    DECLINED = "declined"


class Urgency(StrEnum):
    """How soon something is needed."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


class OfferKind(StrEnum):
    """What can be offered or needed (need N055)."""

    SKILL = "skill"
    FACILITY = "facility"
    SUBJECT_EXPERTISE = "subject_expertise"
    RESOURCE = "resource"
    VOLUNTEERS = "volunteers"
    OTHER = "other"


class MatchState(StrEnum):
    """What became of bringing an offer and a need together."""

    SUGGESTED = "suggested"
    INTRODUCED = "introduced"
    WORKING = "working"
    DONE = "done"
    FELL_THROUGH = "fell_through"


class Quadrant(StrEnum):
    """What to do with somebody of such influence and interest (vocabulary e5)."""

    MANAGE_CLOSELY = "manage_closely"
    KEEP_SATISFIED = "keep_satisfied"
    KEEP_INFORMED = "keep_informed"
    MONITOR = "monitor"


class ContactSource(StrEnum):
    """What brought the last real contact."""

    CONVERSATION = "conversation"
    MEETING = "meeting"
    EVENT = "event"
    FORUM_QUESTION = "forum_question"


class RelationshipStanding(StrEnum):
    """How alive a relationship is that we once had."""

    ALIVE = "alive"
    DORMANT = "dormant"
    """No contact for a year."""
    LAPSED = "lapsed"
    """No contact for two years, or the link between us has ended."""
