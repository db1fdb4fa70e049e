"""The words of the fixed lists of conversations and what comes out of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import (
    BarrierKind,
    Channel,
    ContactSource,
    Direction,
    EngagementLevel,
    IssueState,
    MatchState,
    OfferKind,
    PartyPart,
    Quadrant,
    RelationshipStanding,
    ReplyState,
    RouteOutcome,
    Sentiment,
    ThreadState,
    Urgency,
)
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Channel: {
        Channel.CALL: m("Call"),
        Channel.EMAIL: m("Email"),
        Channel.LETTER: m("Letter"),
        Channel.VISIT: m("Visit"),
        Channel.MEETING_NOTE: m("Meeting note"),
        Channel.SOCIAL: m("Social media"),
        Channel.INTERVIEW: m("Interview"),
        Channel.FOCUS_GROUP: m("Focus group"),
        Channel.GOVERNOR_VISIT: m("Governor visit"),
        Channel.INTRODUCTION: m("Introduction"),
    },
    Direction: {
        Direction.IN: m("They contacted us"),
        Direction.OUT: m("We contacted them"),
        Direction.BOTH: m("Both took part"),
    },
    ReplyState: {
        ReplyState.NONE_NEEDED: m("No reply needed"),
        ReplyState.AWAITING: m("Waiting for a reply"),
        ReplyState.RECEIVED: m("Replied"),
        ReplyState.GAVE_UP: m("Stopped waiting"),
        ReplyState.ROUTE_ROUND: m("Another way tried"),
    },
    Sentiment: {
        Sentiment.NEGATIVE: m("Negative"),
        Sentiment.MIXED: m("Mixed"),
        Sentiment.NEUTRAL: m("Neutral"),
        Sentiment.POSITIVE: m("Positive"),
    },
    PartyPart: {
        PartyPart.FROM: m("From"),
        PartyPart.TO: m("To"),
        PartyPart.COPY: m("Copied in"),
        PartyPart.PRESENT: m("Present"),
    },
    ThreadState: {
        ThreadState.OPEN: m("Open"),
        ThreadState.PARKED: m("Parked"),
        ThreadState.CLOSED: m("Closed"),
    },
    RouteOutcome: {
        RouteOutcome.TRYING: m("Being tried"),
        RouteOutcome.WORKED: m("Worked"),
        RouteOutcome.FAILED: m("Failed"),
    },
    EngagementLevel: {
        EngagementLevel.UNAWARE: m("Unaware"),
        EngagementLevel.RESISTANT: m("Resistant"),
        EngagementLevel.NEUTRAL: m("Neutral"),
        EngagementLevel.SUPPORTIVE: m("Supportive"),
        EngagementLevel.LEADING: m("Leading"),
    },
    BarrierKind: {
        BarrierKind.FUNDING: m("Funding"),
        BarrierKind.TRANSPORT: m("Transport"),
        BarrierKind.EXCESSIVE_MEETINGS: m("Too many meetings"),
        BarrierKind.NO_COMMON_TIMETABLE: m("No common timetable"),
        BarrierKind.AUTHORITY_ENGAGEMENT: m("Local authority engagement"),
        BarrierKind.ADMINISTRATION: m("Administration"),
        BarrierKind.CAPACITY: m("Capacity"),
        BarrierKind.OTHER: m("Other"),
    },
    IssueState: {
        IssueState.RECEIVED: m("Received"),
        IssueState.TRIAGED: m("Triaged"),
        IssueState.IN_HAND: m("In hand"),
        IssueState.RESOLVED: m("Resolved"),
        IssueState.REFERRED: m("Referred"),
        IssueState.DECLINED: m("Declined"),
    },
    Urgency: {
        Urgency.ROUTINE: m("Routine"),
        Urgency.SOON: m("Soon"),
        Urgency.URGENT: m("Urgent"),
    },
    OfferKind: {
        OfferKind.SKILL: m("Skill"),
        OfferKind.FACILITY: m("Facility"),
        OfferKind.SUBJECT_EXPERTISE: m("Subject expertise"),
        OfferKind.RESOURCE: m("Resource"),
        OfferKind.VOLUNTEERS: m("Volunteers"),
        OfferKind.OTHER: m("Other"),
    },
    MatchState: {
        MatchState.SUGGESTED: m("Suggested"),
        MatchState.INTRODUCED: m("Introduced"),
        MatchState.WORKING: m("Under way"),
        MatchState.DONE: m("Done"),
        MatchState.FELL_THROUGH: m("Fell through"),
    },
    Quadrant: {
        Quadrant.MANAGE_CLOSELY: m("Manage closely"),
        Quadrant.KEEP_SATISFIED: m("Keep satisfied"),
        Quadrant.KEEP_INFORMED: m("Keep informed"),
        Quadrant.MONITOR: m("Monitor"),
    },
    ContactSource: {
        ContactSource.CONVERSATION: m("Conversation"),
        ContactSource.MEETING: m("Meeting"),
        ContactSource.EVENT: m("Event"),
        ContactSource.FORUM_QUESTION: m("Question in an open forum"),
    },
    RelationshipStanding: {
        RelationshipStanding.ALIVE: m("Alive"),
        RelationshipStanding.DORMANT: m("Dormant"),
        RelationshipStanding.LAPSED: m("Lapsed"),
    },
}
