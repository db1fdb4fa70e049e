"""Every paper there is, by readers: name, title, who reads it, and the module that makes it. Nothing is imported here.

To add a paper: write `reports/definitions/<readers>/<paper>.py` with `build(session, parameters)` and, where it is
about a record, `usual(session, parameters)`; give it a line here. `tests/reports/definitions/test_every_paper.py` finds
it by itself.
"""

from __future__ import annotations

from models.vocabulary import Visibility
from reports.parameters import Asks
from reports.report import Report
from resources.i18n import marked as m

BOARD, COUNCILLORS, COMMITTEE, PARTNERS, OFFICE = (
    m("Board"),
    m("Councillors"),
    m("Area committee"),
    m("Partners"),
    m("Office"),
)
"""Whom papers are meant for."""

_PUBLIC, _PARTNERS, _INTERNAL = Visibility.PUBLIC, Visibility.PARTNERS, Visibility.INTERNAL
_CONFIDENTIAL = Visibility.CONFIDENTIAL

REPORTS = (
    Report(
        "board-paper",
        m("Board paper: external relations"),
        BOARD,
        _INTERNAL,
        "board_paper",
        (_PARTNERS, _PUBLIC),
        Asks(recipient=True),
    ),
    Report(
        "agenda",
        m("Agenda of a meeting"),
        BOARD,
        _INTERNAL,
        "board.agenda",
        (_CONFIDENTIAL, _PARTNERS, _PUBLIC),
        Asks(period=False, about=("meeting",)),
    ),
    Report(
        "minutes",
        m("Minutes of a meeting"),
        BOARD,
        _INTERNAL,
        "board.minutes",
        (_CONFIDENTIAL, _PARTNERS, _PUBLIC),
        Asks(period=False, about=("meeting",)),
    ),
    Report(
        "matters-arising",
        m("Matters arising"),
        BOARD,
        _INTERNAL,
        "board.matters_arising",
        (_CONFIDENTIAL, _PARTNERS, _PUBLIC),
        Asks(period=False, about=("meeting",)),
    ),
    Report(
        "action-log",
        m("Action log"),
        BOARD,
        _INTERNAL,
        "board.action_log",
        (_CONFIDENTIAL, _PARTNERS, _PUBLIC),
        Asks(about=("organisation",), all_without=True),
    ),
    Report(
        "attendance",
        m("Attendance at meetings"),
        BOARD,
        _INTERNAL,
        "board.attendance",
        (_PARTNERS, _PUBLIC),
        Asks(about=("organisation",)),
    ),
    Report(
        "governors",
        m("Governors’ details and register of interests"),
        BOARD,
        _PUBLIC,
        "board.governors",
        (_INTERNAL, _CONFIDENTIAL),
        Asks(period=False, about=("organisation",)),
    ),
    Report(
        "vacancies",
        m("Vacancies and terms of office ending"),
        BOARD,
        _INTERNAL,
        "board.vacancies",
        (_PARTNERS, _PUBLIC),
        Asks(period=False, about=("organisation",), all_without=True),
    ),
    Report(
        "retention-diary",
        m("Retention diary"),
        BOARD,
        _INTERNAL,
        "board.retention_diary",
        (_CONFIDENTIAL,),
        Asks(period=False),
    ),
    Report(
        "area-committee",
        m("Area committee report"),
        COMMITTEE,
        _PUBLIC,
        "area_committee",
        (_INTERNAL,),
        Asks(recipient=True),
    ),
    Report(
        "partnership-profile",
        m("Partnership profile"),
        PARTNERS,
        _PARTNERS,
        "partners.profile",
        (_INTERNAL, _PUBLIC),
        Asks(period=False, about=("organisation",)),
    ),
    Report(
        "contribution-ledger",
        m("Contributions and benefits of a partnership"),
        PARTNERS,
        _PARTNERS,
        "partners.contribution_ledger",
        (_INTERNAL, _PUBLIC),
        Asks(about=("organisation",)),
    ),
    Report(
        "outcomes",
        m("Outcomes: baseline, target and now"),
        PARTNERS,
        _PARTNERS,
        "partners.outcomes",
        (_INTERNAL, _PUBLIC),
        Asks(period=False, about=("organisation",), all_without=True),
    ),
    Report(
        "support-scorecard",
        m("Scorecard of the local authority’s support"),
        PARTNERS,
        _PARTNERS,
        "partners.support_scorecard",
        (_INTERNAL, _PUBLIC),
        Asks(period=False, about=("organisation",)),
    ),
    Report(
        "isolation",
        m("Isolation and overlap"),
        PARTNERS,
        _INTERNAL,
        "partners.isolation_overlap",
        (_PARTNERS,),
        Asks(period=False),
    ),
    Report(
        "unanswered-register",
        m("Unanswered letters, calls and emails"),
        OFFICE,
        _INTERNAL,
        "office.unanswered_register",
        (_PARTNERS, _PUBLIC),
        Asks(period=False, about=("organisation", "person"), all_without=True),
    ),
    Report(
        "due-this-week",
        m("Due this week"),
        OFFICE,
        _INTERNAL,
        "office.due_this_week",
        (_CONFIDENTIAL,),
        Asks(period=False),
    ),
    Report(
        "contact-directory",
        m("Contact directory"),
        OFFICE,
        _INTERNAL,
        "office.contact_directory",
        (),
        Asks(period=False, about=("record_group", "organisation"), all_without=True, ward=True),
    ),
    Report(
        "call-sheet",
        m("Verification call sheet"),
        OFFICE,
        _INTERNAL,
        "office.call_sheet",
        (),
        Asks(period=False, about=("organisation",), all_without=True),
    ),
    Report(
        "briefing-sheet",
        m("Briefing sheet before a visit"),
        OFFICE,
        _INTERNAL,
        "office.briefing_sheet",
        (_CONFIDENTIAL,),
        Asks(period=False, about=("organisation",)),
    ),
    Report(
        "handover-sheet",
        m("Handover sheet"),
        OFFICE,
        _INTERNAL,
        "office.handover_sheet",
        (_CONFIDENTIAL,),
        Asks(period=False, about=("person", "organisation")),
    ),
    Report(
        "promotion-grid",
        m("Cross-promotion grid"),
        OFFICE,
        _INTERNAL,
        "office.promotion_grid",
        (_PARTNERS, _PUBLIC),
        Asks(ward=True),
    ),
    Report(
        "change-report",
        m("Change report"),
        OFFICE,
        _INTERNAL,
        "office.change_report",
        (_CONFIDENTIAL,),
    ),
)
"""In the order in which they are offered."""
