"""All mapped tables; import from here so that every table is known to the metadata."""

from models.entities.areas import Area, AreaKind, OrganisationArea
from models.entities.book import BookInfo, CalendarPeriod, PeriodKind, Setting
from models.entities.commitments import OPEN_STATES, Commitment, CommitmentState
from models.entities.conversations import Channel, Conversation, ConversationParty, Direction, ReplyState
from models.entities.events import Event, EventStage, Promotion, PromotionState
from models.entities.journal import Change, ChangeEntry, ChangeKind, JournalOpen
from models.entities.meetings import (
    AgendaItem,
    AgendaItemKind,
    Attendance,
    AttendanceStatus,
    Capacity,
    Decision,
    DecisionOutcome,
    ForumQuestion,
    Meeting,
    MeetingState,
    MinutesState,
)
from models.entities.organisations import (
    ContactPoint,
    ContactPointKind,
    InstitutionProfile,
    Organisation,
    OrganisationKind,
    OrganisationRelationship,
    RelationshipType,
)
from models.entities.people import Affiliation, Person, Post
from models.entities.register import (
    RegisterGovernor,
    RegisterGroup,
    RegisterInstitution,
    RegisterLink,
    RegisterMembership,
    RegisterSource,
    RegisterType,
)

__all__ = [
    "OPEN_STATES",
    "Affiliation",
    "AgendaItem",
    "AgendaItemKind",
    "Area",
    "AreaKind",
    "Attendance",
    "AttendanceStatus",
    "BookInfo",
    "CalendarPeriod",
    "Capacity",
    "Change",
    "ChangeEntry",
    "ChangeKind",
    "Channel",
    "Commitment",
    "CommitmentState",
    "ContactPoint",
    "ContactPointKind",
    "Conversation",
    "ConversationParty",
    "Decision",
    "DecisionOutcome",
    "Direction",
    "Event",
    "EventStage",
    "ForumQuestion",
    "InstitutionProfile",
    "JournalOpen",
    "Meeting",
    "MeetingState",
    "MinutesState",
    "Organisation",
    "OrganisationArea",
    "OrganisationKind",
    "OrganisationRelationship",
    "PeriodKind",
    "Person",
    "Post",
    "Promotion",
    "PromotionState",
    "RegisterGovernor",
    "RegisterGroup",
    "RegisterInstitution",
    "RegisterLink",
    "RegisterMembership",
    "RegisterSource",
    "RegisterType",
    "RelationshipType",
    "ReplyState",
    "Setting",
]
