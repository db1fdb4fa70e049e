"""Whom the plans of contact may hold for, as questions: where they are many nobody needs to tell each number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select, union

from models.entities import ContactPlan, Organisation, TagLink


def _planned(kind: str, *more: Select[Any]) -> Select[Any]:
    """Return the question for the numbers of all of a kind that have a plan themselves, by a tag, or by `more`."""
    own = ContactPlan.organisation_id if kind == "organisation" else ContactPlan.person_id
    tagged = (
        select(TagLink.record_id)
        .join(ContactPlan, ContactPlan.tag_id == TagLink.tag_id)
        .where(TagLink.record_kind == kind)
    )
    every = union(select(own.label("id")).where(own.is_not(None)), tagged, *more)
    return select(every.subquery("planned").c.id)


_TIERS = select(ContactPlan.tier).where(ContactPlan.tier.is_not(None))

PLANNED_ORGANISATIONS = _planned("organisation", select(Organisation.id).where(Organisation.tier.in_(_TIERS)))
PLANNED_PEOPLE = _planned("person")
"""Those put away or closed are among them: whoever asks leaves them out."""
