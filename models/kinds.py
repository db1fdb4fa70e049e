"""The kinds of record that people name: their words, the column with their name, and what each is a part of.

One list for tags, notes, attachments, history, search, saved searches and the command line (`show meeting:12`). It is
plain data: nothing here needs the database. A record is named by the table it stands in and its number, as everywhere.
A test holds the list against the tables, so that a new table cannot be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import WrongUse
from resources.i18n import _
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of one kind of record; `singular` and `plural` are the untranslated words."""

    table: str
    singular: str
    plural: str
    name: str = ""
    """The column that a record is called by; "" where it has no name of its own and is called by what it belongs to."""
    day: str = ""
    """The column with its day, by which lists of it are sorted."""
    part_of: tuple[str, ...] = ()
    """The columns that point to the record it is a part of, of which it takes its visibility; the first that is set
    counts as the one to open."""
    is_record: bool = True
    """Whether it has a visibility and can be put away; a part has neither."""
    carries: bool = False
    """Whether tags, notes, files, references, reminders and fields of one's own may stand on it."""
    on_record: bool = False
    """Whether it stands on any record, named by `record_kind` and `record_id`."""

    @property
    def word(self) -> str:
        """What one of them is called: "conversation"."""
        return _(self.singular)

    @property
    def words(self) -> str:
        """What several of them are called: "conversations"."""
        return _(self.plural)


def _part(
    table: str, singular: str, plural: str, name: str, *part_of: str, day: str = "", carries: bool = False
) -> Kind:
    return Kind(table, singular, plural, name, day, part_of, is_record=False, carries=carries)


def _record(table: str, singular: str, plural: str, name: str, *part_of: str, day: str = "") -> Kind:
    return Kind(table, singular, plural, name, day, part_of, carries=True)


def _mark(table: str, singular: str, plural: str, name: str = "", *, day: str = "", is_record: bool = False) -> Kind:
    return Kind(table, singular, plural, name, day, is_record=is_record, on_record=True)


_PEOPLE_AND_PLACES = (
    _record("organisation", m("organisation"), m("organisations"), "name"),
    _record("person", m("person"), m("people"), "display_name"),
    _record("area", m("area"), m("areas"), "name"),
    _record("place", m("place"), m("places"), "name"),
    _record("post", m("post"), m("posts"), "role", "organisation_id", day="starts_on"),
    _part("affiliation", m("role"), m("roles"), "role", "organisation_id", "person_id", day="starts_on", carries=True),
    _part("contact_point", m("contact detail"), m("contact details"), "value", "organisation_id", "person_id"),
    _part("institution_profile", m("institution’s details"), m("institutions’ details"), "", "organisation_id"),
    _part("body_profile", m("body’s details"), m("bodies’ details"), "", "organisation_id"),
    _part("organisation_area", m("area covered"), m("areas covered"), "", "organisation_id"),
    _part("organisation_relationship", m("link"), m("links"), "note", "from_id", "to_id", day="starts_on"),
    _part("person_relationship", m("link between people"), m("links between people"), "note", "from_id", "to_id"),
    _part("status_change", m("change of status"), m("changes of status"), "note", "organisation_id", day="changed_on"),
    _part("register_decline", m("declined value"), m("declined values"), "field", "organisation_id"),
    Kind("role_expectation", m("role to be known"), m("roles to be known"), "role", is_record=False),
    _part("person_protection", m("data protection details"), m("data protection details"), "purpose", "person_id"),
    _record(
        "interest_declaration",
        m("declaration of interest"),
        m("declarations of interest"),
        "body_named",
        "organisation_id",
        "person_id",
        day="declared_on",
    ),
    _part(
        "interest_confirmation",
        m("confirmation of interests"),
        m("confirmations of interests"),
        "",
        "organisation_id",
        "person_id",
        day="confirmed_on",
    ),
)

