"""A role somebody holds, added or changed: its dates, what they are the one to ask about, how to reach them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.asking import EndDialog, WritingDialog, attempt
from desktop.dialogs.drafted import Start
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.tables.columns import RecordLine
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.suggestions import Choice as Found
from desktop.widgets.suggestions import SuggestField
from models.actions.affiliations import AffiliationFields, add_affiliation, edit_affiliation, end_affiliation
from models.errors import WrongUse
from models.queries.affiliations import list_affiliations
from models.queries.areas import list_area_names
from models.queries.people import AffiliationRow
from models.roles import ROLES
from models.text import sort_key
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.forms.chooser import RecordField

Named = tuple[int, str]
"""The number and the name of a record."""


def roles_like(words: str) -> Sequence[Found]:
    """Return the usual roles that some typed words may mean."""
    asked = sort_key(words)
    found = [_(role) for role in ROLES if asked in sort_key(_(role))]
    return [Found("role", number, RecordLine(role)) for number, role in enumerate(found, 1)]


class RoleDialog(WritingDialog):
    """Adds a role to a person or an organisation, or changes one."""

    def __init__(
        self,
        context: Context,
        *,
        organisation: Named | None = None,
        person: Named | None = None,
        role: AffiliationRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Whatever is given is filled in; `role` is the one to change."""
        super().__init__(context, _("Change a role") if role else _("Add a role"), parent, width_ems=40)
        self.setObjectName("role_dialog")
        self._before = role
        if role is not None:
            organisation = (role.organisation_id, role.organisation_name)
            person = (role.person_id, role.person_name)
        self.person = party_field(context, _("Person"), ("person",))
        self.place = party_field(context, _("Organisation"), ("organisation",))
        self.person.set_choice(held("person", *(person or (None, None))))
        self.place.set_choice(held("organisation", *(organisation or (None, None))))
        self._add_who()
        self._add_what()
        self._add_when()
        self._add_contact()
        if role is not None:
            self._show(role)
        self.finish(_("Save"))
        (self.person if person is None else self.place if organisation is None else self.role).setFocus()

    def draft_start(self) -> Start:
        """Return which role is changed; of a new one the fields say all."""
        if self._before is None:
            return {}
        return {"id": self._before.id, "person_id": self._before.person_id}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> RoleDialog:
        """Return the form again, over the role as it is now."""
        if "id" not in start:
            return cls(context)
        with context.store.read() as session:
            roles = list_affiliations(session, person_id=int(start["person_id"]), today=context.today())
        role = next((one for one in roles if one.id == start["id"]), None)
        if role is None:
            raise WrongUse(_("This role is no longer there. Add it again if you need it."))
        return cls(context, role=role)

    def record(self) -> tuple[str, int] | None:
        """Return the role that is changed."""
        return ("affiliation", self._before.id) if self._before is not None else None

    def draft_words(self) -> str:
        """Return whose role it is."""
        return _("a role of {name}").format(name=self.person.text().strip() or _("somebody"))

    def _add_who(self) -> None:
        person = Field(
            _("&Person"),
            self.person,
            check=partial(_chosen, self.person, _("Choose the person")),
            hint=_("Somebody new? Add them first with Ctrl+Shift+P."),
        )
        place = Field(_("&Organisation"), self.place, check=partial(_chosen, self.place, _("Choose the organisation")))
        self.fields += [person, place]
        self.body.addWidget(Spread([(person, 6), (place, 6)]))

    def _add_what(self) -> None:
        self.role = SuggestField(
            self.context.theme, _("Role"), roles_like, nothing=_("A role in your own words is kept as you type it.")
        )
        self.job_title = LineEdit(_("What they call it"))
        role = Field(_("&Role"), self.role, check=partial(_typed, self.role), hint=_("For example: Chair of governors"))
        title = Field(_("What they &call it"), self.job_title, hint=_("For example: Head of Year 9"))
        self.fields += [role, title]
        self.body.addWidget(Spread([(role, 6), (title, 6)]))
        with self.context.store.read() as session:
            areas = list_area_names(session, as_at=self.context.today())
        self.area = Choice([(_("None"), None), *((name, number) for number, name in areas)])
        self.party = LineEdit(_("Party"))
        self.body.addWidget(
            Spread([(Field(_("&Ward they stand for"), self.area), 6), (Field(_("Part&y"), self.party), 6)])
        )

    def _add_when(self) -> None:
        today = self.context.today
        first, self.first = date_field(_("&First day"), today, past=True)
        last, self.last = date_field(_("&Last day"), today, past=True)
        term, self.term = date_field(_("&Term ends"), today)
        self.reason = LineEdit(_("Why it ended"))
        reason = Field(_("Why it e&nded"), self.reason)
        self.fields += [first, last, term]
        self.body.addWidget(Spread([(first, 6), (term, 6), (last, 6), (reason, 6)]))

    def _add_contact(self) -> None:
        self.topics, self.route = LineEdit(_("Ask them about")), LineEdit(_("How to reach them"))
        topics = Field(
            _("&Ask them about"), self.topics, hint=_("Topics with commas, like: placements, student events")
        )
        route = Field(_("&How to reach them"), self.route, hint=_("For example: through reception, not on Fridays"))
        self.best = QCheckBox(_("The &best contact here"))
        self.best.setObjectName("best_contact")
        self.body.addWidget(Spread([(topics, 6), (route, 6)]))
        self.body.addWidget(self.best)

    def _show(self, role: AffiliationRow) -> None:
        self.role.setText(role.role)
        self.job_title.setText(role.job_title)
        self.area.set_value(role.area_id)
        self.party.setText(role.party)
        self.first.set_date(role.starts_on)
        self.last.set_date(role.ends_on - timedelta(days=1) if role.ends_on else None)
        self.term.set_date(role.term_ends_on)
        self.reason.setText(role.end_reason)
        self.topics.setText(role.topics)
        self.route.setText(role.route_note)
        self.best.setChecked(role.is_best_contact)

    def write(self) -> None:
        """Write the role."""
        person, place, before = self.person.choice(), self.place.choice(), self._before
        if person is None or place is None:
            return
        last = self.last.day()
        ends_on = last + timedelta(days=1) if last else None
        area = self.area.value()
        fields = AffiliationFields(
            person_id=person.id,
            organisation_id=place.id,
            role=self.role.text(),
            job_title=self.job_title.text(),
            starts_on=self.first.day(),
            ends_on=ends_on,
            end_reason=self.reason.text(),
            term_ends_on=self.term.day(),
            party=self.party.text(),
            area_id=area if isinstance(area, int) else None,
            topics=self.topics.text(),
            is_best_contact=self.best.isChecked(),
            route_note=self.route.text(),
            verified_on=self.context.today(),
            **_kept(before, self.first.day(), ends_on),
        )
        words = _("Role of {name}").format(name=person.line.title)
        with self.context.store.write(words) as session:
            if before is None:
                add_affiliation(session, fields)
            else:
                edit_affiliation(session, before.id, fields)


