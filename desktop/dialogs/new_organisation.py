"""A new organisation that is not in the register, or is not to be taken from it (Ctrl+Shift+O)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.asking import needed
from desktop.dialogs.new_record import NewRecordDialog
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import party_field
from desktop.forms.spread import Spread
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.organisations import OrganisationFields, create_organisation
from models.geography import normalise_postcode
from models.queries.areas import list_area_names
from models.queries.organisations import OrganisationFilter, list_organisations
from models.queries.postcodes import PostcodeSpot, find_postcode
from models.text import sort_key
from models.vocabulary import OrganisationKind
from models.words import labels
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context


class NewOrganisationDialog(NewRecordDialog):
    """Asks for the name and what it is; all else can come later on its page."""

    record_kind, asks = "organisation", m("New organisation")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("new_organisation_dialog")
        self.name, self.own_kind, self.town = (
            LineEdit(_("Name")),
            LineEdit(_("Kind in your own words")),
            LineEdit(_("Town")),
        )
        self.postcode = LineEdit(_("Postcode"))
        self.placed, self.place_words = QCheckBox(_("Note its place on the &grid")), PlainLabel("", "small")
        self.placed.hide()
        self.place_words.hide()
        self._spot: PostcodeSpot | None = None
        self.kind = Choice([(words, kind) for kind, words in labels(OrganisationKind).items()])
        self.kind.set_value(OrganisationKind.COMMUNITY_GROUP)
        self.parent_field = party_field(context, _("Part of"), ("organisation",))
        with context.store.read() as session:
            areas = list_area_names(session, as_at=context.today())
        self.ward = Choice([(_("Not known"), None), *((name, number) for number, name in areas)])
        self._lay_out()
        self.name.textChanged.connect(self._look_for_twin)
        self.postcode.textChanged.connect(self._look_for_place)
        self.name.setFocus()

    def draft_words(self) -> str:
        """Return whom it is about."""
        name = self.name.text().strip()
        return _("a new organisation, {name}").format(name=name) if name else _("a new organisation")

    def _lay_out(self) -> None:
        fields = [
            (Field(_("&Name"), self.name, check=needed(self.name, _("Enter the name of the organisation"))), 12),
            (Field(_("&Kind"), self.kind), 6),
            (Field(_("Kind in your &own words"), self.own_kind, hint=_("For example: allotment society")), 6),
            (Field(_("Part of"), self.parent_field, check=self.parent_field.check), 6),
            (Field(_("&Ward"), self.ward), 6),
            (Field(_("&Town"), self.town), 6),
            (Field(_("&Postcode"), self.postcode, check=self._check_postcode), 6),
            (Field(_("&Email"), self.email, check=self.check_email), 6),
            (Field(_("P&hone"), self.phone), 6),
        ]
        self.fields += [field for field, _share in fields]
        self.body.addWidget(self.twin)
        self.body.addWidget(Spread([(field, share) for field, share in fields]))
        self.body.addWidget(self.placed)
        self.body.addWidget(self.place_words)
        register = button(_("It is a school: look in the &register…"), self._on_register, kind="link")
        self.body.addWidget(register)
        self.finish(_("Save"))

    def _check_postcode(self) -> str:
        text = self.postcode.text().strip()
        return "" if not text or normalise_postcode(text) else _("Enter a postcode, like LS6 2AB")

    def _look_for_place(self) -> None:
        """Offer the place of the postcode, and its ward where nobody chose one, if the directory knows them."""
        with self.context.store.read() as session:
            spot = find_postcode(session, self.postcode.text())
        if spot == self._spot:
            return
        self._spot = spot
        for part in (self.placed, self.place_words):
            part.setVisible(spot is not None)
        if spot is not None:
            self.place_words.setText(spot.words)
            self.placed.setAccessibleDescription(spot.words)
            self.placed.setChecked(True)
            if spot.ward_id is not None and self.ward.value() is None:
                self.ward.set_value(spot.ward_id)

    def _look_for_twin(self) -> None:
        """Say so when an organisation of that name is in the list already."""
        words = self.name.text().strip()
        self.forget_twin()
        if len(words) > 3:
            with self.context.store.read() as session:
                found = list_organisations(
                    session, OrganisationFilter(words=words), today=self.context.today(), limit=5
                ).rows
            same = next((row for row in found if sort_key(row.name) == sort_key(words)), None)
            if same is not None:
                self.tell_twin(same.id, same.name, _("Open it, or go on if this is another one."), _("Open it"))

    def _on_register(self) -> None:
        words = self.name.text()
        self.leave()
        from desktop.dialogs.add_from_register import AddFromRegisterDialog

        AddFromRegisterDialog(self.context, words=words).open()

    def write(self) -> None:
        """Add it, with its address and number, as one change."""
        parent, ward = self.parent_field.choice(), self.ward.value()
        spot = self._spot if self.placed.isChecked() else None
        fields = OrganisationFields(
            name=self.name.text(),
            kind=OrganisationKind(str(self.kind.value())),
            body_kind=self.own_kind.text(),
            parent_id=parent.id if parent else None,
            ward_id=ward if isinstance(ward, int) else None,
            town=self.town.text(),
            postcode=self.postcode.text(),
            easting=spot.easting if spot else None,
            northing=spot.northing if spot else None,
            verified_on=self.context.today(),
        )
        with self.context.store.write(_("Add {name}").format(name=self.name.text().strip())) as session:
            number = create_organisation(session, fields)
            self.add_contact_points(session, organisation_id=number)
        self.context.open("organisation", number)
