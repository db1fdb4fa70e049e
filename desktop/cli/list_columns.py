"""What people see of each list that `list` prints, in columns; scripts get every key."""

from __future__ import annotations

_NAMED = [("id", "No."), ("name", "Name")]
COLUMNS = {
    "organisations": [
        *_NAMED,
        ("type", "Type"),
        ("ward", "Ward"),
        ("urn", "URN"),
        ("distance_m", "Metres"),
        ("last_contact", "Last contact"),
    ],
    "people": [*_NAMED, ("role", "Role"), ("last_contact", "Last contact")],
    "conversations": [
        ("id", "No."),
        ("date", "Date"),
        ("name", "With"),
        ("how", "How"),
        ("direction", ""),
        ("subject", "About"),
        ("reply", "Reply"),
        ("reply_by", "Reply by"),
    ],
    "meetings": [*_NAMED, ("starts_at", "Starts"), ("place", "Place"), ("state", "State"), ("minutes", "Minutes")],
    "commitments": [("id", "No."), ("due", "Due"), ("name", "Commitment"), ("owner", "Owner"), ("group", "")],
    "events": [*_NAMED, ("starts_at", "Starts"), ("host", "Host"), ("place", "Place"), ("stage", "Stage")],
    "partnerships": [*_NAMED, ("type", "Type"), ("stage", "Stage"), ("members", "Members"), ("authority", "Authority")],
    "partners": [
        *_NAMED,
        ("theirs_kept", "They kept"),
        ("theirs_late", "Late"),
        ("ours_kept", "We kept"),
        ("ours_late", "Late"),
    ],
    "vacancies": [("organisation", "Organisation"), ("name", "Post"), ("category", "Category"), ("vacant", "Vacant")],
    "terms-ending": [("term_ends_on", "Ends"), ("name", "Name"), ("role", "Role"), ("organisation", "Organisation")],
    "gaps": [*_NAMED, ("role", "Not known"), ("topic", "About")],
    "islands": [*_NAMED, ("phase", "Phase"), ("partnerships", "Partnerships"), ("contacts", "Contacts")],
    "feedback-due": [("due", "Due"), ("name", "After"), ("form", "Form"), ("for", "For"), ("author", "By")],
    "forum-questions": [("due", "Due"), ("meeting", "Meeting"), ("name", "Question"), ("promised_by", "Promised by")],
    "unanswered": [("reply_by", "Reply by"), ("with", "With"), ("name", "About"), ("days_waiting", "Days")],
    "promotions": [("event", "Event"), ("name", "Organisation"), ("state", "State"), ("channel", "Channel")],
    "data-requests": [
        ("id", "No."),
        ("due", "Due"),
        ("who", "Who"),
        ("name", "What they ask"),
        ("state", "State"),
        ("answered_on", "Answered"),
    ],
    "breaches": [
        ("id", "No."),
        ("tell_by", "Tell by"),
        ("name", "What happened"),
        ("risk", "Risk"),
        ("state", "State"),
    ],
}
