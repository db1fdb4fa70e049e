"""The words of the fixed lists of priorities, commitments and actions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import ActionState, CommitmentGroup, CommitmentState, EvidenceKind, Judgement, StatementHeading
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    CommitmentState: {
        CommitmentState.ASPIRATION: m("Aspiration"),
        CommitmentState.OPEN: m("Open"),
        CommitmentState.IN_PROGRESS: m("In progress"),
        CommitmentState.KEPT: m("Kept"),
        CommitmentState.KEPT_IN_PART: m("Kept in part"),
        CommitmentState.LAPSED: m("Lapsed"),
        CommitmentState.WITHDRAWN: m("Withdrawn"),
        CommitmentState.REFERRED: m("Referred on"),
    },
    ActionState: {
        ActionState.OPEN: m("Open"),
        ActionState.DONE: m("Done"),
        ActionState.DROPPED: m("Dropped"),
    },
    EvidenceKind: {
        EvidenceKind.ATTACHMENT: m("Attachment"),
        EvidenceKind.LINK: m("Link"),
        EvidenceKind.OBSERVATION: m("Observation"),
        EvidenceKind.WITNESS: m("Witness"),
    },
    Judgement: {
        Judgement.RED: m("Red: off track"),
        Judgement.AMBER: m("Amber: some concern"),
        Judgement.GREEN: m("Green: on track"),
    },
    StatementHeading: {
        StatementHeading.COMMIT_AND_CONTRIBUTE: m("Commit and contribute"),
        StatementHeading.SHARE: m("Share"),
        StatementHeading.BUILD_NETWORKS: m("Build networks"),
        StatementHeading.WELCOME_CHALLENGE: m("Welcome challenge"),
    },
    CommitmentGroup: {
        CommitmentGroup.LATE: m("Late"),
        CommitmentGroup.THIS_WEEK: m("This week"),
        CommitmentGroup.LATER: m("Later"),
        CommitmentGroup.ASPIRATIONS: m("Aspirations"),
        CommitmentGroup.DONE: m("Done"),
    },
}
