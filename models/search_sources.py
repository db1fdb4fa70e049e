"""What is searched: the tables, the columns that are read, and the number that each entry of the index has.

A number is `day << 32 | source << 28 | row`: numbers in falling order are the newest first, and the entries of records
known by name (day 0) lie together below the dated ones. A table may hold 268 million rows.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY_SHIFT, SOURCE_SHIFT = 32, 28
ROW_MASK = (1 << SOURCE_SHIFT) - 1
DATED = 1 << DAY_SHIFT
"""The least number of an entry with a day."""


FIRST_DATED = 8
"""Sources with smaller numbers are known by name."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table that is searched.

    `title` and `body` are columns of text, the first of `title` being what a hit is called. `also` are SQL expressions
    over the row (`{row}`) that are indexed with the title but not shown. `owner` are the columns that point to the
    record that a hit opens, with that record's table, for rows that are no record of their own.
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

    @property
    def index(self) -> str:
        """The table of the index that holds it: names apart from notes, so that notes never slow them down."""
        return "search_names" if self.number < FIRST_DATED else "search_index"

    @property
    def low(self) -> int:
        """The least number of an undated entry of this table."""
        return self.number << SOURCE_SHIFT

    @property
    def high(self) -> int:
        """The first number above the undated entries of this table."""
        return (self.number + 1) << SOURCE_SHIFT


_OWN_MEETING = (("meeting_id", "meeting"),)
_SQUEEZED = "replace({row}.postcode, ' ', '')"

SOURCES: tuple[Source, ...] = (
    Source(1, "organisation", ("name", "short_name"), ("town", "postcode", "note"), ("{row}.name_key",), (_SQUEEZED,)),
    Source(2, "person", ("display_name", "known_as"), ("interests", "note"), ("{row}.name_key",)),
    Source(3, "area", ("name",), ("gss_code",), ("{row}.name_key",)),
    Source(
        4, "institution_profile", (), ("urn", "ukprn"), owner=(("organisation_id", "organisation"),), archives=False
    ),
    Source(
        5,
        "contact_point",
        (),
        ("value",),
        owner=(("organisation_id", "organisation"), ("person_id", "person")),
        archives=False,
    ),
    Source(6, "affiliation", (), ("job_title", "role", "topics"), owner=(("person_id", "person"),), archives=False),
    Source(8, "conversation", ("subject",), ("note", "reply_note"), day="happened_on"),
    Source(9, "meeting", ("title",), ("notes", "place", "reference"), day="starts_at"),
    Source(10, "commitment", ("text",), ("observable_result", "outcome_note", "reference"), day="made_on"),
    Source(11, "event", ("title",), ("note", "place", "kind"), day="starts_at"),
    Source(12, "agenda_item", (), ("title", "minute", "reference"), owner=_OWN_MEETING, archives=False),
    Source(13, "decision", (), ("text", "dissent", "reference"), owner=_OWN_MEETING, archives=False),
    Source(14, "forum_question", (), ("question", "answer", "reference"), owner=_OWN_MEETING, archives=False),
)
"""Everything that is searched; numbers below 8 are known by name, those above 11 belong to a meeting."""

BY_NUMBER = {source.number: source for source in SOURCES}
BY_TABLE = {source.table: source for source in SOURCES}
NAMES = (BY_TABLE["organisation"].low, BY_TABLE["affiliation"].high)
"""The numbers of the entries of organisations, people and areas, from, up to but not including."""
PARTS = (BY_TABLE["agenda_item"].low, BY_TABLE["forum_question"].high)
"""The numbers of the entries of what belongs to a meeting."""

REGISTER = Source(0, "register_institution", ("name",), ("town", "postcode", "urn"), ("{row}.name_key",), (_SQUEEZED,))
"""The register has an index of its own, made anew with each import and kept by no trigger."""

INDEXES = ("search_index", "search_names", "search_register")
"""The tables of the index; SQLite keeps each in several tables whose names begin so."""
