"""The one place for the words of fixed lists: what each state, channel or kind is called on screen and in papers.

The words are field vocabulary, in sentence case. `label()` gives them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import (
    AgendaItemKind,
    AreaKind,
    AttendanceStatus,
    Capacity,
    ChangeKind,
    Channel,
    CommitmentGroup,
    CommitmentState,
    ContactPointKind,
    DecisionOutcome,
    Direction,
    EventStage,
    MeetingState,
    MinutesState,
    OrganisationKind,
    PeriodKind,
    Precision,
    PromotionState,
    RelationshipType,
    ReplyState,
    Visibility,
)
from resources.i18n import _
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Visibility: {
        Visibility.PUBLIC: m("Public"),
        Visibility.PARTNERS: m("Partners"),
        Visibility.INTERNAL: m("Internal"),
        Visibility.CONFIDENTIAL: m("Confidential"),
    },
    Precision: {
        Precision.DAY: m("Day"),
        Precision.MONTH: m("Month"),
        Precision.TERM: m("Term"),
        Precision.YEAR: m("Year"),
    },
    Channel: {
        Channel.CALL: m("Call"),
        Channel.EMAIL: m("Email"),
        Channel.LETTER: m("Letter"),
        Channel.VISIT: m("Visit"),
        Channel.MEETING_NOTE: m("Meeting note"),
        Channel.SOCIAL: m("Social media"),
    },
    Direction: {Direction.IN: m("They contacted us"), Direction.OUT: m("We contacted them")},
    ReplyState: {
        ReplyState.NONE_NEEDED: m("No reply needed"),
        ReplyState.AWAITING: m("Waiting for a reply"),
        ReplyState.RECEIVED: m("Replied"),
        ReplyState.GAVE_UP: m("Stopped waiting"),
    },
    CommitmentState: {
        CommitmentState.ASPIRATION: m("Aspiration"),
        CommitmentState.OPEN: m("Open"),
        CommitmentState.IN_PROGRESS: m("In progress"),
        CommitmentState.KEPT: m("Kept"),
        CommitmentState.KEPT_IN_PART: m("Kept in part"),
        CommitmentState.LAPSED: m("Lapsed"),
        CommitmentState.WITHDRAWN: m("Withdrawn"),
    },
    CommitmentGroup: {
        CommitmentGroup.LATE: m("Late"),
        CommitmentGroup.THIS_WEEK: m("This week"),
        CommitmentGroup.LATER: m("Later"),
        CommitmentGroup.ASPIRATIONS: m("Aspirations"),
        CommitmentGroup.DONE: m("Done"),
    },
    EventStage: {
        EventStage.IDEA: m("Idea"),
        EventStage.PROPOSED: m("Proposed"),
        EventStage.PLANNED: m("Planned"),
        EventStage.HELD: m("Held"),
        EventStage.CANCELLED: m("Cancelled"),
    },
    PromotionState: {
        PromotionState.SUGGESTED: m("Suggested"),
        PromotionState.ASKED: m("Asked"),
        PromotionState.AGREED: m("Agreed"),
        PromotionState.DISPLAYED: m("Displayed"),
        PromotionState.DECLINED: m("Declined"),
        PromotionState.NO_REPLY: m("No reply"),
    },
    MeetingState: {
        MeetingState.PLANNED: m("Planned"),
        MeetingState.HELD: m("Held"),
        MeetingState.CANCELLED: m("Cancelled"),
    },
    MinutesState: {
        MinutesState.NONE: m("No minutes yet"),
        MinutesState.DRAFT: m("Draft"),
        MinutesState.APPROVED_BY_CHAIR: m("Approved by the chair"),
        MinutesState.APPROVED: m("Approved as a true record"),
        MinutesState.SIGNED: m("Signed"),
    },
    AgendaItemKind: {
        AgendaItemKind.APOLOGIES: m("Apologies"),
        AgendaItemKind.DECLARATIONS: m("Declarations of interest"),
        AgendaItemKind.MINUTES: m("Minutes of the last meeting"),
        AgendaItemKind.MATTERS_ARISING: m("Matters arising"),
        AgendaItemKind.STANDING: m("Standing item"),
        AgendaItemKind.DECISION: m("For decision"),
        AgendaItemKind.DISCUSSION: m("For discussion"),
        AgendaItemKind.INFORMATION: m("For information"),
        AgendaItemKind.OPEN_FORUM: m("Open forum"),
        AgendaItemKind.URGENT_BUSINESS: m("Urgent business"),
    },
    Capacity: {
        Capacity.MEMBER: m("Member"),
        Capacity.IN_ATTENDANCE: m("In attendance"),
        Capacity.OBSERVER: m("Observer"),
        Capacity.VISITOR: m("Visitor"),
    },
    AttendanceStatus: {
        AttendanceStatus.EXPECTED: m("Expected"),
        AttendanceStatus.PRESENT: m("Present"),
        AttendanceStatus.APOLOGIES: m("Apologies"),
        AttendanceStatus.ABSENT: m("Absent"),
    },
    DecisionOutcome: {
        DecisionOutcome.AGREED: m("Agreed"),
        DecisionOutcome.NOTED: m("Noted"),
        DecisionOutcome.DEFERRED: m("Deferred"),
        DecisionOutcome.REJECTED: m("Rejected"),
    },
    OrganisationKind: {
        OrganisationKind.INSTITUTION: m("School, college or setting"),
        OrganisationKind.BODY: m("Board or committee"),
        OrganisationKind.LOCAL_AUTHORITY: m("Local authority"),
        OrganisationKind.COUNCIL: m("Council"),
        OrganisationKind.COMBINED_AUTHORITY: m("Combined authority"),
        OrganisationKind.TRUST: m("Trust"),
        OrganisationKind.FEDERATION: m("Federation"),
        OrganisationKind.CLUSTER: m("Cluster"),
        OrganisationKind.PARTNERSHIP: m("Partnership"),
        OrganisationKind.COMMUNITY_GROUP: m("Community group"),
        OrganisationKind.PTA: m("Parents and teachers association"),
        OrganisationKind.STUDENT_SOCIETY: m("Student society"),
        OrganisationKind.BUSINESS: m("Business"),
        OrganisationKind.CHARITY: m("Charity"),
        OrganisationKind.GOVERNMENT: m("Government"),
        OrganisationKind.OTHER: m("Other"),
    },
    RelationshipType: {
        RelationshipType.PREDECESSOR: m("Predecessor of"),
        RelationshipType.SUCCESSOR: m("Successor of"),
        RelationshipType.MEMBER_OF: m("Member of"),
        RelationshipType.SUPPORTS: m("Supports"),
        RelationshipType.FEEDER: m("Feeder of"),
        RelationshipType.HOSTS: m("Hosts"),
        RelationshipType.OVERSEES: m("Oversees"),
        RelationshipType.NEIGHBOUR: m("Neighbour of"),
        RelationshipType.PLACES_STUDENTS: m("Places students at"),
        RelationshipType.WORKS_WITH: m("Works with"),
    },
    ContactPointKind: {
        ContactPointKind.EMAIL: m("Email"),
        ContactPointKind.PHONE: m("Phone"),
        ContactPointKind.MOBILE: m("Mobile"),
        ContactPointKind.POST: m("Post"),
        ContactPointKind.WEB: m("Website"),
        ContactPointKind.SOCIAL: m("Social media"),
    },
    AreaKind: {
        AreaKind.WARD: m("Ward"),
        AreaKind.DIVISION: m("Division"),
        AreaKind.DISTRICT: m("District"),
        AreaKind.LOCAL_AUTHORITY: m("Local authority"),
        AreaKind.COMMITTEE_AREA: m("Committee area"),
        AreaKind.LOCALITY: m("Locality"),
        AreaKind.REGION: m("Region"),
    },
    PeriodKind: {
        PeriodKind.ACADEMIC_YEAR: m("Academic year"),
        PeriodKind.TERM: m("Term"),
        PeriodKind.HALF_TERM: m("Half term"),
        PeriodKind.MUNICIPAL_YEAR: m("Municipal year"),
        PeriodKind.INSET: m("INSET day"),
    },
    ChangeKind: {ChangeKind.DO: m("Change"), ChangeKind.UNDO: m("Undo"), ChangeKind.REDO: m("Redo")},
}

EVENT_KINDS: tuple[str, ...] = (
    m("Fair"),
    m("Fete"),
    m("Performance"),
    m("Exhibition"),
    m("Workshop"),
    m("Joint CPD"),
    m("Sport"),
    m("Open day"),
    m("Conference"),
    m("Summit"),
    m("Visit"),
    m("Consultation"),
)
"""Kinds of event to offer; the field takes any words."""

PROMOTION_CHANNELS: tuple[str, ...] = (
    m("Newsletter"),
    m("Noticeboard"),
    m("Email"),
    m("Website"),
    m("Assembly"),
    m("Social media"),
    m("Poster"),
)
"""Ways to advertise an event to offer; the field takes any words."""


def label(value: StrEnum) -> str:
    """Return what a member of a fixed list is called."""
    return _(WORDS[type(value)][value])


def labels(kind: type[StrEnum]) -> dict[StrEnum, str]:
    """Return all members of a fixed list with their words, in the list's order."""
    return {member: label(member) for member in kind}


def party_name(person: str | None, organisation: str | None) -> str:
    """Return a party as people say it: "Priya Nair (Northfield Council)", or the one name that is known."""
    if person and organisation:
        return f"{person} ({organisation})"
    return person or organisation or ""
