"""The details of an organisation: fields that save themselves, addresses, links, and what the register says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.autosave import AutosaveForm, not_empty
from desktop.forms.contact_points import ContactPoints
from desktop.forms.fields import Choice
from desktop.forms.parties import held, party_field
from desktop.forms.person_words import READERS, translated
from desktop.pages.organisations.links import LinksCard
from desktop.pages.organisations.place_card import PlaceCard
from desktop.pages.organisations.register_card import RegisterCard
from desktop.theme import M
from desktop.widgets.labels import PlainLabel
from desktop.widgets.suggestions import Choice as Found
from models.actions.organisations import OrganisationFields, edit_organisation
from models.geography import normalise_postcode
from models.queries.areas import list_area_names
from models.vocabulary import OrganisationKind
from models.words import labels
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.organisations.loading import Known
    from models.queries.organisations import OrganisationRow

_NUMBERS = ("easting", "northing")


class DetailsTab(QWidget):
    """Everything that is kept of an organisation itself."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: Known | None = None
        self._wards: tuple[tuple[int, str], ...] = ()
        self._offered: tuple[tuple[int, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(M)
        self.register, self.place = RegisterCard(context), PlaceCard(context)
        self.form = AutosaveForm(self._save)
        self.points, self.links = ContactPoints(context), LinksCard(context)
        self.profile = PlainLabel("", "small")
        self._build()
        for part in (self.register, self.place, self.form, self.points, self.links, self.profile):
            column.addWidget(part)
        column.addStretch(1)

    def _build(self) -> None:
        form, context = self.form, self._context
        kinds: list[tuple[str, object]] = [(words, kind) for kind, words in labels(OrganisationKind).items()]
        self._parent = party_field(context, _("Part of"), ("organisation",))
        form.row(
            (form.line("name", _("&Name"), not_empty(_("Enter the name of the organisation"))), 12),
            (form.line("short_name", _("Short name")), 6),
            (form.choice("kind", _("&Kind"), kinds), 6),
            (form.line("body_kind", _("Kind in your own words"), hint=_("For example: area committee")), 6),
            (form.record("parent", _("Part of"), self._parent), 6),
        )
        form.row(
            (form.line("street", _("&Street")), 6),
            (form.line("locality", _("Locality")), 6),
            (form.line("town", _("Town")), 4),
            (form.line("county", _("County")), 4),
            (form.line("postcode", _("Postcode"), _check_postcode), 4),
            (form.choice("ward_id", _("In the ward"), []), 4),
            (form.line("easting", _("Easting"), _check_number), 4),
            (form.line("northing", _("Northing"), _check_number), 4),
        )
        form.row(
            (form.line("website", _("Website")), 6),
            (form.choice("visibility", _("Who may read it"), translated(READERS)), 6),
            (form.day("opened_on", _("Opened on"), context.today), 6),
            (form.day("closed_on", _("Closed on"), context.today), 6),
            (form.notes("note", _("N&otes")), 12),
            (form.line("source", _("Where this is from")), 6),
            (form.day("verified_on", _("Last checked"), context.today), 6),
        )

    def show_known(self, known: Known) -> None:
        """Show the details of an organisation; what is being typed stays when it is the same one."""
        if self._known is not None and known.id != self._known.id:
            self.form.forget()
        self._known = known
        detail, row = known.detail, known.row
        self._offer_wards(row)
        fields = fields_of(known)
        values: dict[str, object] = {name: getattr(fields, name) for name in OrganisationFields.__slots__}
        values |= {name: "" if values[name] is None else f"{values[name]}" for name in _NUMBERS}
        values["parent"] = held("organisation", row.parent_id, row.parent_name)
        self.form.load(values)
        self.points.show_points(detail.contact_points, known.name, organisation_id=known.id)
        self.links.show_known(known)
        self.register.show_known(known)
        self.place.show_known(known)
        self.profile.setText(_profile_words(known))

    def read_wards(self) -> None:
        """Read the wards to choose from, once for all organisations until one changes."""
        with self._context.store.read() as session:
            self._wards = list_area_names(session, as_at=self._context.today())
        self._offered = ()

    def _offer_wards(self, row: OrganisationRow) -> None:
        """Offer the wards there are, and the one of the record even when it has gone since."""
        wards = self._wards
        if row.ward_id is not None and all(number != row.ward_id for number, _name in wards):
            wards = (*wards, (row.ward_id, row.ward_name or ""))
        chooser = self.form.field("ward_id").editor
        if wards != self._offered and isinstance(chooser, Choice):
            self._offered = wards
            chooser.set_options([(_("None"), None), *((name, number) for number, name in wards)])

    def focus_name(self) -> None:
        """Begin to edit."""
        self.form.field("name").editor.setFocus()

    def _save(self, key: str, value: object) -> None:
        known = self._known
        if known is None:
            return
        if key == "parent":
            key, value = "parent_id", value.id if isinstance(value, Found) else None
        elif key in _NUMBERS:
            value = int(str(value)) if value else None
        changed = replace(fields_of(known), **{key: value})  # type: ignore[arg-type]
        if (changed.easting is None) != (changed.northing is None) and key in _NUMBERS:
            return  # half of a place; saved together with the other half
        with self._context.store.write(_("Change to {name}").format(name=known.name)) as session:
            edit_organisation(session, known.id, changed)


def fields_of(known: Known) -> OrganisationFields:
    """Return what a form holds of an organisation."""
    detail, row = known.detail, known.row
    return OrganisationFields(
        name=row.name,
        kind=row.kind,
        short_name=detail.short_name,
        body_kind=detail.body_kind,
        parent_id=row.parent_id,
        opened_on=detail.opened_on,
        closed_on=row.closed_on,
        ward_id=row.ward_id,
        street=detail.street,
        locality=detail.locality,
        town=row.town,
        county=detail.county,
        postcode=row.postcode,
        easting=row.easting,
        northing=row.northing,
        website=detail.website,
        note=detail.note,
        source=detail.source,
        verified_on=detail.verified_on,
        visibility=detail.visibility,
        version=detail.version,
    )


def _check_postcode(text: str) -> str:
    return "" if not text or normalise_postcode(text) else _("Enter a postcode, like LS6 2AB")


def _check_number(text: str) -> str:
    return "" if not text or text.isdigit() else _("Enter metres on the National Grid, like 546200")


def _profile_words(known: Known) -> str:
    """Return what the register says of an institution, as accepted, in one paragraph."""
    profile = known.detail.profile
    if profile is None:
        return ""
    facts = [
        (_("URN"), profile.urn or ""),
        (_("Status"), profile.status),
        (_("Type"), profile.establishment_type),
        (_("Phase"), profile.phase),
        (_("Ages"), f"{profile.low_age} to {profile.high_age}" if profile.low_age is not None else ""),
        (_("Pupils"), f"{profile.pupils:,}" if profile.pupils is not None else ""),
        (_("Counted on"), long_date(profile.pupils_on) if profile.pupils_on else ""),
        (_("Local authority"), profile.la_name),
        (_("Trust"), profile.trust_name),
        (_("Religious character"), profile.religious_character),
        (_("Diocese"), profile.diocese),
    ]
    known_facts = " · ".join(f"{name}: {value}" for name, value in facts if value)
    return _("From the register. {facts}").format(facts=known_facts) if known_facts else ""
