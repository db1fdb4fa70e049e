"""People and the dated roles they hold."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Dated, Record, Row
from models.text import sort_key
from models.types import SortKey


class Person(Record):
    """Someone we know: never a pupil."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name_id", "name_key", "id", "archived_at"), {"sqlite_autoincrement": True})

    display_name: Mapped[str]
    """The name as people say it, with style of address: "Cllr Priya Nair"."""
    name_key: Mapped[str] = mapped_column(SortKey)
    """Family name, then the rest, folded for sorting."""
    title: Mapped[str] = mapped_column(default="", server_default="")
    given_name: Mapped[str] = mapped_column(default="", server_default="")
    family_name: Mapped[str] = mapped_column(default="", server_default="")
    post_nominals: Mapped[str] = mapped_column(default="", server_default="")
    known_as: Mapped[str] = mapped_column(default="", server_default="")
    pronouns: Mapped[str] = mapped_column(default="", server_default="")
    biography: Mapped[str] = mapped_column(default="", server_default="")
    preferred_channel: Mapped[str] = mapped_column(default="", server_default="")
    do_not_contact: Mapped[str] = mapped_column(default="", server_default="")
    """Channels this person does not want to be contacted by, separated by commas."""
    interests: Mapped[str] = mapped_column(default="", server_default="")
    lawful_basis: Mapped[str] = mapped_column(default="", server_default="")
    """A `LawfulBasis`, or empty where nobody has said."""
    data_source: Mapped[str] = mapped_column(default="", server_default="")
    first_met_on: Mapped[date | None]
    first_met_event_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("event.id"))
    introduced_by_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"))
    processing_restricted_on: Mapped[date | None] = mapped_column(sort_order=84)
    """Since when their data is only kept and not used (UK GDPR Article 18); nothing where it is used as usual."""
    restriction_reason: Mapped[str] = mapped_column(default="", server_default="", sort_order=85)
    before_restriction: Mapped[str] = mapped_column(default="", server_default="", sort_order=86)
    """Who might see them before, and whether they were put away, to be so again: "internal", "public put_away"."""
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)

    def rename(self, title: str, given_name: str, family_name: str, post_nominals: str = "") -> None:
        """Give the person a name, the way it is shown and the key it is sorted and found by."""
        for column, text in self.named(title, given_name, family_name, post_nominals).items():
            setattr(self, column, text)

    @staticmethod
    def named(title: str, given_name: str, family_name: str, post_nominals: str = "") -> dict[str, str]:
        """Return the columns of a name: its parts, the way it is shown and the key it is sorted and found by."""
        return {
            "title": title,
            "given_name": given_name,
            "family_name": family_name,
            "post_nominals": post_nominals,
            "display_name": " ".join(part for part in (title, given_name, family_name, post_nominals) if part),
            "name_key": sort_key(f"{family_name} {given_name}"),
        }


class Post(Record, Dated):
    """A seat or office in an organisation, held by nobody, one or several (`seats`)."""

    __tablename__ = "post"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    role: Mapped[str]
    label: Mapped[str] = mapped_column(default="", server_default="")
    seats: Mapped[int] = mapped_column(default=1)
    category: Mapped[str] = mapped_column(default="", server_default="")
    appointing_body: Mapped[str] = mapped_column(default="", server_default="")
    term_months: Mapped[int | None]
    """Length of a term of office in months, usually 48."""
    voting: Mapped[bool] = mapped_column(default=True)
    area_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("area.id"))


class Affiliation(Row, Dated):
    """A role a person holds at an organisation from a day to a day: head, clerk, governor, councillor for a ward.

    `starts_on` is the date of appointment, `ends_on` the first day after stepping down, `term_ends_on` when the term
    of office is due to end.
    """

    __tablename__ = "affiliation"
    __table_args__ = (
        Index("ix_affiliation_person", "person_id", "organisation_id", "starts_on", "ends_on"),
        # Whose contact counts for an organisation on a day, without reading the roles themselves.
        Index("ix_affiliation_people", "organisation_id", "person_id", "starts_on", "ends_on"),
        Index("ix_affiliation_term", "term_ends_on", "id"),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    post_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("post.id"), index=True)
    role: Mapped[str]
    job_title: Mapped[str] = mapped_column(default="", server_default="")
    """The local words for the role, as given."""
    category: Mapped[str] = mapped_column(default="", server_default="")
    appointing_body: Mapped[str] = mapped_column(default="", server_default="")
    term_ends_on: Mapped[date | None]
    on_behalf_of_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    party: Mapped[str] = mapped_column(default="", server_default="")
    """Political group of a councillor for this term, never of the person."""
    area_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("area.id"), index=True)
    """The ward or division a councillor represents."""
    topics: Mapped[str] = mapped_column(default="", server_default="")
    """What this person is the one to ask about, words separated by commas."""
    is_best_contact: Mapped[bool] = mapped_column(default=False)
    is_voting: Mapped[bool | None]
    """Whether this holder votes; None where the post says so."""
    route_note: Mapped[str] = mapped_column(default="", server_default="")
    """How best to reach them: "goes through reception, answers within 2 days"."""
    source: Mapped[str] = mapped_column(default="", server_default="")
    verified_on: Mapped[date | None]
