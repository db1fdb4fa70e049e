"""Every kind of record of the book has a place in the window where it is shown and edited.

Parts tell it by themselves: they are taken from the pages. What has a form of its own is told here with the module
that asks for it and the action that it takes, and so is the short list of what is shown only within something else.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from typing import NamedTuple

import pytest

import desktop.marks.parts
import desktop.pages
from desktop.pages.settings.tabs import sections
from desktop.parts.spec import Part
from models.kinds import KINDS


class Place(NamedTuple):
    """Where in the window a kind stands: in words, and what its form takes, as `module:name`."""

    words: str
    takes: str


OWN = {
    "organisation": Place("Organisations, Details", "desktop.pages.organisations.details_tab:edit_organisation"),
    "person": Place("People, Details", "desktop.pages.people.details_tab:edit_person"),
    "contact_point": Place("Details of both: Addresses and numbers", "desktop.forms.contact_points:edit_contact_point"),
    "conversation": Place("Conversations: the form of a conversation", "desktop.dialogs.logged:edit_conversation"),
    "attendance": Place("Meetings: who was there", "desktop.pages.meetings.attendance:set_attendance"),
    "decision": Place("Meetings: decisions", "desktop.pages.meetings.decision_dialog:edit_decision"),
    "forum_question": Place("Meetings: questions from the public", "desktop.pages.meetings.item_dialogs:edit_question"),
    "commitment": Place("Commitments: the panel of one", "desktop.pages.commitments.panel:edit_commitment"),
    "event": Place("Events: the form of an event", "desktop.pages.events.detail:edit_event"),
    "promotion": Place("Events: who was told", "desktop.dialogs.promotion:set_promotion_state"),
    "partnership_profile": Place(
        "Partnerships: Change…", "desktop.pages.partnerships.new_partnership:edit_partnership"
    ),
    "register_decline": Place(
        "Organisations, Details: The register says otherwise",
        "desktop.pages.organisations.register_card:decline_register_value",
    ),
    "checklist_mark": Place("Partnerships, Checklists", "desktop.pages.partnerships.checklist:mark_checklist_item"),
    "tag_link": Place("Notes and files: the chips of tags", "desktop.marks.chips_card:TagsCard"),
    "group_member": Place("Notes and files: the chips of groups", "desktop.marks.chips_card:GroupsCard"),
    "custom_value": Place("Notes and files: fields of your own", "desktop.marks.own_fields:OwnFieldsCard"),
    "attachment_link": Place("Notes and files: files", "desktop.marks.files:FilesCard"),
    "reference": Place("Notes and files: links", "desktop.marks.parts:references_on"),
    "reminder": Place("Notes and files: reminders", "desktop.marks.parts:reminders"),
    "saved_search": Place("Every list: saved filters", "desktop.lists.saved:edit_saved_search"),
    "saved_report": Place("Reports: saved reports", "desktop.pages.reports.saved:add_saved_report"),
    "report_run": Place("Papers made", "desktop.pages.reports.filing:note_paper"),
    "letter_template": Place("Letters and labels: templates", "desktop.dialogs.post.templates:add_letter_template"),
    "issued_pack": Place("Meetings: Board pack", "desktop.dialogs.board_pack:note_issue"),
    "setting": Place("Settings", "desktop.pages.settings.book:book"),
    "erasure": Place("Settings, Data protection: Erase a person", "desktop.dialogs.erasing.dialog:ask_erase"),
    "merge_record": Place("Possible duplicates", "desktop.dialogs.merge:merge"),
    "distinct_pair": Place("Possible duplicates", "desktop.dialogs.duplicates:DuplicatesDialog"),
}
"""What has a form or a card of its own."""

WITHIN = {
    "agreement_party": "The parties are chosen in the form of the agreement.",
    "case_study_partner": "The partners are chosen in the form of the case study.",
    "reference_link": "A link is made where the reference is entered on a record.",
}
"""What is only entered as a part of another form."""


def _parts() -> dict[str, str]:
    """Return the kinds whose parts can be added, changed or moved on, with where."""
    tabs: list[tuple[str, Part]] = []
    for page in pkgutil.iter_modules(desktop.pages.__path__):
        folder = f"desktop.pages.{page.name}"
        inside = importlib.import_module(folder)
        for module in pkgutil.iter_modules(inside.__path__):
            if not module.name.endswith("parts"):
                continue
            made = importlib.import_module(f"{folder}.{module.name}")
            told = [*getattr(made, "TABS", ())]
            told += [tab for tabs_of in getattr(made, "OTHER_TABS", {}).values() for tab in tabs_of]
            tabs += [(f"{page.name}, {words}", part) for words, parts, _name in told for part in parts]
    marks = [one for one in vars(desktop.marks.parts).values() if isinstance(one, Part)]
    tabs += [("Notes and files", part) for part in marks]
    tabs += [
        (f"settings, {words}", part) for words, parts, _name in sections(lambda: date(2026, 11, 22)) for part in parts
    ]
    return {
        part.kind: words
        for words, part in tabs
        if part.edit or part.create or part.create_on or part.steps or part.together
    }


PARTS = _parts()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_shown_and_edited_somewhere(kind) -> None:
    assert kind in PARTS or kind in OWN or kind in WITHIN, f"nowhere in the window: {KINDS[kind].words}"


@pytest.mark.parametrize("kind", sorted(OWN))
def test_the_form_that_is_named_takes_what_it_says(kind) -> None:
    module, name = OWN[kind].takes.split(":")
    assert hasattr(importlib.import_module(module), name), f"{module} has no {name} any more"


def test_no_kind_is_told_that_the_book_has_not() -> None:
    assert set(OWN) | set(WITHIN) <= set(KINDS)
    assert not set(WITHIN) & (set(OWN) | set(PARTS)), "it has a place of its own now"