_CONTACT = (
    _record("conversation", m("conversation"), m("conversations"), "subject", day="happened_on"),
    _part("conversation_party", m("party to a conversation"), m("parties to conversations"), "", "conversation_id"),
    _part("visit_record", m("visit"), m("visits"), "focus", "conversation_id"),
    _record("thread", m("thread"), m("threads"), "subject", day="opened_on"),
    _part("relationship_owner", m("relationship owner"), m("relationship owners"), "", "organisation_id"),
    _part("contact_plan", m("contact plan"), m("contact plans"), "note", "organisation_id", "person_id", "tag_id"),
    _record(
        "engagement_assessment",
        m("assessment"),
        m("assessments"),
        "reason",
        "organisation_id",
        "person_id",
        day="assessed_on",
    ),
    _record("contact_route", m("other way in"), m("other ways in"), "route", "organisation_id", day="tried_on"),
    _record("issue_raised", m("issue"), m("issues"), "title", day="raised_on"),
    _record("barrier", m("barrier"), m("barriers"), "description", "organisation_id", day="raised_on"),
    _record("introduction", m("introduction"), m("introductions"), "purpose", day="made_on"),
    _record("signposting", m("signposting"), m("signpostings"), "what", day="passed_on"),
    _record("offer", m("offer"), m("offers"), "subject", "organisation_id", day="offered_on"),
    _record("wanted_help", m("need"), m("needs"), "subject", "organisation_id", day="wanted_on"),
    _part("offer_match", m("match"), m("matches"), "result", "offer_id", "wanted_id", day="matched_on"),
)

_MEETINGS = (
    _record("meeting", m("meeting"), m("meetings"), "title", day="starts_at"),
    _record("meeting_series", m("series of meetings"), m("series of meetings"), "title", day="begins_on"),
    _part("series_item", m("standing item"), m("standing items"), "title", "series_id"),
    _part("agenda_item", m("agenda item"), m("agenda items"), "title", "meeting_id", carries=True),
    _part("meeting_paper", m("paper"), m("papers"), "title", "agenda_item_id", "meeting_id", day="received_on"),
    _part("issued_pack", m("pack issued"), m("packs issued"), "file_name", "meeting_id", day="issued_on"),
    _part("attendance", m("attendance"), m("attendance"), "note", "meeting_id"),
    _part("item_declaration", m("declaration for an item"), m("declarations for items"), "interest", "agenda_item_id"),
    _part("minute_entry", m("minute"), m("minutes"), "text", "agenda_item_id", carries=True),
    _part("decision", m("decision"), m("decisions"), "text", "agenda_item_id", "meeting_id", carries=True),
    _part("dissent", m("dissent"), m("dissents"), "reason", "decision_id"),
    _part(
        "minutes_correction",
        m("correction"),
        m("corrections"),
        "now",
        "decision_id",
        "agenda_item_id",
        "meeting_id",
        day="corrected_on",
    ),
    _part("forum_question", m("question"), m("questions"), "question", "meeting_id", day="due_on", carries=True),
    _part("representation", m("representation"), m("representations"), "note", "meeting_id", "event_id"),
    _record("feedback", m("feedback"), m("feedback"), "audience", "meeting_id", "event_id", day="due_on"),
)

_PROMISES = (
    _record("priority", m("priority"), m("priorities"), "text", day="agreed_on"),
    _record("commitment", m("commitment"), m("commitments"), "text", day="made_on"),
    _part("commitment_update", m("update"), m("updates"), "text", "commitment_id", day="made_on"),
    _record("action", m("action"), m("actions"), "text", day="made_on"),
    _record(
        "evidence", m("evidence"), m("evidence"), "text", "commitment_id", "action_id", "activity_id", day="seen_on"
    ),
    _record(
        "member_statement",
        m("commitment statement"),
        m("commitment statements"),
        "text",
        "partnership_id",
        day="signed_on",
    ),
)

