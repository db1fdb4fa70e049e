"""Keeping questions under a name, to be used wherever a list is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import SavedSearch
from models.queries.saved_searches import found_by_rules
from models.queries.search_rules import searchable
from models.text import sort_key
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SavedSearchFields:
    """What a form of a saved search holds; the rules are a tree in JSON (queries/saved_searches.py says how)."""

    name: str
    about: str
    rules: str
    visibility: Visibility = Visibility.INTERNAL
    source: str = ""
    page: str = ""
    """The page whose list it was saved on, where another list is of the same kind."""
    version: int | None = None


def add_saved_search(session: Session, fields: SavedSearchFields, today: date) -> int:
    """Keep a search and return its number. Raises WrongUse, in words, when its rules cannot be followed."""
    name = required(fields.name, _("a name for the search"))
    about = searchable(fields.about)
    found_by_rules(session, about, fields.rules, today)
    return writing.create(session, SavedSearch, fields, name=name, name_key=sort_key(name), about=about)


def edit_saved_search(session: Session, search_id: int, fields: SavedSearchFields, today: date) -> int:
    """Change a search. Raises WrongUse when it would rest on itself."""
    kept = get_record(session, SavedSearch, search_id, _("saved search"))
    name = required(fields.name, _("a name for the search"))
    about = searchable(fields.about)
    found_by_rules(session, about, fields.rules, today, within=(kept.uid,))
    more = {"name": name, "name_key": sort_key(name), "about": about}
    return writing.edit(session, SavedSearch, search_id, fields, _("saved search"), **more)


def put_away_saved_search(session: Session, search_id: int) -> None:
    """Put a search away; those that rest on it say so until it is taken out of them."""
    writing.put_away(session, SavedSearch, search_id, _("saved search"))
