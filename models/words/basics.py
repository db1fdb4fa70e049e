"""The words of the fixed lists of who may read, precision of dates, the calendar, the journal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import ChangeKind, PeriodKind, Precision, Visibility
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
    PeriodKind: {
        PeriodKind.ACADEMIC_YEAR: m("Academic year"),
        PeriodKind.TERM: m("Term"),
        PeriodKind.HALF_TERM: m("Half term"),
        PeriodKind.MUNICIPAL_YEAR: m("Municipal year"),
        PeriodKind.INSET: m("INSET day"),
        PeriodKind.HOLIDAY: m("Holiday"),
        PeriodKind.BANK_HOLIDAY: m("Bank holiday"),
    },
    ChangeKind: {
        ChangeKind.DO: m("Change"),
        ChangeKind.UNDO: m("Undo"),
        ChangeKind.REDO: m("Redo"),
        ChangeKind.NOTED: m("Note"),
    },
}
