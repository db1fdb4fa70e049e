"""The words of the fixed lists of meetings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import (
    AgendaItemKind,
    ApologiesDecision,
    AttendanceStatus,
    Availability,
    Capacity,
    DecisionKind,
    DecisionOutcome,
    DissentKind,
    FeedbackForm,
    MeetingFormat,
    MeetingState,
    MinutesState,
)
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    MeetingState: {
        MeetingState.PLANNED: m("Planned"),
        MeetingState.HELD: m("Held"),
        MeetingState.CANCELLED: m("Cancelled"),
        MeetingState.NOTICE_ISSUED: m("Notice issued"),
        MeetingState.INQUORATE: m("Not quorate"),
        MeetingState.ADJOURNED: m("Adjourned"),
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
        AgendaItemKind.CONFIDENTIAL: m("Confidential (Part II)"),
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
        AttendanceStatus.NOT_REQUIRED: m("Not required"),
    },
    DecisionOutcome: {
        DecisionOutcome.AGREED: m("Agreed"),
        DecisionOutcome.NOTED: m("Noted"),
        DecisionOutcome.DEFERRED: m("Deferred"),
        DecisionOutcome.REJECTED: m("Rejected"),
        DecisionOutcome.APPROVED: m("Approved"),
        DecisionOutcome.RECEIVED: m("Received"),
        DecisionOutcome.REFERRED: m("Referred"),
        DecisionOutcome.WITHDRAWN: m("Withdrawn"),
    },
    MeetingFormat: {
        MeetingFormat.IN_PERSON: m("In person"),
        MeetingFormat.REMOTE: m("Remote"),
        MeetingFormat.HYBRID: m("Hybrid"),
    },
    ApologiesDecision: {
        ApologiesDecision.ACCEPTED: m("Accepted"),
        ApologiesDecision.NOTED: m("Noted"),
        ApologiesDecision.NOT_ACCEPTED: m("Not accepted"),
    },
    DecisionKind: {
        DecisionKind.RESOLUTION: m("Resolution"),
        DecisionKind.CHAIRS_ACTION: m("Chair’s action"),
    },
    DissentKind: {
        DissentKind.AGAINST: m("Against"),
        DissentKind.ABSTAINED: m("Abstained"),
        DissentKind.DISSENTED: m("Dissented"),
    },
    Availability: {
        Availability.UNKNOWN: m("Not asked yet"),
        Availability.YES: m("Can go"),
        Availability.IF_NEEDED: m("If needed"),
        Availability.NO: m("Cannot go"),
    },
    FeedbackForm: {
        FeedbackForm.REPORT: m("Report"),
        FeedbackForm.BLOG_POST: m("Blog post"),
        FeedbackForm.SOCIAL_UPDATE: m("Social media update"),
        FeedbackForm.NEWSLETTER: m("Newsletter"),
        FeedbackForm.SPOKEN: m("By word of mouth"),
    },
}
