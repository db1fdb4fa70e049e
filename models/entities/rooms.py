"""In which module each table is that is mapped only when it is first asked for.

Plain data: a new table of such a module is written here, and in the list of names of `models.entities`.
"""

ROOMS = {
    "asking": "Checklist ChecklistItem ChecklistMark Survey SurveyAnswer SurveyQuestion",
    "data_protection": "DataBreach PersonProtection RetentionDecision",
    "drafts": "Draft",
    "engagement": (
        "Barrier ContactPlan ContactRoute EngagementAssessment Introduction IssueRaised Match Offer "
        "RelationshipOwner Signposting VisitRecord WantedHelp"
    ),
    "erasures": "Erasure",
    "event_parts": "EventRole EventStageChange Publicity Reach",
    "impact": "Activity Aim Measure Observation PlanReview SharedGoal",
    "importing": "ImportBatch ImportLine ImportOutcome",
    "interests": "BodyProfile InterestConfirmation InterestDeclaration PersonRelationship RoleExpectation StatusChange",
    "learning": (
        "CaseStudy CaseStudyPartner GoodPractice PeerReview PracticeAdoption "
        "Practitioner PractitionerTime SupportRating"
    ),
    "marks": (
        "Attachment AttachmentContent AttachmentLink CustomField CustomValue DistinctPair Group GroupMember "
        "MergeRecord Note Reference ReferenceLink Reminder SavedSearch Tag TagLink"
    ),
    "meeting_parts": (
        "Dissent Feedback IssuedPack ItemDeclaration MeetingPaper MeetingSeries MinuteEntry MinutesCorrection "
        "Representation SeriesItem"
    ),
    "partnerships": (
        "Agreement AgreementParty Benefit Contribution Delegation FundingLine FundingOpportunity "
        "PartnershipForm PartnershipMembership PartnershipProfile PartnershipStage PartnershipType Service"
    ),
    "places": "Place",
    "priorities": "Action CommitmentUpdate Evidence MemberStatement Priority",
    "register": (
        "RegisterGovernor RegisterGroup RegisterInstitution RegisterLink RegisterMembership RegisterPostcode "
        "RegisterSource RegisterType"
    ),
    "reporting": "Disclosure LetterTemplate ReportRun SavedReport",
    "subject_requests": "SubjectRequest",
}
"""What is mapped when first asked for, by the module it is in."""

ROOM_OF = {name: room for room, names in ROOMS.items() for name in names.split()}
"""The module of each of these tables, by the name of its class."""
