"""Makes the book that the first run asked for: who we are, the register, where backups go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.jobs import Cancelled
from models.errors import Stopped
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.dialogs.first_run import Beginning
    from desktop.jobs import Progress
    from models.store import Store


def say_who_we_are(store: Store, asked: Beginning) -> None:
    """Write our school as it was typed, and who keeps the book, as one change."""
    from models import settings
    from models.actions.organisations import OrganisationFields, create_organisation
    from models.geography import normalise_postcode
    from models.settings import set_setting
    from models.vocabulary import OrganisationKind

    if not (asked.school or asked.person or asked.job_title):
        return
    with store.write(_("Say who we are")) as session:
        if asked.school and not asked.urn:
            known = normalise_postcode(asked.postcode)
            fields = OrganisationFields(
                asked.school, OrganisationKind.INSTITUTION, town=asked.town, postcode=known or asked.postcode
            )
            set_setting(session, settings.OUR_ORGANISATION, create_organisation(session, fields))
        set_setting(session, settings.OUR_PERSON, asked.person)
        set_setting(session, settings.OUR_JOB_TITLE, asked.job_title)


def bring_register(store: Store, asked: Beginning, today: date, progress: Progress) -> int:
    """Read the register file that our school was picked from, and take our school from it; runs on the worker.

    Return how many schools the register now has.
    """
    from desktop.taking_register import take_register_in
    from models import settings
    from models.actions.adoption import adopt
    from models.settings import set_setting

    if asked.register is None:
        return 0
    try:
        done = take_register_in(store, asked.register, today, progress)
    except Stopped:
        raise Cancelled from None
    if asked.urn:
        with store.write(_("Add {name}").format(name=asked.school)) as session:
            found = adopt(session, [asked.urn], today)
            ours = [*found.added, *found.already]
            if ours:
                set_setting(session, settings.OUR_ORGANISATION, ours[0].organisation_id)
    return done.added + done.changed + done.unchanged
