"""The record of processing activities (UK GDPR, article 30), out of the book's own settings.

What the settings do not say is said to be missing: the data protection officer confirms the rest.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.settings import PROTECTION_REGISTRATION, get_setting
from reports.definitions.board.common import AUDIENCE, CIRCULATION
from reports.document import Document, Facts, Tone, paragraph, plain, runs
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import circulation, find_ourselves
from reports.supplementary import (
    bases_told,
    how_to_reach,
    purposes,
    recipients,
    retention_sentences,
    security,
    transfers,
)
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return the record as it stands on the day."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, missing = find_ourselves(session, as_at), _("Not entered: see Settings, Data protection")
    return Document(
        title=_("Record of processing: liaison records"),
        subtitle=_("As at {day}").format(day=long_date(as_at)),
        as_at=as_at,
        author=we.school,
        subject=_("What personal data the liaison records hold, and why"),
        reference=_("{school}: record of processing, {day}").format(school=we.school, day=long_date(as_at)),
        blocks=(
            paragraph(
                _("This is what article 30 of the UK GDPR has us write down about our liaison records."),
                tone=Tone.LEAD,
            ),
            Facts(
                (
                    (_("As at"), as_at),
                    (_("Controller"), we.school),
                    (_("How to reach us"), plain(runs(we.reach)) or missing),
                    (_("Registration with the Commissioner"), get_setting(session, PROTECTION_REGISTRATION) or missing),
                    (_("Data protection officer"), how_to_reach(session) or missing),
                    (_("Purposes"), purposes(session)),
                    (_("Basis in law, and people"), bases_told(session) or _("Nobody is kept")),
                    (
                        _("Whose data"),
                        _("People at schools, councils, partner bodies and the public with whom we are in contact"),
                    ),
                    (
                        _("What data"),
                        _("Names, roles, how to reach them, what was said, promised and decided, and who came"),
                    ),
                    (
                        _("What the law protects most"),
                        _("Not meant to be kept: health, belief and the like need a condition, noted with the person"),
                    ),
                    (_("Children"), _("Pupils are counted and never named")),
                    (_("Who is given some"), recipients(session)),
                    (_("Transfers abroad"), transfers(session)),
                    (_("Looked at again"), "; ".join(retention_sentences(session)) or missing),
                    (_("Security"), security(session)),
                    *circulation(audience, CIRCULATION),
                )
            ),
            paragraph(
                _(
                    "That such a record is kept is law. How long each sort of data is kept is for you to settle; "
                    "check current guidance of the Information Commissioner."
                ),
                tone=Tone.NOTE,
            ),
        ),
    )
