"""Whom the partnerships of the sample book employ, and who sits in them for a local authority."""

from __future__ import annotations

from models.entities import Affiliation, Organisation, Person, Post
from models.queries.partnership_people import AUTHORITY_SEAT
from models.sample.book import SampleBook, Values, read_lines
from models.text import sort_key
from models.vocabulary import Visibility


def add_partnership_people(book: SampleBook) -> None:
    """Add whom partnerships employ, and the seats of local authorities with who sits in them."""
    book.add(
        Person,
        {
            line["key"]: {
                "display_name": f"{line['title']} {line['given']} {line['family']}",
                "name_key": sort_key(f"{line['family']} {line['given']}"),
                "title": line["title"],
                "given_name": line["given"],
                "family_name": line["family"],
                "lawful_basis": line["lawful_basis"],
                "data_source": line["data_source"],
                "visibility": Visibility.INTERNAL,
                "source": "Sample records",
            }
            for line in read_lines("partnerships", "people.csv")
        },
    )
    seats = read_lines("partnerships", "seats.csv")
    names = {line["authority"]: _name(line["authority"]) for line in seats}
    book.add(
        Post,
        {
            line["key"]: {
                "organisation_id": book.number(Organisation, line["organisation"]),
                "role": "Local authority representative",
                "label": line["label"],
                "category": AUTHORITY_SEAT,
                "appointing_body": names[line["authority"]],
                "voting": line["voting"] == "1",
                "starts_on": book.days.on(line["starts_on"]),
                "visibility": Visibility.PUBLIC,
            }
            for line in seats
        },
    )
    holders: dict[str, Values] = {
        line["key"]: {
            "person_id": book.number(Person, line["person"]),
            "organisation_id": book.number(Organisation, line["organisation"]),
            "post_id": book.number(Post, line["key"]),
            "role": "Local authority representative",
            "category": AUTHORITY_SEAT,
            "appointing_body": names[line["authority"]],
            "on_behalf_of_id": book.number(Organisation, line["authority"]),
            "starts_on": book.days.on(line["since"]),
            "ends_on": None,
            "end_reason": "",
        }
        for line in seats
        if line["person"]
    }
    staff: dict[str, Values] = {
        f"{line['person']}/{line['organisation']}/{line['role']}": {
            "person_id": book.number(Person, line["person"]),
            "organisation_id": book.number(Organisation, line["organisation"]),
            "post_id": None,
            "role": line["role"],
            "category": line["category"],
            "appointing_body": "",
            "on_behalf_of_id": None,
            "starts_on": book.days.on(line["starts_on"]),
            "ends_on": book.days.optional(line["ends_on"]),
            "end_reason": line["end_reason"],
        }
        for line in read_lines("partnerships", "staff.csv")
    }
    book.add(Affiliation, holders | staff)


def _name(key: str) -> str:
    """Return the name of an organisation of the sample by its key."""
    lines = [*read_lines("organisations.csv"), *read_lines("partnerships", "organisations.csv")]
    return next(line["name"] for line in lines if line["key"] == key)
