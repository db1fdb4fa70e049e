"""The fixed lists of partnerships. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class LegalForm(StrEnum):
    """What a partnership is in law; several may hold at once, a company that is a charity (need N105)."""

    UNINCORPORATED = "unincorporated"
    LIMITED_BY_GUARANTEE = "limited_by_guarantee"
    PUBLIC_LIMITED_COMPANY = "public_limited_company"
    COMMUNITY_INTEREST_COMPANY = "community_interest_company"
    CHARITY = "charity"
    CHARITABLE_INCORPORATED_ORGANISATION = "charitable_incorporated_organisation"
    SCHOOLS_COMPANY = "schools_company"
    HOSTED_BY_AUTHORITY = "hosted_by_authority"
    HOSTED_BY_SCHOOL = "hosted_by_school"


class AuthorityRelation(StrEnum):
    """How a partnership stands to its local authority (need N107)."""

    UNKNOWN = "unknown"
    WORKS_WITH = "works_with"
    OVERSEEN_BY = "overseen_by"
    INDEPENDENT_OF = "independent_of"


class PartnershipStatus(StrEnum):
    """Whether a partnership is at work."""

    PLANNED = "planned"
    ACTIVE = "active"
    DORMANT = "dormant"
    ENDED = "ended"


class Stage(StrEnum):
    """How formal a partnership has become (text 004: from pilots to alliances and integration)."""

    PILOT = "pilot"
    PROJECT = "project"
    ALLIANCE = "alliance"
    INTEGRATION = "integration"


class MemberRole(StrEnum):
    """As what a member takes part in a partnership (vocabulary e4)."""

    CONVENOR = "convenor"
    LEAD = "lead"
    HOST = "host"
    ACCOUNTABLE_BODY = "accountable_body"
    MEMBER = "member"
    ASSOCIATE = "associate"
    FUNDER = "funder"
    DELIVERER = "deliverer"


class ServiceModel(StrEnum):
    """The four models of area-based partnerships (Gilbert 2018), told by the services provided (needs N077 to N079)."""

    MODEL_1 = "model_1"
    MODEL_2 = "model_2"
    MODEL_3 = "model_3"
    MODEL_4 = "model_4"


class GovernancePart(StrEnum):
    """What a partnership's governance is checked for (need N101)."""

    CHAIR = "chair"
    TERMS_OF_REFERENCE = "terms_of_reference"
    MEMBERS = "members"
    QUORUM = "quorum"
    MINUTES = "minutes"
    ACCOUNTS = "accounts"


class FundingKind(StrEnum):
    """Where money or help in kind comes from (need N120)."""

    AUTHORITY = "authority"
    GOVERNMENT = "government"
    SUBSCRIPTION = "subscription"
    TRADED = "traded"
    LEVY = "levy"
    GRANT = "grant"
    IN_KIND = "in_kind"
    COMMUNITY = "community"


class ContributionKind(StrEnum):
    """What a partner brings (text 004)."""

    SKILLS = "skills"
    EXPERIENCE = "experience"
    RESOURCES = "resources"
    FUNDS = "funds"


class AgreementKind(StrEnum):
    """What was agreed in writing."""

    MEMORANDUM = "memorandum"
    SERVICE_LEVEL_AGREEMENT = "service_level_agreement"
    PROTOCOL = "protocol"
    CONTRACT = "contract"
    OTHER = "other"


class SupportStrand(StrEnum):
    """The six strands of what a local authority can do for partnerships (text 001)."""

    VISION_AND_LEADERSHIP = "vision_and_leadership"
    FUNDING_LEADERSHIP = "funding_leadership"
    MATURE_ABOUT_STATUS = "mature_about_status"
    DEVOLVING_RESOURCES = "devolving_resources"
    VOICE_IN_POLICY = "voice_in_policy"
    CHALLENGE_AND_SUPPORT = "challenge_and_support"


class Permission(StrEnum):
    """Whether those named in a case study agreed to it."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class MeasureKind(StrEnum):
    """Whether an outcome is counted or shown."""

    MEASURED = "measured"
    EVIDENCED = "evidenced"


class ServiceKind(StrEnum):
    """What is provided in or for institutions (needs N052, N077, N131)."""

    STATUTORY_IMPROVEMENT = "statutory_improvement"
    TRADED_IMPROVEMENT = "traded_improvement"
    TRADED_BUSINESS = "traded_business"
    STUDY_SUPPORT = "study_support"
    CHILDCARE = "childcare"
    HEALTH = "health"
    ADVICE = "advice"
    OTHER = "other"


class TimeOfDay(StrEnum):
    """When in the day something is provided."""

    BEFORE_SCHOOL = "before_school"
    SCHOOL_DAY = "school_day"
    AFTER_SCHOOL = "after_school"
    EVENING = "evening"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class OpportunityState(StrEnum):
    """How far a chance of funding has come."""

    SEEN = "seen"
    APPLIED = "applied"
    WON = "won"
    LOST = "lost"
    PASSED_BY = "passed_by"


class AnswerKind(StrEnum):
    """What a question of a survey asks for."""

    RATING = "rating"
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
