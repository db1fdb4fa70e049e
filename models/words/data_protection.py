"""The words of the fixed lists of what people ask under data protection law."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import RequestOutcome, RequestState, SubjectRight
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    SubjectRight: {
        SubjectRight.ACCESS: m("To see what is held"),
        SubjectRight.RECTIFICATION: m("To put it right"),
        SubjectRight.ERASURE: m("To erase it"),
        SubjectRight.RESTRICTION: m("To restrict its use"),
        SubjectRight.PORTABILITY: m("To take it elsewhere"),
        SubjectRight.OBJECTION: m("To stop its use"),
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
        RequestState.ANSWERED: m("Answered"),
    },
}
