"""The fixed lists of the records, by the words of the field: kinds, states, channels. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class Visibility(StrEnum):
    """Who may read a record outside the office that keeps it."""

    PUBLIC = "public"
    PARTNERS = "partners"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class Precision(StrEnum):
    """How exactly a date is known, so that "autumn 2013" can be kept honestly."""

    DAY = "day"
    MONTH = "month"
    TERM = "term"
    YEAR = "year"


class AreaKind(StrEnum):
    """What an area is (vocabulary e2)."""

    WARD = "ward"
    DIVISION = "division"
    DISTRICT = "district"
    LOCAL_AUTHORITY = "local_authority"
    COMMITTEE_AREA = "committee_area"
    LOCALITY = "locality"
    REGION = "region"


class OrganisationKind(StrEnum):
    """What an organisation is (vocabulary e1, e2, e4)."""

    INSTITUTION = "institution"
    BODY = "body"
    LOCAL_AUTHORITY = "local_authority"
    COUNCIL = "council"
    COMBINED_AUTHORITY = "combined_authority"
    TRUST = "trust"
    FEDERATION = "federation"
    CLUSTER = "cluster"
    PARTNERSHIP = "partnership"
    COMMUNITY_GROUP = "community_group"
    PTA = "pta"
    STUDENT_SOCIETY = "student_society"
    BUSINESS = "business"
    CHARITY = "charity"
    GOVERNMENT = "government"
    OTHER = "other"


class RelationshipType(StrEnum):
    """How two organisations are linked; read "from ... to"."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    MEMBER_OF = "member_of"
    SUPPORTS = "supports"
    FEEDER = "feeder"
    HOSTS = "hosts"
    OVERSEES = "oversees"
    NEIGHBOUR = "neighbour"
    PLACES_STUDENTS = "places_students"
    WORKS_WITH = "works_with"


class ContactPointKind(StrEnum):
    """What a contact point is."""

    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    POST = "post"
    WEB = "web"
    SOCIAL = "social"


class Channel(StrEnum):
    """How we spoke."""

    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    MEETING_NOTE = "meeting_note"
    SOCIAL = "social"


class Direction(StrEnum):
    """Who started it: they wrote to us (in), we to them (out)."""

    IN = "in"
    OUT = "out"


class ReplyState(StrEnum):
    """Where a wanted answer stands."""

    NONE_NEEDED = "none_needed"
    AWAITING = "awaiting"
    RECEIVED = "received"
    GAVE_UP = "gave_up"


class MeetingState(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


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


class DecisionOutcome(StrEnum):
    """What became of a proposal."""

    AGREED = "agreed"
    NOTED = "noted"
    DEFERRED = "deferred"
    REJECTED = "rejected"


class CommitmentState(StrEnum):
    """Where a commitment stands; without owner, observable result and date it stays an aspiration."""

    ASPIRATION = "aspiration"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    KEPT = "kept"
    KEPT_IN_PART = "kept_in_part"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class CommitmentGroup(StrEnum):
    """How a list of commitments is divided."""

    LATE = "late"
    THIS_WEEK = "this_week"
    LATER = "later"
    ASPIRATIONS = "aspirations"
    DONE = "done"


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


class PeriodKind(StrEnum):
    """What a stretch of the calendar is."""

    ACADEMIC_YEAR = "academic_year"
    TERM = "term"
    HALF_TERM = "half_term"
    MUNICIPAL_YEAR = "municipal_year"
    INSET = "inset"


class ChangeKind(StrEnum):
    """Whether a change was made by hand, took one back, or made it again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