_EVENTS = (
    _record("event", m("event"), m("events"), "title", day="starts_at"),
    _part("event_stage_change", m("stage of an event"), m("stages of events"), "note", "event_id", day="changed_on"),
    _part("event_role", m("part in an event"), m("parts in events"), "note", "event_id"),
    _part("promotion", m("promotion"), m("promotions"), "channel", "event_id", day="asked_on"),
    _part("publicity", m("publicity"), m("publicity"), "audience", "event_id", day="planned_on"),
    _part("reach", m("count of people reached"), m("counts of people reached"), "", "event_id", "activity_id"),
)

_PARTNERSHIPS = (
    Kind("partnership_type", m("type of partnership"), m("types of partnership"), "name", is_record=False),
    _part("partnership_profile", m("partnership’s details"), m("partnerships’ details"), "purpose", "organisation_id"),
    _part("partnership_form", m("legal form"), m("legal forms"), "form", "partnership_id", day="starts_on"),
    _part("partnership_membership", m("membership"), m("memberships"), "note", "partnership_id", day="starts_on"),
    _part("partnership_stage", m("stage"), m("stages"), "stage", "partnership_id", day="starts_on"),
    _record("funding_line", m("funding line"), m("funding lines"), "purpose", "partnership_id"),
    _record("funding_opportunity", m("funding opportunity"), m("funding opportunities"), "title", day="closes_on"),
    _record("contribution", m("contribution"), m("contributions"), "text", "partnership_id", day="given_on"),
    _record("benefit", m("benefit"), m("benefits"), "text", "partnership_id", day="seen_on"),
    _record("agreement", m("agreement"), m("agreements"), "title", day="starts_on"),
    _part("agreement_party", m("party to an agreement"), m("parties to agreements"), "", "agreement_id"),
    _record("delegation", m("delegation"), m("delegations"), "responsibility", day="starts_on"),
    _record("service", m("service"), m("services"), "name", "provider_id", day="starts_on"),
    _record("shared_goal", m("shared goal"), m("shared goals"), "title"),
    _record("aim", m("aim"), m("aims"), "text", "partnership_id"),
    _record("activity", m("activity"), m("activities"), "title", day="starts_on"),
    _record("measure", m("measure"), m("measures"), "name", "partnership_id", day="due_on"),
    _record("observation", m("observation"), m("observations"), "words", "measure_id", day="observed_on"),
    _record(
        "plan_review", m("review of a plan"), m("reviews of plans"), "findings", "partnership_id", day="reviewed_on"
    ),
    _part("support_rating", m("support rating"), m("support ratings"), "comment", "rater_id", day="rated_on"),
    _record("peer_review", m("peer review"), m("peer reviews"), "focus", day="reviewed_on"),
    _record("case_study", m("case study"), m("case studies"), "title", day="published_on"),
    _part("case_study_partner", m("partner in a case study"), m("partners in case studies"), "", "case_study_id"),
    _record("practitioner", m("practitioner"), m("practitioners"), "expertise", "person_id"),
    _part("practitioner_time", m("time given"), m("time given"), "what", "practitioner_id", day="given_on"),
    _record("good_practice", m("good practice"), m("good practice"), "title", day="noted_on"),
    _part("practice_adoption", m("practice taken up"), m("practice taken up"), "note", "practice_id", day="adopted_on"),
    _record("checklist", m("checklist"), m("checklists"), "name"),
    _part("checklist_item", m("checklist line"), m("checklist lines"), "text", "checklist_id"),
    _part("checklist_mark", m("checklist mark"), m("checklist marks"), "note", "item_id", day="done_on"),
    _record("survey", m("survey"), m("surveys"), "title", day="opened_on"),
    _part("survey_question", m("survey question"), m("survey questions"), "text", "survey_id"),
    _part("survey_answer", m("survey answer"), m("survey answers"), "value", "question_id", day="answered_on"),
)

