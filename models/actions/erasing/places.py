"""What becomes of each kind of row that points to somebody who is erased; a test holds it to the tables."""

from __future__ import annotations

from sqlalchemy import Table

from models.queries.held_rows import texts_of

REMOVED = frozenset(
    {
        *("contact_point", "note", "custom_value", "tag_link", "group_member", "attachment_link", "reference_link"),
        *("reminder", "saved_report", "contact_plan", "person_relationship", "relationship_owner"),
        *("engagement_assessment", "interest_declaration", "interest_confirmation"),
        *("person_protection", "retention_decision"),
    }
)
"""Tables whose rows are about the person alone: they go where they point to them or stand on their record."""

EMPTIED: dict[str, tuple[str, ...]] = {
    "affiliation": ("job_title", "topics", "route_note", "party", "source"),
    "attendance": ("note",),
    "event_role": ("note",),
    "practitioner": ("expertise", "availability"),
    "representation": ("note",),
}
"""Rows that stay for the counts and dates they give: the columns of them that say something of the person."""

KEPT = frozenset(
    {
        *("action", "activity", "agenda_item", "barrier", "case_study", "commitment", "contact_route", "contribution"),
        *("conversation", "conversation_party", "decision", "disclosure", "dissent", "erasure", "feedback"),
        *("forum_question", "introduction", "issue_raised", "item_declaration", "meeting", "minute_entry", "offer"),
        *("offer_match", "peer_review", "person", "promotion", "report_run", "signposting", "subject_request"),
        *("wanted_help", *EMPTIED),
    }
)
"""Rows of what happened: they stay and point to the former contact; only the name goes out of their words."""

OF_A_NAMESAKE = ("interests", "biography", "note", "source")
"""What of the record of somebody else may name the person; their own name stays theirs, whatever it is."""
JSON_TEXTS = frozenset({("saved_search", "rules")})
"""Columns whose words are written as JSON."""


def masked_columns(table: Table) -> list[str]:
    """Return the columns of words in which a person may be named and their name can be exchanged."""
    if table.name == "person":
        return list(OF_A_NAMESAKE)
    return [column.name for column in texts_of(table)]
