"""The strip that says what is wrong with papers as long as the book does not know which school is ours."""

from __future__ import annotations

from desktop.tokens import Tone
from desktop.widgets.cards import AlertStrip
from resources.i18n import _


def remind_of_school(strip: AlertStrip, *, missing: bool) -> None:
    """Say in a strip that nobody has told the book which school is ours, or hide it."""
    if missing:
        strip.tell(
            _("Your papers do not name your school yet"),
            _("They say “Our school”. Distances from your school are not known either."),
            Tone.INFO,
            _("Say who you are…"),
        )
    else:
        strip.hide()
