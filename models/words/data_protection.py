"""The words of the fixed lists of data protection."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import (
    BreachRisk,
    BreachState,
    LawfulBasis,
    RequestOutcome,
    RequestState,
    RetentionHold,
    SubjectRight,
)
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    LawfulBasis: {
        LawfulBasis.PUBLIC_TASK: m("Public task"),
        LawfulBasis.LEGITIMATE_INTERESTS: m("Legitimate interests"),
        LawfulBasis.RECOGNISED_LEGITIMATE_INTERESTS: m("Recognised legitimate interests"),
        LawfulBasis.CONSENT: m("Consent"),
        LawfulBasis.LEGAL_OBLIGATION: m("Legal obligation"),
        LawfulBasis.CONTRACT: m("Contract"),
        LawfulBasis.VITAL_INTERESTS: m("Vital interests"),
    },
    SubjectRight: {
        SubjectRight.ACCESS: m("To see what is held"),
        SubjectRight.RECTIFICATION: m("To put it right"),
        SubjectRight.ERASURE: m("To erase it"),
        SubjectRight.RESTRICTION: m("To restrict its use"),
        SubjectRight.PORTABILITY: m("To take it elsewhere"),
        SubjectRight.OBJECTION: m("To stop its use"),
        SubjectRight.COMPLAINT: m("A complaint about how data was used"),
        SubjectRight.INFORMATION: m("Freedom of information"),
    },
    RequestOutcome: {
        RequestOutcome.IN_FULL: m("Done in full"),
        RequestOutcome.IN_PART: m("Done in part"),
        RequestOutcome.NOTHING_HELD: m("Nothing held"),
        RequestOutcome.REFUSED: m("Refused"),
        RequestOutcome.WITHDRAWN: m("Withdrawn by them"),
    },
    RequestState: {
        RequestState.OPEN: m("Open"),
        RequestState.STOPPED: m("Clock stopped"),
        RequestState.ACKNOWLEDGED: m("Acknowledged"),
        RequestState.ANSWERED: m("Answered"),
    },
    BreachRisk: {
        BreachRisk.UNLIKELY: m("No risk is likely"),
        BreachRisk.RISK: m("A risk"),
        BreachRisk.HIGH: m("A high risk"),
    },
    BreachState: {
        BreachState.RUNNING: m("Within the 72 hours"),
        BreachState.LATE: m("Past the 72 hours"),
        BreachState.TOLD: m("Told in time"),
        BreachState.TOLD_LATE: m("Told late"),
        BreachState.NOT_NEEDED: m("Need not be told"),
    },
    RetentionHold: {
        RetentionHold.LITIGATION: m("Legal claim"),
        RetentionHold.SAFEGUARDING: m("Safeguarding"),
        RetentionHold.INQUIRY: m("Inquiry or audit"),
    },
}
