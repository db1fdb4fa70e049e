"""The card of saved searches: made in the lists, renamed and put away here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from desktop.marks.parts import secret_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session
from desktop.tokens import Tone
from models.actions.saved_searches import SavedSearchFields, edit_saved_search, put_away_saved_search
from models.kinds import KINDS
from models.queries.saved_searches import SavedSearchRow, list_saved_searches
from resources.i18n import _
from resources.i18n import marked as m


def _searches(session: Session, owner: Owner, today: date) -> Sequence[SavedSearchRow]:
    return list_saved_searches(session)


def _search_line(row: SavedSearchRow) -> Line:
    kind = KINDS[row.about].words if row.about in KINDS else row.about
    if row.page == "partnerships":
        kind = _("partnerships")
    return Line(row.id, row.name, _("finds {kind}").format(kind=kind), secret_words(row.visibility), Tone.INFO)


def saved_searches(today: Callable[[], date]) -> Part:
    """Return the card of saved searches: made in the lists, renamed and put away here."""

    def rename(session: Session, number: int, form: SavedSearchFields) -> None:
        edit_saved_search(session, number, form, today())

    return Part(
        kind="saved_search",
        title=m("Saved searches"),
        nothing=m("No saved searches. Filter a list and keep what you asked for, in the View menu."),
        rows=_searches,
        line=_search_line,
        form=SavedSearchFields,
        fields=(FieldSpec("name", m("&Name"), 12, m("Enter a name for the search")),),
        edit=rename,
        remove=put_away_saved_search,
        remove_words=m("Put away"),
        owner="",
    )
