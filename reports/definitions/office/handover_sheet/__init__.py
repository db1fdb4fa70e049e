"""The handover sheet: what a successor must know of somebody of ours who leaves, or of one organisation (need N081).

Relationships that hang on one or two keen people die when they go; this is what has to be taken up.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.queries.forms import list_choices
from models.settings import OUR_PERSON, get_setting
from models.vocabulary import Visibility
from reports.definitions.office.handover_sheet.organisation import organisation_sheet
from reports.definitions.office.handover_sheet.person import person_sheet
from reports.document import Document
from reports.parameters import Parameters, Ref
from reports.parts import find_about, find_ourselves

AUDIENCE = Visibility.INTERNAL


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return the person who keeps these records, as the settings name them."""
    name = get_setting(session, OUR_PERSON)
    if not name:
        return None
    found = list_choices(session, "person", words=name, limit=2, audience=parameters.audience or AUDIENCE)
    return ("person", found[0].id) if len(found) == 1 else None


def build(session: Session, parameters: Parameters) -> Document:
    """Return what has to be handed over, as it stands on a day."""
    audience = parameters.audience or AUDIENCE
    we, about = find_ourselves(session, parameters.as_at), find_about(session, parameters, audience)
    assert about is not None
    sheet = person_sheet if about.ref[0] == "person" else organisation_sheet
    return sheet(session, about, parameters.as_at, audience, we)
