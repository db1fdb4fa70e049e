"""What an organisation is linked with: its bodies, and its relationships to others, with when and why they ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from desktop.dialogs.asking import EndDialog, WritingDialog, attempt
from desktop.forms.date_field import date_field
from desktop.forms.dated import span_words
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import party_field
from desktop.parts.dialog import PartDialog
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.passing import pop_up
from models.actions.organisations import (
    RelationshipFields,
    add_relationship,
    edit_relationship,
    end_relationship,
    reopen_relationship,
)
from models.queries.organisation_detail import RelationshipRow
from models.queries.organisations import OrganisationRow
from models.vocabulary import RelationshipType
from models.words import labels
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.organisations.loading import Known


def _none(session: Session, owner: Owner, today: date) -> Sequence[RelationshipRow]:
    return ()


def _line(row: RelationshipRow) -> Line:
    return Line(row.id, row.other_name, row.words)


LINK = Part(
    kind="organisation_relationship",
    title=m("Linked organisations"),
    nothing=m("No links yet."),
    rows=_none,
    line=_line,
    form=RelationshipFields,
    fields=(FieldSpec("starts_on", m("&Since"), 6), FieldSpec("note", m("&Note"), 12)),
    edit=edit_relationship,
    owner="from_id",
)
"""The form of a link that is there: whom it links and how stays."""


class LinkDialog(WritingDialog):
    """Links the organisation in view with another."""

    def __init__(self, context: Context, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Link with another organisation"), parent, width_ems=32)
        self.setObjectName("link_dialog")
        self._number, self._name = number, name
        self.body.addWidget(PlainLabel(_("Read it from the top: {name} …").format(name=name), "muted"))
        self.kind = Choice([(words, kind) for kind, words in labels(RelationshipType).items()])
        self.kind.set_value(RelationshipType.WORKS_WITH)
        self.other = party_field(context, _("The other organisation"), ("organisation",))
        first, self.first = date_field(_("&First day"), context.today, past=True)
        self.remark = LineEdit(_("Note"))
        self.add_field(Field(_("&How"), self.kind))
        self.add_field(Field(_("&The other organisation"), self.other, check=self._check_other))
        self.add_field(first)
        self.add_field(Field(_("&Note"), self.remark))
        self.finish(_("Link them"))
        self.other.setFocus()

    def _check_other(self) -> str:
        return self.other.check() or ("" if self.other.choice() else _("Choose the other organisation"))

    def write(self) -> None:
        """Link them."""
        other = self.other.choice()
        if other is None:
            return
        fields = RelationshipFields(
            self._number, other.id, RelationshipType(str(self.kind.value())), self.first.day(), note=self.remark.text()
        )
        words = _("Link {name} with {other}").format(name=self._name, other=other.line.title)
        with self.context.store.write(words) as session:
            add_relationship(session, fields)


class LinksCard(Card):
    """The card of bodies and relationships on the tab of details."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._number, self._name = 0, ""
        head = SectionHeader(_("Linked organisations"), "h3")
        head.add_button(button(_("Link…"), self._on_add, theme=context.theme, icon="plus", name="add_link"))
        self.body.addWidget(head)
        self.nothing = PlainLabel(_("No links yet."), "muted")
        self.view = ItemsView(context.theme, _("Linked organisations"), pencil=False)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.view)
        self.view.opened.connect(self._on_opened)
        self.view.remove_wanted.connect(self._on_end)
        self.view.menu_wanted.connect(self._on_menu)

    def show_known(self, known: Known) -> None:
        """Show what an organisation is linked with."""
        self._number, self._name = known.id, known.name
        items = [_body_item(row) for row in known.bodies]
        if known.row.parent_id is not None:
            items.insert(0, Item(("parent", 0), known.row.parent_name or "", _("Belongs to"), record=known.row))
        items += [_link_item(link) for link in known.links]
        self.view.show_items(items)
        self.nothing.setVisible(not items)

    def _on_add(self) -> None:
        LinkDialog(self._context, self._number, self._name, self.window()).open()

    def _on_opened(self, record: object) -> None:
        if isinstance(record, RelationshipRow):
            self._context.open("organisation", record.other_id)
        elif isinstance(record, OrganisationRow):
            number = record.parent_id if record.id == self._number else record.id
            self._context.open("organisation", number or record.id)

    def _on_menu(self, record: object, place: QPoint) -> None:
        pop_up(self.menu_of(record), place)

    def menu_of(self, record: object) -> QMenu:
        """Return what can be done with a link."""
        menu = QMenu(self)
        menu.addAction(_("Open it"), partial(self._on_opened, record))
        if isinstance(record, RelationshipRow) and not self._context.store.read_only:
            menu.addAction(_("Change…"), partial(self._on_change, record))
            if record.ends_on is not None:
                menu.addAction(_("It holds again"), partial(self._on_again, record))
        if isinstance(record, RelationshipRow) and record.ends_on is None:
            menu.addAction(_("End the link…"), partial(self._on_end, record))
        return menu

    def _on_change(self, record: RelationshipRow) -> None:
        PartDialog(
            self._context, LINK, Owner("organisation", self._number, self._name), record.id, self.window()
        ).open()

    def _on_again(self, record: RelationshipRow) -> None:
        words = _("Link with {other} holds again").format(other=record.other_name)
        attempt(self._context, words, lambda session: reopen_relationship(session, record.id))

    def _on_end(self, record: object) -> None:
        if isinstance(record, RelationshipRow) and record.ends_on is None:
            EndDialog(
                self._context,
                _("End a link"),
                _("{words} {other}. The link stays in the history.").format(
                    words=record.words, other=record.other_name
                ),
                partial(self._end, record),
                reason_hint=_("For example: partnership closed, joined another trust"),
                reason_needed=True,
                parent=self.window(),
            ).open()

    def _end(self, record: RelationshipRow, day: date, reason: str) -> None:
        with self._context.store.write(_("End link with {other}").format(other=record.other_name)) as session:
            end_relationship(session, record.id, day, reason)


def _body_item(row: OrganisationRow) -> Item:
    return Item(("body", row.id), row.name, _("Inside this organisation"), record=row)


def _link_item(link: RelationshipRow) -> Item:
    when = span_words(link.starts_on, link.ends_on, link.starts_precision, link.ends_precision)
    detail = " · ".join(part for part in (link.words, when, link.end_reason, link.note) if part)
    aside = "" if link.is_current else _("Former")
    return Item(("link", link.id), link.other_name, detail, aside=aside, tone=Tone.PLAIN, record=link)