_MARKS = (
    Kind("tag", m("tag"), m("tags"), "name"),
    Kind("tag_link", m("tag on a record"), m("tags on records"), "", "", ("tag_id",), is_record=False, on_record=True),
    Kind("record_group", m("group"), m("groups"), "name"),
    Kind("group_member", m("group member"), m("group members"), "", "", ("group_id",), is_record=False, on_record=True),
    Kind("saved_search", m("saved search"), m("saved searches"), "name"),
    _mark("saved_report", m("saved report"), m("saved reports"), "name", is_record=True),
    _mark("report_run", m("paper made"), m("papers made"), "file_name", day="as_at", is_record=True),
    _part("disclosure", m("recipient of a paper"), m("recipients of papers"), "name", "run_id", day="given_on"),
    Kind("subject_request", m("data protection request"), m("data protection requests"), "asked", "received_on"),
    Kind("erasure", m("erasure"), m("erasures"), "reason", "erased_on", is_record=False),
    Kind("data_breach", m("data breach"), m("data breaches"), "description", "discovered_at"),
    _part("retention_decision", m("decision to keep"), m("decisions to keep"), "reason", "person_id", day="decided_on"),
    Kind("letter_template", m("letter template"), m("letter templates"), "name"),
    Kind("custom_field", m("field of your own"), m("fields of your own"), "label"),
    Kind(
        "custom_value",
        m("value of a field"),
        m("values of fields"),
        "text",
        "",
        ("field_id",),
        is_record=False,
        on_record=True,
    ),
    _mark("note", m("note"), m("notes"), "text", day="noted_on", is_record=True),
    Kind("attachment", m("file"), m("files"), "name", "added_on"),
    Kind(
        "attachment_link",
        m("file on a record"),
        m("files on records"),
        "",
        "",
        ("attachment_id",),
        is_record=False,
        on_record=True,
    ),
    Kind("reference", m("reference"), m("references"), "title", "published_on"),
    Kind(
        "reference_link",
        m("reference on a record"),
        m("references on records"),
        "",
        "",
        ("reference_id",),
        is_record=False,
        on_record=True,
    ),
    _mark("reminder", m("reminder"), m("reminders"), "text", day="due_on"),
    _mark("merge_record", m("merge"), m("merges"), "gone_name", day="merged_on"),
    Kind("distinct_pair", m("pair told apart"), m("pairs told apart"), is_record=False),
    Kind("calendar_period", m("period"), m("periods"), "name", "first_day", is_record=False),
    Kind("setting", m("setting"), m("settings"), "key", is_record=False),
)

KINDS: dict[str, Kind] = {
    kind.table: kind
    for kind in (*_PEOPLE_AND_PLACES, *_CONTACT, *_MEETINGS, *_PROMISES, *_EVENTS, *_PARTNERSHIPS, *_MARKS)
}
"""Every journalled table, by its name."""

CARRIERS = tuple(kind.table for kind in KINDS.values() if kind.carries)
"""The kinds of record on which tags, notes, files and the like may stand."""


def find_kind(word: str) -> Kind:
    """Return the kind that a word means: its table, or what one or several are called; "series-item" is one too.

    Raises WrongUse, naming the usual kinds.

    >>> find_kind("Organisations").table
    'organisation'
    """
    asked = " ".join(word.casefold().replace("_", " ").replace("-", " ").split())
    for kind in KINDS.values():
        if asked in (kind.table.replace("_", " "), kind.word.casefold(), kind.words.casefold()):
            return kind
    raise WrongUse(
        _("There are no records of the kind “{word}”. Enter one like organisation, person, meeting or event.").format(
            word=word
        )
    )


def carrier(word: str) -> Kind:
    """Return the kind that a word means if tags, notes and files may stand on it. Raises WrongUse if not."""
    kind = find_kind(word)
    if not kind.carries:
        raise WrongUse(_("Nothing can be put on a {word}. Put it on the record it belongs to.").format(word=kind.word))
    return kind
