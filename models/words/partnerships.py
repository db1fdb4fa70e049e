"""The words of the fixed lists of partnerships."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import (
    AgreementKind,
    AnswerKind,
    AuthorityRelation,
    ContributionKind,
    FundingKind,
    LegalForm,
    MeasureKind,
    MemberRole,
    OpportunityState,
    PartnershipStatus,
    Permission,
    ServiceKind,
    Stage,
    SupportStrand,
    TimeOfDay,
)
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    LegalForm: {
        LegalForm.UNINCORPORATED: m("Unincorporated"),
        LegalForm.LIMITED_BY_GUARANTEE: m("Company limited by guarantee"),
        LegalForm.PUBLIC_LIMITED_COMPANY: m("Public limited company (PLC)"),
        LegalForm.COMMUNITY_INTEREST_COMPANY: m("Community interest company (CIC)"),
        LegalForm.CHARITY: m("Charity"),
        LegalForm.CHARITABLE_INCORPORATED_ORGANISATION: m("Charitable incorporated organisation (CIO)"),
        LegalForm.SCHOOLS_COMPANY: m("Schools company"),
        LegalForm.HOSTED_BY_AUTHORITY: m("Hosted by the local authority"),
        LegalForm.HOSTED_BY_SCHOOL: m("Hosted by a school"),
    },
    AuthorityRelation: {
        AuthorityRelation.UNKNOWN: m("Not known"),
        AuthorityRelation.WORKS_WITH: m("Works with the local authority"),
        AuthorityRelation.OVERSEEN_BY: m("Overseen by the local authority"),
        AuthorityRelation.INDEPENDENT_OF: m("Independent of the local authority"),
    },
    PartnershipStatus: {
        PartnershipStatus.PLANNED: m("Planned"),
        PartnershipStatus.ACTIVE: m("Active"),
        PartnershipStatus.DORMANT: m("Dormant"),
        PartnershipStatus.ENDED: m("Ended"),
    },
    Stage: {
        Stage.PILOT: m("Pilot"),
        Stage.PROJECT: m("Project"),
        Stage.ALLIANCE: m("Alliance"),
        Stage.INTEGRATION: m("Integration"),
    },
    MemberRole: {
        MemberRole.CONVENOR: m("Convenor"),
        MemberRole.LEAD: m("Lead"),
        MemberRole.HOST: m("Host"),
        MemberRole.ACCOUNTABLE_BODY: m("Accountable body"),
        MemberRole.MEMBER: m("Member"),
        MemberRole.ASSOCIATE: m("Associate"),
        MemberRole.FUNDER: m("Funder"),
        MemberRole.DELIVERER: m("Deliverer"),
    },
    FundingKind: {
        FundingKind.AUTHORITY: m("Local authority"),
        FundingKind.GOVERNMENT: m("Department for Education or government"),
        FundingKind.SUBSCRIPTION: m("Subscription"),
        FundingKind.TRADED: m("Traded services"),
        FundingKind.LEVY: m("Levy"),
        FundingKind.GRANT: m("Grant"),
        FundingKind.IN_KIND: m("Help in kind"),
        FundingKind.COMMUNITY: m("Community"),
    },
    ContributionKind: {
        ContributionKind.SKILLS: m("Skills"),
        ContributionKind.EXPERIENCE: m("Experience"),
        ContributionKind.RESOURCES: m("Resources"),
        ContributionKind.FUNDS: m("Funds"),
    },
    AgreementKind: {
        AgreementKind.MEMORANDUM: m("Memorandum of understanding (MoU)"),
        AgreementKind.SERVICE_LEVEL_AGREEMENT: m("Service level agreement (SLA)"),
        AgreementKind.PROTOCOL: m("Protocol"),
        AgreementKind.CONTRACT: m("Contract"),
        AgreementKind.OTHER: m("Other"),
    },
    SupportStrand: {
        SupportStrand.VISION_AND_LEADERSHIP: m("Vision and leadership"),
        SupportStrand.FUNDING_LEADERSHIP: m("Funding partnership leadership"),
        SupportStrand.MATURE_ABOUT_STATUS: m("A mature approach to changes of status"),
        SupportStrand.DEVOLVING_RESOURCES: m("Devolving resources and responsibilities"),
        SupportStrand.VOICE_IN_POLICY: m("A voice in local education policy"),
        SupportStrand.CHALLENGE_AND_SUPPORT: m("Challenge and support with problems"),
    },
    Permission: {
        Permission.NOT_ASKED: m("Not asked"),
        Permission.ASKED: m("Asked"),
        Permission.GIVEN: m("Given"),
        Permission.REFUSED: m("Refused"),
    },
    MeasureKind: {
        MeasureKind.MEASURED: m("Measured"),
        MeasureKind.EVIDENCED: m("Evidenced"),
    },
    ServiceKind: {
        ServiceKind.STATUTORY_IMPROVEMENT: m("Statutory school improvement"),
        ServiceKind.TRADED_IMPROVEMENT: m("Traded school improvement"),
        ServiceKind.TRADED_BUSINESS: m("Traded business and support services"),
        ServiceKind.STUDY_SUPPORT: m("Study support"),
        ServiceKind.CHILDCARE: m("Childcare"),
        ServiceKind.HEALTH: m("Health"),
        ServiceKind.ADVICE: m("Advice"),
        ServiceKind.OTHER: m("Other"),
    },
    TimeOfDay: {
        TimeOfDay.BEFORE_SCHOOL: m("Before school"),
        TimeOfDay.SCHOOL_DAY: m("School day"),
        TimeOfDay.AFTER_SCHOOL: m("After school"),
        TimeOfDay.EVENING: m("Evening"),
        TimeOfDay.WEEKEND: m("Weekend"),
        TimeOfDay.HOLIDAY: m("Holiday"),
    },
    OpportunityState: {
        OpportunityState.SEEN: m("Seen"),
        OpportunityState.APPLIED: m("Applied"),
        OpportunityState.WON: m("Won"),
        OpportunityState.LOST: m("Lost"),
        OpportunityState.PASSED_BY: m("Not taken up"),
    },
    AnswerKind: {
        AnswerKind.RATING: m("Rating"),
        AnswerKind.TEXT: m("Text"),
        AnswerKind.CHOICE: m("Choice"),
        AnswerKind.NUMBER: m("Number"),
    },
}
