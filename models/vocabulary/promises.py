"""The fixed lists of priorities, commitments and actions. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class CommitmentState(StrEnum):
    """Where a commitment stands; without owner, observable result and date it stays an aspiration."""

    ASPIRATION = "aspiration"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    KEPT = "kept"
    KEPT_IN_PART = "kept_in_part"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REFERRED = "referred"


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class EvidenceKind(StrEnum):
    """What shows that something was done."""

    ATTACHMENT = "attachment"
    LINK = "link"
    OBSERVATION = "observation"
    WITNESS = "witness"


class Judgement(StrEnum):
    """A judgement in three steps, always printed in words, never by colour alone."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class StatementHeading(StrEnum):
    """The four headings of a member's commitment statement (text 002)."""

    COMMIT_AND_CONTRIBUTE = "commit_and_contribute"
    SHARE = "share"
    BUILD_NETWORKS = "build_networks"
    WELCOME_CHALLENGE = "welcome_challenge"


class CommitmentGroup(StrEnum):
    """How a list of commitments is divided."""

    LATE = "late"
    THIS_WEEK = "this_week"
    LATER = "later"
    ASPIRATIONS = "aspirations"
    DONE = "done"
