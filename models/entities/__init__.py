"""All mapped tables, imported from here.

The tables that the lists of every day read are mapped at once; the others are mapped when one of them is first asked
for, because mapping all of them takes longer than everything else at start. Whoever writes, or walks over all tables,
calls `map_all` first, and whoever follows foreign keys from a table `map_table`: a foreign key finds its table only
once that is mapped.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING

from models.base import Base
from models.entities.areas import Area, OrganisationArea
from models.entities.book import BookInfo, CalendarPeriod, Setting
from models.entities.commitments import OPEN_STATES, Commitment
from models.entities.conversations import Conversation, ConversationParty, Thread
from models.entities.events import Event, Promotion
from models.entities.journal import Change, ChangeEntry, JournalOpen
from models.entities.meetings import AgendaItem, Attendance, Decision, ForumQuestion, Meeting
from models.entities.organisations import (
    ContactPoint,
    InstitutionProfile,
    Organisation,
    OrganisationRelationship,
    RegisterDecline,
)
from models.entities.people import Affiliation, Person, Post
from models.entities.rooms import ROOM_OF, ROOMS
from models.vocabulary import (
    AgendaItemKind,
    AreaKind,
    AttendanceStatus,
    Capacity,
    ChangeKind,
    Channel,
    CommitmentState,
    ContactPointKind,
    DecisionOutcome,
    Direction,
    EventStage,
    MeetingState,
    MinutesState,
    OrganisationKind,
    PeriodKind,
    PromotionState,
    RelationshipType,
    ReplyState,
)

if TYPE_CHECKING:
    from models.entities.asking import (
        Checklist,
        ChecklistItem,
        ChecklistMark,
        Survey,
        SurveyAnswer,
        SurveyQuestion,
    )
    from models.entities.data_protection import DataBreach, PersonProtection, RetentionDecision
    from models.entities.drafts import Draft
    from models.entities.engagement import (
        Barrier,
        ContactPlan,
        ContactRoute,
        EngagementAssessment,
        Introduction,
        IssueRaised,
        Match,
        Offer,
        RelationshipOwner,
        Signposting,
        VisitRecord,
        WantedHelp,
    )
    from models.entities.erasures import Erasure
    from models.entities.event_parts import EventRole, EventStageChange, Publicity, Reach
    from models.entities.impact import (
        Activity,
        Aim,
        Measure,
        Observation,
        PlanReview,
        SharedGoal,
    )
    from models.entities.importing import ImportBatch, ImportLine, ImportOutcome
    from models.entities.interests import (
        BodyProfile,
        InterestConfirmation,
        InterestDeclaration,
        PersonRelationship,
        RoleExpectation,
        StatusChange,
    )
    from models.entities.learning import (
        CaseStudy,
        CaseStudyPartner,
        GoodPractice,
        PeerReview,
        PracticeAdoption,
        Practitioner,
        PractitionerTime,
        SupportRating,
    )
    from models.entities.marks import (
        Attachment,
        AttachmentContent,
        AttachmentLink,
        CustomField,
        CustomValue,
        DistinctPair,
        Group,
        GroupMember,
        MergeRecord,
        Note,
        Reference,
        ReferenceLink,
        Reminder,
        SavedSearch,
        Tag,
        TagLink,
    )
    from models.entities.meeting_parts import (
        Dissent,
        Feedback,
        IssuedPack,
        ItemDeclaration,
        MeetingPaper,
        MeetingSeries,
        MinuteEntry,
        MinutesCorrection,
        Representation,
        SeriesItem,
    )
    from models.entities.partnerships import (
        Agreement,
        AgreementParty,
        Benefit,
        Contribution,
        Delegation,
        FundingLine,
        FundingOpportunity,
        PartnershipForm,
        PartnershipMembership,
        PartnershipProfile,
        PartnershipStage,
        PartnershipType,
        Service,
    )
    from models.entities.places import Place
    from models.entities.priorities import Action, CommitmentUpdate, Evidence, MemberStatement, Priority
    from models.entities.register import (
        RegisterGovernor,
        RegisterGroup,
        RegisterInstitution,
        RegisterLink,
        RegisterMembership,
        RegisterPostcode,
        RegisterSource,
        RegisterType,
    )
    from models.entities.reporting import Disclosure, LetterTemplate, ReportRun, SavedReport
    from models.entities.subject_requests import SubjectRequest


def __getattr__(name: str) -> object:
    """Map the room of an entity that was not needed until now."""
    room = ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(f"{__name__}.{room}"), name)
    globals()[name] = found
    return found


def map_table(name: str) -> None:
    """Map a table, all that it points to, and all that these point to; the second time costs nothing."""
    if name in _with_targets:
        return
    _with_targets.add(name)
    room = _ROOM_OF_TABLE.get(name)
    if room is not None:
        importlib.import_module(f"{__name__}.{room}")
    for key in Base.metadata.tables[name].foreign_keys:
        map_table(key.target_fullname.partition(".")[0])


_with_targets: set[str] = set()
_ROOM_OF_TABLE = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): room for name, room in ROOM_OF.items()}
_ROOM_OF_TABLE |= {"record_group": ROOM_OF["Group"], "offer_match": ROOM_OF["Match"]}


def map_all() -> None:
    """Map every table; the second time costs nothing."""
    for room in ROOMS:
        importlib.import_module(f"{__name__}.{room}")


__all__ = [
    "OPEN_STATES",
    "Action",
    "Activity",
    "Affiliation",
    "AgendaItem",
    "AgendaItemKind",
    "Agreement",
    "AgreementParty",
    "Aim",
    "Area",
    "AreaKind",
    "Attachment",
    "AttachmentContent",
    "AttachmentLink",
    "Attendance",
    "AttendanceStatus",
    "Barrier",
    "Benefit",
    "BodyProfile",
    "BookInfo",
    "CalendarPeriod",
    "Capacity",
    "CaseStudy",
    "CaseStudyPartner",
    "Change",
    "ChangeEntry",
    "ChangeKind",
    "Channel",
    "Checklist",
    "ChecklistItem",
    "ChecklistMark",
    "Commitment",
    "CommitmentState",
    "CommitmentUpdate",
    "ContactPlan",
    "ContactPoint",
    "ContactPointKind",
    "ContactRoute",
    "Contribution",
    "Conversation",
    "ConversationParty",
    "CustomField",
    "CustomValue",
    "DataBreach",
    "Decision",
    "DecisionOutcome",
    "Delegation",
    "Direction",
    "Disclosure",
    "Dissent",
    "DistinctPair",
    "Draft",
    "EngagementAssessment",
    "Erasure",
    "Event",
    "EventRole",
    "EventStage",
    "EventStageChange",
    "Evidence",
    "Feedback",
    "ForumQuestion",
    "FundingLine",
    "FundingOpportunity",
    "GoodPractice",
    "Group",
    "GroupMember",
    "ImportBatch",
    "ImportLine",
    "ImportOutcome",
    "InstitutionProfile",
    "InterestConfirmation",
    "InterestDeclaration",
    "Introduction",
    "IssueRaised",
    "IssuedPack",
    "ItemDeclaration",
    "JournalOpen",
    "LetterTemplate",
    "Match",
    "Measure",
    "Meeting",
    "MeetingPaper",
    "MeetingSeries",
    "MeetingState",
    "MemberStatement",
    "MergeRecord",
    "MinuteEntry",
    "MinutesCorrection",
    "MinutesState",
    "Note",
    "Observation",
    "Offer",
    "Organisation",
    "OrganisationArea",
    "OrganisationKind",
    "OrganisationRelationship",
    "PartnershipForm",
    "PartnershipMembership",
    "PartnershipProfile",
    "PartnershipStage",
    "PartnershipType",
    "PeerReview",
    "PeriodKind",
    "Person",
    "PersonProtection",
    "PersonRelationship",
    "Place",
    "PlanReview",
    "Post",
    "PracticeAdoption",
    "Practitioner",
    "PractitionerTime",
    "Priority",
    "Promotion",
    "PromotionState",
    "Publicity",
    "Reach",
    "Reference",
    "ReferenceLink",
    "RegisterDecline",
    "RegisterGovernor",
    "RegisterGroup",
    "RegisterInstitution",
    "RegisterLink",
    "RegisterMembership",
    "RegisterPostcode",
    "RegisterSource",
    "RegisterType",
    "RelationshipOwner",
    "RelationshipType",
    "Reminder",
    "ReplyState",
    "ReportRun",
    "Representation",
    "RetentionDecision",
    "RoleExpectation",
    "SavedReport",
    "SavedSearch",
    "SeriesItem",
    "Service",
    "Setting",
    "SharedGoal",
    "Signposting",
    "StatusChange",
    "SubjectRequest",
    "SupportRating",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "Tag",
    "TagLink",
    "Thread",
    "VisitRecord",
    "WantedHelp",
    "map_all",
    "map_table",
]
