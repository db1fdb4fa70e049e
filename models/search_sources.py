"""What is searched: the tables, the columns that are read, and the number that each entry of the index has.

A number is `day << 32 | source << 24 | row`: numbers in falling order are the newest first, and the entries of records
without a day (day 0) lie together below the dated ones. There is room for 255 tables of 16 million rows each.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY_SHIFT, SOURCE_SHIFT = 32, 24
ROW_MASK = (1 << SOURCE_SHIFT) - 1
SOURCE_MASK = (1 << DAY_SHIFT - SOURCE_SHIFT) - 1
DATED = 1 << DAY_SHIFT
"""The least number of an entry with a day."""


FIRST_DATED, FIRST_PART = 64, 128
"""Sources below the first number are known by name; those below the second have a day, the rest have none."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table that is searched.

    `title` and `body` are columns of text, the first of `title` being what a hit is called. `also` are SQL expressions
    over the row (`{row}`) that are indexed with the title but not shown. `owner` are the columns that point to the
    record that a hit opens, with that record's table, where rows are no record of their own or nobody asked for their
    kind; rows that stand on any record (`on_record`) name it by `record_kind` and `record_id`. A `day` is never empty.
    """

    number: int
    table: str
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    also_body: tuple[str, ...] = ()
    day: str = ""
    owner: tuple[tuple[str, str], ...] = ()
    archives: bool = True
    on_record: bool = False

    @property
    def index(self) -> str:
        """The table of the index that holds it: names and parts apart from notes, which never slow them down."""
        if self.number < FIRST_DATED:
            return "search_names"
        return "search_index" if self.number < FIRST_PART else "search_parts"

    @property
    def has_level(self) -> bool:
        """Say whether a row has a visibility of its own."""
        return self.archives or self.table in ("agenda_item", "decision", "meeting_paper")

    @property
    def low(self) -> int:
        """The least number of an undated entry of this table."""
        return self.number << SOURCE_SHIFT

    @property
    def high(self) -> int:
        """The first number above the undated entries of this table."""
        return (self.number + 1) << SOURCE_SHIFT


_OF_MEETING = (("meeting_id", "meeting"),)
_OF_ITEM = (("agenda_item_id", "agenda_item"),)
_OF_ORGANISATION = (("organisation_id", "organisation"),)
_OF_PARTNERSHIP = (("partnership_id", "organisation"),)
_OF_WORK = (("meeting_id", "meeting"), ("commitment_id", "commitment"), ("conversation_id", "conversation"))
_SQUEEZED = "replace({row}.postcode, ' ', '')"


def _part(number: int, table: str, body: tuple[str, ...], owner: tuple[tuple[str, str], ...], day: str = "") -> Source:
    """Return rows that are no record of their own: they have no name and open what they are a part of."""
    return Source(number, table, (), body, day=day, owner=owner, archives=False)


_NAMED = (
    Source(1, "organisation", ("name", "short_name"), ("town", "postcode", "note"), ("{row}.name_key",), (_SQUEEZED,)),
    Source(2, "person", ("display_name", "known_as"), ("interests", "note"), ("{row}.name_key",)),
    Source(3, "area", ("name",), ("gss_code",), ("{row}.name_key",)),
    _part(4, "institution_profile", ("urn", "ukprn"), _OF_ORGANISATION),
    _part(5, "contact_point", ("value",), (*_OF_ORGANISATION, ("person_id", "person"))),
    _part(6, "affiliation", ("job_title", "role", "topics"), (("person_id", "person"),)),
    Source(7, "place", ("name",), ("address", "postcode", "access_note"), ("{row}.name_key",), (_SQUEEZED,)),
    _part(8, "partnership_profile", ("purpose", "foundation_story", "plan", "company_number"), _OF_ORGANISATION),
)

_DATED = (
    Source(64, "conversation", ("subject",), ("note", "reply_note"), day="happened_on"),
    Source(65, "meeting", ("title",), ("notes", "place", "reference"), day="starts_at"),
    Source(66, "commitment", ("text",), ("observable_result", "outcome_note", "reference"), day="made_on"),
    Source(67, "event", ("title",), ("note", "place", "kind", "expertise"), day="starts_at"),
    Source(68, "thread", ("subject",), (), day="opened_on", owner=_OF_ORGANISATION),
    Source(
        69,
        "priority",
        ("text",),
        ("reference", "close_reason"),
        day="agreed_on",
        owner=(*_OF_MEETING, *_OF_ORGANISATION),
    ),
    Source(70, "action", ("text",), ("reference", "outcome_note"), day="made_on", owner=_OF_WORK),
    Source(71, "note", ("text",), ("source",), day="noted_on", on_record=True),
    Source(72, "attachment", ("name",), ("text",), day="added_on"),
    Source(73, "barrier", ("description",), ("response", "how_cleared"), day="raised_on", owner=_OF_ORGANISATION),
    Source(
        74,
        "issue_raised",
        ("title",),
        ("note", "outcome"),
        day="raised_on",
        owner=(("conversation_id", "conversation"), *_OF_ORGANISATION, ("person_id", "person")),
    ),
    Source(75, "offer", ("subject",), ("note",), day="offered_on", owner=_OF_ORGANISATION),
    Source(76, "wanted_help", ("subject",), ("note",), day="wanted_on", owner=_OF_ORGANISATION),
    Source(
        77,
        "signposting",
        ("what",),
        ("result",),
        day="passed_on",
        owner=(
            ("conversation_id", "conversation"),
            ("about_event_id", "event"),
            ("to_organisation_id", "organisation"),
        ),
    ),
    Source(78, "contribution", ("text",), (), day="given_on", owner=_OF_PARTNERSHIP),
    Source(79, "benefit", ("text",), ("evidence",), day="seen_on", owner=_OF_PARTNERSHIP),
    Source(80, "evidence", ("text",), ("witness",), day="seen_on", owner=(("commitment_id", "commitment"),)),
    Source(
        81, "peer_review", ("focus",), ("judgement", "evidence", "response"), day="reviewed_on", owner=_OF_PARTNERSHIP
    ),
    Source(82, "good_practice", ("title",), ("text",), day="noted_on", owner=(("origin_id", "organisation"),)),
    Source(
        83,
        "introduction",
        ("purpose",),
        ("result",),
        day="made_on",
        owner=(("conversation_id", "conversation"), ("first_person_id", "person"), ("second_person_id", "person")),
    ),
    Source(84, "contact_route", ("route",), ("outcome_note",), day="tried_on", owner=_OF_ORGANISATION),
    Source(
        85,
        "engagement_assessment",
        ("reason",),
        (),
        day="assessed_on",
        owner=(*_OF_ORGANISATION, ("person_id", "person")),
    ),
    _part(86, "commitment_update", ("text",), (("commitment_id", "commitment"),), "made_on"),
    _part(87, "minutes_correction", ("was", "now"), _OF_MEETING, "corrected_on"),
    Source(88, "observation", ("words",), ("evidence",), day="observed_on", owner=(("measure_id", "measure"),)),
    Source(89, "plan_review", ("findings",), ("reviewed_by",), day="reviewed_on", owner=_OF_PARTNERSHIP),
    Source(90, "subject_request", ("asked",), ("name", "searched", "sent", "withheld"), day="received_on"),
    Source(
        91,
        "data_breach",
        ("description",),
        ("reported_by", "data_categories", "actions", "decision_reason", "ico_reference"),
        day="discovered_at",
    ),
)

_UNDATED = (
    _part(128, "agenda_item", ("title", "minute", "purpose", "reference"), _OF_MEETING),
    _part(129, "decision", ("text", "dissent", "reference"), _OF_MEETING),
    _part(130, "forum_question", ("question", "answer", "reference"), _OF_MEETING),
    _part(131, "minute_entry", ("text", "reference"), _OF_ITEM),
    _part(132, "meeting_paper", ("title",), _OF_MEETING),
    _part(
        133,
        "visit_record",
        ("focus", "support_given", "challenge_made", "response"),
        (("conversation_id", "conversation"),),
    ),
    Source(134, "agreement", ("title",), ("note",), owner=_OF_PARTNERSHIP),
    Source(135, "case_study", ("title",), ("aim", "what_was_done", "outcome", "quote"), owner=_OF_PARTNERSHIP),
    Source(136, "reference", ("title",), ("author", "published_in", "note", "url")),
    Source(137, "aim", ("text",), (), owner=_OF_PARTNERSHIP),
    Source(
        138, "activity", ("title",), ("note", "need", "output", "outcome"), owner=(*_OF_PARTNERSHIP, *_OF_ORGANISATION)
    ),
    Source(139, "delegation", ("responsibility",), ("note",), owner=(("from_id", "organisation"),)),
    Source(140, "service", ("name",), ("note",), owner=(("provider_id", "organisation"),)),
    Source(141, "member_statement", ("text",), (), owner=_OF_PARTNERSHIP),
    Source(142, "measure", ("name",), (), owner=_OF_PARTNERSHIP),
    Source(143, "practitioner", ("expertise",), ("availability",), owner=(("person_id", "person"),)),
    Source(144, "shared_goal", ("title",), ("note",)),
    Source(145, "funding_opportunity", ("title",), ("note",), owner=_OF_PARTNERSHIP),
)

SOURCES: tuple[Source, ...] = (*_NAMED, *_DATED, *_UNDATED)
"""Everything that is searched. A number, once given, belongs to its table for good."""

BY_NUMBER = {source.number: source for source in SOURCES}
BY_TABLE = {source.table: source for source in SOURCES}
NAMES = (_NAMED[0].low, _NAMED[-1].high)
"""The numbers of the entries of what is known by name, from, up to but not including."""
UNDATED = _UNDATED
"""What is neither known by name nor has a day that is always there."""

REGISTER = Source(0, "register_institution", ("name",), ("town", "postcode", "urn"), ("{row}.name_key",), (_SQUEEZED,))
"""The register has an index of its own, made anew with each import and kept by no trigger."""

INDEXES = ("search_index", "search_parts", "search_names", "search_register")
"""The tables of the index; SQLite keeps each in several tables whose names begin so."""
