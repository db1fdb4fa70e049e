"""The words of a privacy notice for the people in the liaison records (UK GDPR, articles 13 and 14)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from reports.document import Document, Heading, Tone, bullets, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import find_ourselves
from reports.supplementary import how_to_reach, purposes, recipients, retention_sentences, rights, transfers
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return the notice as the settings have it on the day."""
    as_at = parameters.as_at
    we, reach = find_ourselves(session, as_at), how_to_reach(session)
    kept = tuple(retention_sentences(session))
    return Document(
        title=_("Privacy notice for people we are in touch with"),
        subtitle=_("As at {day}").format(day=long_date(as_at)),
        as_at=as_at,
        author=we.school,
        subject=_("What we keep about you, why, and what you may ask"),
        reference=_("{school}: privacy notice, {day}").format(school=we.school, day=long_date(as_at)),
        blocks=(
            paragraph(
                _("{school} keeps a record of the people it works with. This says what, why, and for how long.").format(
                    school=we.school or _("Our school")
                ),
                tone=Tone.LEAD,
            ),
            Heading(_("What we keep, and why")),
            bullets(
                _("Your name, your role, how to reach you, and what we said, agreed and did together."),
                _("Why: {purposes}.").format(purposes=purposes(session)),
                _("We have it from you, from public registers and web pages, or from those we work with."),
                _("In law we rely mostly on our public task; where it is something else, we say so when you ask."),
                _("You need not tell us any of it, unless the law says so. No machine decides anything about you."),
            ),
            Heading(_("Who sees it, and for how long")),
            bullets(
                _("{recipients}.").format(recipients=recipients(session)),
                _("Transfers abroad: {transfers}.").format(transfers=transfers(session)),
                *([_("We ask again whether we need it. {times}.").format(times=". ".join(kept))] if kept else []),
            ),
            Heading(_("Who we are, and how to reach us")),
            bullets(
                _("{who} decides what is kept, and answers for it.").format(who=we.school or _("Our school")),
                we.reach,
                *([_("Our data protection officer: {who}.").format(who=reach)] if reach else []),
            ),
            Heading(_("Your rights")),
            bullets(*rights(session)),
        ),
    )