def _kept(before: AffiliationRow | None, starts_on: date | None, ends_on: date | None) -> dict[str, Any]:
    """Return what the form does not show and the role keeps; a day typed anew is known to the day."""
    if before is None:
        return {}
    names = ("post_id", "category", "appointing_body", "on_behalf_of_id", "source", "version")
    kept: dict[str, Any] = {name: getattr(before, name) for name in names}
    if starts_on == before.starts_on:
        kept["starts_precision"] = before.starts_precision
    if ends_on == before.ends_on:
        kept["ends_precision"] = before.ends_precision
    return kept


def _chosen(field: RecordField, sentence: str) -> str:
    return field.check() or ("" if field.choice() is not None else sentence)


def _typed(line: LineEdit) -> str:
    return "" if line.text().strip() else _("Enter the role, like Chair of governors")


def end_role(context: Context, role: AffiliationRow, parent: QWidget | None = None) -> EndDialog:
    """Ask when and why somebody left a role."""
    dialog = EndDialog(
        context,
        _("End a role"),
        _("{name}, {role} at {place}. The role stays in the history.").format(
            name=role.person_name, role=role.job_title or role.role, place=role.organisation_name
        ),
        partial(_end, context, role),
        reason_hint=_("For example: term ended, resigned, moved to another school"),
        parent=parent,
    )
    dialog.open()
    return dialog


def _end(context: Context, role: AffiliationRow, day: date, reason: str) -> None:
    with context.store.write(_("End of role: {name}").format(name=role.person_name)) as session:
        end_affiliation(session, role.id, day, reason)


def set_best_contact(context: Context, role: AffiliationRow, on: bool) -> None:
    """Mark or unmark somebody as the best contact at their organisation."""
    names = [name for name in AffiliationFields.__slots__ if name != "is_best_contact"]
    fields = AffiliationFields(**{name: getattr(role, name) for name in names}, is_best_contact=on)
    words = _("Best contact: {name}").format(name=role.person_name)
    attempt(context, words, lambda session: edit_affiliation(session, role.id, fields))
