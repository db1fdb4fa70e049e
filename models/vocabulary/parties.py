"""The fixed lists of people, organisations and places. No table, no session."""

from __future__ import annotations

from enum import StrEnum


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
    LINKED_WITH = "linked_with"
    """Two partnerships that work together."""


class ContactPointKind(StrEnum):
    """What a contact point is."""

    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    POST = "post"
    WEB = "web"
    SOCIAL = "social"


class InterestNature(StrEnum):
    """What kind of interest somebody declares (vocabulary e3, register of interests)."""

    BUSINESS = "business"
    PECUNIARY = "pecuniary"
    GOVERNANCE_ELSEWHERE = "governance_elsewhere"
    RELATIONSHIP = "relationship"
    LOYALTY = "loyalty"
    GIFT = "gift"


class PersonLink(StrEnum):
    """How two people are linked; read "from ... to"."""

    COLLEAGUE = "colleague"
    ASSISTANT_TO = "assistant_to"
    RELATED_TO = "related_to"
    ALTERNATE_FOR = "alternate_for"


class Tier(StrEnum):
    """How close a relationship between us and an organisation is (text 004: informal alliances, closer ones)."""

    NONE = "none"
    INFORMAL_ALLIANCE = "informal_alliance"
    CLOSE = "close"
    INTEGRATED = "integrated"


class QuorumRule(StrEnum):
    """How the least number present for decisions is found."""

    HALF_IN_POST = "half_in_post"
    """Half of the members in post, rounded up: the usual rule of governing boards."""
    THIRD_IN_POST = "third_in_post"
    FIXED = "fixed"


class Sector(StrEnum):
    """Who pays for an institution."""

    STATE_FUNDED = "state_funded"
    INDEPENDENT = "independent"


class GovernmentTier(StrEnum):
    """How far up an authority stands; derived from what the organisation is (need N129)."""

    NATIONAL = "national"
    REGIONAL = "regional"
    COMBINED = "combined"
    UPPER = "upper"
    """County, unitary, metropolitan, London borough: with education duties."""
    LOWER = "lower"
    """District, city or borough without education duties."""
    PARISH = "parish"


class RepresentedSector(StrEnum):
    """From which part of the world somebody comes who sits on a board (need N127)."""

    STATE_FUNDED = "state_funded"
    INDEPENDENT = "independent"
    CHARITY = "charity"
    GOVERNMENT = "government"
    BUSINESS = "business"
    COMMUNITY = "community"
    NOT_KNOWN = "not_known"


class ContactWay(StrEnum):
    """A way of reaching somebody, which they may like or refuse."""

    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    IN_PERSON = "in person"
