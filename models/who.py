"""Who writes in a book: a name chosen in the program, else the name under which the computer knows the user.

One person uses a program at a time, so the name holds for all books that are opened after it is chosen.
"""

from __future__ import annotations

import getpass

from models.cleaning import keepable
from models.errors import WrongUse
from resources.i18n import _

LONGEST = 80
_chosen: list[str] = []


def account_name() -> str:
    """Return the name of the user's account on this computer, "" where it says none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def computer_name() -> str:
    """Return the name under which the computer knows the user, "unknown" where it says none."""
    return account_name() or "unknown"


def current_name() -> str:
    """Return the name that the history and the papers made are given."""
    return _chosen[0] if _chosen else computer_name()


def name_of(text: str) -> str:
    """Return a name as it is kept: in one line, "" for none. Raises WrongUse for what is no name."""
    name = " ".join(keepable(text).split())
    if len(name) > LONGEST:
        raise WrongUse(_("Enter a name of at most {n} letters.").format(n=LONGEST))
    if "/" in name or "\\" in name:
        raise WrongUse(_("Enter a name without / or \\. It stands in the history, where no folder belongs."))
    return name


def choose_name(text: str) -> str:
    """Use a name from now on, the computer's where it is empty; return which. Raises WrongUse for what is no name."""
    name = name_of(text)
    _chosen[:] = [name] if name else []
    return current_name()


class Signing:
    """Whoever writes in a book, under the name they chose, and on a server also under that of their login.

    >>> signing = Signing()
    >>> signing.actor, signing.login = "Priya Nair", "pnair"
    >>> signing.actor
    'Priya Nair (pnair)'
    """

    def __init__(self) -> None:
        self._name = current_name()
        self.login = ""
        """The name by which a server let them in, which they cannot choose; "" where no server did."""
        self.others: frozenset[str] = frozenset()
        """The names by which the server lets in others."""

    @property
    def actor(self) -> str:
        """Return who stands in the history."""
        return self._name if self.login in ("", self._name) else f"{self._name} ({self.login})"

    @actor.setter
    def actor(self, name: str) -> None:
        self._name = name

    @property
    def own_names(self) -> frozenset[str]:
        """Return under which names they stand in the history: a book they brought to a server has them unsigned.

        A chosen name that is how somebody else signs there is not theirs.
        """
        signs = {f" ({login})" for login in self.others}
        taken = self._name in self.others or any(map(self._name.endswith, signs))
        return frozenset((self.actor,) if taken else (self._name, self.actor))
