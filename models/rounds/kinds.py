"""The kinds of record that go out as a sheet and come back, by what the command line calls them."""

from __future__ import annotations

from models.errors import WrongUse
from models.rounds.actions import ACTIONS
from models.rounds.columns import Round
from models.rounds.commitments import COMMITMENTS
from models.rounds.conversations import CONVERSATIONS
from models.rounds.events import EVENTS
from models.rounds.organisations import ORGANISATIONS
from models.rounds.people import PEOPLE
from models.rounds.promotions import PROMOTIONS
from resources.i18n import _

ROUNDS: dict[str, Round] = {
    one.key: one for one in (ORGANISATIONS, PEOPLE, CONVERSATIONS, COMMITMENTS, EVENTS, ACTIONS, PROMOTIONS)
}


def find_round(key: str) -> Round:
    """Return a kind of sheet by what the command line calls it. Raises WrongUse, naming those there are."""
    if key in ROUNDS:
        return ROUNDS[key]
    raise WrongUse(_("There is no sheet of “{key}”. Choose {known}.").format(key=key, known=", ".join(ROUNDS)))
