"""A new person (Ctrl+Shift+P): their name, where they belong, and how to reach them, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.new_record import NewRecordDialog
from desktop.dialogs.role import roles_like
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_field
from desktop.forms.person_words import CHANNELS, bases, translated
from desktop.forms.spread import Spread
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.suggestions import SuggestField
from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.people import PersonFields, create_person
from models.queries.party_choices import find_parties_like
from models.text import sort_key
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context


class NewPersonDialog(NewRecordDialog):
    """Asks for a name; all else can come later on their page."""

    record_kind, asks = "person", m("New person")

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, organisation: tuple[int, str] | None = None
    ) -> None:
        """`organisation` is where they have a role, when the dialog is opened from its page."""
        super().__init__(context, parent)
        self.setObjectName("new_person_dialog")
        self.title, self.given, self.family = (
            LineEdit(_("Title")),
            LineEdit(_("First name")),
            LineEdit(_("Family name")),
        )
        self.source = LineEdit(_("Where from"))
        self.place = party_field(context, _("Organisation"), ("organisation",))
        self.place.set_choice(held("organisation", *(organisation or (None, None))))
        self.role = SuggestField(
            context.theme, _("Role"), roles_like, nothing=_("A role in your own words is kept as you type it.")
        )
        self.channel, self.basis = Choice(translated(CHANNELS)), Choice(bases())
        self._lay_out()
        self.given.textChanged.connect(self._look_for_twin)
        self.family.textChanged.connect(self._look_for_twin)
        self.given.setFocus()

    def draft_words(self) -> str:
        """Return whom it is about."""
        name = f"{self.given.text().strip()} {self.family.text().strip()}".strip()
        return _("a new person, {name}").format(name=name) if name else _("a new person")

    def _lay_out(self) -> None:
        fields = [
            (Field(_("&Title"), self.title, hint=_("For example: Cllr, Dr")), 2),
            (Field(_("&First name"), self.given), 5),
            (Field(_("F&amily name"), self.family, check=self._check_name), 5),
            (Field(_("&Organisation"), self.place, check=self._check_place), 6),
            (Field(_("&Role there"), self.role, check=self._check_role), 6),
            (Field(_("&Email"), self.email, check=self.check_email), 6),
            (Field(_("&Phone"), self.phone), 6),
            (Field(_("Li&kes to be reached by"), self.channel), 6),
            (Field(_("&Basis for keeping the record"), self.basis), 6),
            (
                Field(_("&Where this is from"), self.source, hint=_("For example: their letter, the school’s website")),
                12,
            ),
        ]
        self.fields += [field for field, _share in fields]
        self.body.addWidget(self.twin)
        self.body.addWidget(Spread([(field, share) for field, share in fields]))
        self.finish(_("Save"))

    def _check_name(self) -> str:
        named = self.given.text().strip() or self.family.text().strip()
        return "" if named else _("Enter a family name or a first name")

    def _check_place(self) -> str:
        wanted = self.role.text().strip() and self.place.choice() is None
        return self.place.check() or (_("Choose where they have that role") if wanted else "")

    def _check_role(self) -> str:
        missing = self.place.choice() is not None and not self.role.text().strip()
        return _("Enter their role there, like Governor") if missing else ""

    def _look_for_twin(self) -> None:
        """Say so when somebody of that name is known already."""
        words = f"{self.given.text().strip()} {self.family.text().strip()}".strip()
        self.forget_twin()
        if self.given.text().strip() and self.family.text().strip():
            with self.context.store.read() as session:
                found = find_parties_like(session, words, 5, today=self.context.today(), kinds=("person",))
            same = next((one for one in found if sort_key(one.label).endswith(sort_key(words))), None)
            if same is not None:
                self.tell_twin(same.id, same.label, same.hint, _("Open them"))

    def write(self) -> None:
        """Add them with their role, address and number, as one change."""
        place, today = self.place.choice(), self.context.today()
        fields = PersonFields(
            family_name=self.family.text(),
            given_name=self.given.text(),
            title=self.title.text(),
            preferred_channel=str(self.channel.value()),
            lawful_basis=str(self.basis.value()),
            data_source=self.source.text(),
            source=self.source.text(),
            verified_on=today,
        )
        name = f"{self.given.text().strip()} {self.family.text().strip()}".strip()
        with self.context.store.write(_("Add {name}").format(name=name)) as session:
            number = create_person(session, fields)
            if place is not None:
                add_affiliation(session, AffiliationFields(number, place.id, self.role.text(), verified_on=today))
            self.add_contact_points(session, person_id=number)
        self.context.open("person", number)
