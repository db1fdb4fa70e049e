"""The addresses and numbers of an organisation or a person: add, change, make the first, end with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from desktop.dialogs.asking import EndDialog, WritingDialog, attempt, needed
from desktop.dialogs.drafted import Start
from desktop.forms.dated import span_words
from desktop.forms.fields import Choice, Field
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.passing import pop_up
from models.actions.contact_points import (
    ContactPointFields,
    add_contact_point,
    edit_contact_point,
    end_contact_point,
    set_primary_contact_point,
)
from models.errors import WrongUse
from models.queries.organisation_detail import ContactPointRow, find_organisation
from models.queries.people import find_person
from models.vocabulary import ContactPointKind
from models.words import label, labels
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class ContactPointDialog(WritingDialog):
    """Adds or changes one address or number."""

    def __init__(
        self,
        context: Context,
        owner: str,
        *,
        organisation_id: int | None = None,
        person_id: int | None = None,
        point: ContactPointRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Change an address or number") if point else _("Add an address or number")
        super().__init__(context, title, parent, width_ems=30)
        self.setObjectName("contact_point_dialog")
        self._owner, self._point = owner, point
        self._organisation_id, self._person_id = organisation_id, person_id
        self.kind = Choice([(words, kind) for kind, words in labels(ContactPointKind).items()])
        self.value, self.words = LineEdit(_("Address or number")), LineEdit(_("What it is for"))
        self.add_field(Field(_("&Kind"), self.kind))
        self.add_field(
            Field(_("&Address or number"), self.value, check=needed(self.value, _("Enter an address or a number")))
        )
        self.add_field(Field(_("What it is &for"), self.words, hint=_("For example: office, governors, out of hours")))
        if point is not None:
            self.kind.set_value(point.kind)
            self.value.setText(point.value)
            self.words.setText(point.label)
        self.finish(_("Save"))
        self.value.setFocus()

    def draft_start(self) -> Start:
        """Return whose it is, and which one is changed."""
        return {
            "owner": self._owner,
            "organisation_id": self._organisation_id,
            "person_id": self._person_id,
            "id": self._point.id if self._point is not None else None,
        }

    @classmethod
    def reopen(cls, context: Context, start: Start) -> ContactPointDialog:
        """Return the form again, over the address or number as it is now."""
        organisation_id, person_id, number = start["organisation_id"], start["person_id"], start["id"]
        point = None
        if number is not None:
            with context.store.read() as session:
                today = context.today()
                owner = (
                    find_organisation(session, organisation_id, today=today)
                    if organisation_id is not None
                    else find_person(session, person_id, today=today)
                )
            point = next((one for one in owner.contact_points if one.id == number), None)
            if point is None:
                raise WrongUse(_("This address or number is no longer there. Add it again if you need it."))
        return cls(context, str(start["owner"]), organisation_id=organisation_id, person_id=person_id, point=point)

    def record(self) -> tuple[str, int] | None:
        """Return the address or number that is changed."""
        return ("contact_point", self._point.id) if self._point is not None else None

    def write(self) -> None:
        """Write it."""
        before = self._point
        fields = ContactPointFields(
            kind=ContactPointKind(str(self.kind.value())),
            value=self.value.text(),
            organisation_id=self._organisation_id,
            person_id=self._person_id,
            label=self.words.text(),
            is_primary=before.is_primary if before else False,
            starts_on=before.starts_on if before else None,
            ends_on=before.ends_on if before else None,
            end_reason=before.end_reason if before else "",
            source=before.source if before else "",
            verified_on=self.context.today(),
            version=before.version if before else None,
        )
        words = _("Contact details of {name}").format(name=self._owner)
        with self.context.store.write(words) as session:
            if before is None:
                add_contact_point(session, fields)
            else:
                edit_contact_point(session, before.id, fields)


class ContactPoints(Card):
    """The card of addresses and numbers on a page of details."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._organisation_id: int | None = None
        self._person_id: int | None = None
        self._owner = ""
        head = SectionHeader(_("Addresses and numbers"), "h3")
        head.add_button(button(_("Add…"), self.add, theme=context.theme, icon="plus", name="add_contact_point"))
        self.body.addWidget(head)
        self.view = ItemsView(context.theme, _("Addresses and numbers"))
        self.nothing = PlainLabel(_("None known yet."), "muted")
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.view)
        self.view.opened.connect(self._on_opened)
        self.view.remove_wanted.connect(self._on_end)
        self.view.menu_wanted.connect(self._on_menu)

    def show_points(
        self,
        points: Sequence[ContactPointRow],
        owner: str,
        *,
        organisation_id: int | None = None,
        person_id: int | None = None,
    ) -> None:
        """Show the addresses and numbers of one owner."""
        self._owner, self._organisation_id, self._person_id = owner, organisation_id, person_id
        self.nothing.setVisible(not points)
        self.view.show_items(_item(point) for point in points)

    def add(self) -> None:
        """Ask for another."""
        ContactPointDialog(
            self._context,
            self._owner,
            organisation_id=self._organisation_id,
            person_id=self._person_id,
            parent=self.window(),
        ).open()

    def _on_opened(self, point: object) -> None:
        if isinstance(point, ContactPointRow):
            ContactPointDialog(
                self._context,
                self._owner,
                organisation_id=self._organisation_id,
                person_id=self._person_id,
                point=point,
                parent=self.window(),
            ).open()

    def _on_menu(self, point: object, place: QPoint) -> None:
        if not isinstance(point, ContactPointRow):
            return
        menu = QMenu(self)
        menu.addAction(_("Change…"), partial(self._on_opened, point))
        first = menu.addAction(_("Use this one first"), partial(self._make_first, point))
        first.setEnabled(point.is_current and not point.is_primary)
        menu.addAction(_("No longer in use…"), partial(self._on_end, point)).setEnabled(point.is_current)
        pop_up(menu, place)

    def _make_first(self, point: ContactPointRow) -> None:
        attempt(
            self._context,
            _("Use {value} first").format(value=point.value),
            partial(_set_first, point_id=point.id),
        )

    def _on_end(self, point: object) -> None:
        if isinstance(point, ContactPointRow) and point.is_current:
            EndDialog(
                self._context,
                _("No longer in use"),
                _("{value} stays in the history, so that old messages still match.").format(value=point.value),
                partial(self._end, point),
                reason_hint=_("For example: bounced, number changed"),
                parent=self.window(),
            ).open()

    def _end(self, point: ContactPointRow, day: date, reason: str) -> None:
        with self._context.store.write(_("End {value}").format(value=point.value)) as session:
            end_contact_point(session, point.id, day, reason)


def _set_first(session: Any, *, point_id: int) -> None:
    set_primary_contact_point(session, point_id)


def _item(point: ContactPointRow) -> Item:
    when = span_words(point.starts_on, point.ends_on) if not point.is_current else ""
    detail = " · ".join(part for part in (label(point.kind), point.label, when, point.end_reason) if part)
    aside = _("First") if point.is_primary and point.is_current else "" if point.is_current else _("Former")
    return Item(point.id, point.value, detail, aside=aside, tone=Tone.PLAIN, record=point)
