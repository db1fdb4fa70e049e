"""Cards of the lists that a school keeps for itself: terms, types, roles, tags, groups, searches, own fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.forms.dated import day_words
from desktop.marks.parts import secret_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.calendar import PeriodFields, add_period, edit_period, remove_period
from models.actions.custom_fields import (
    CustomFieldFields,
    add_custom_field,
    edit_custom_field,
    put_away_custom_field,
)
from models.actions.groups import GroupFields, add_group, edit_group, put_away_group
from models.actions.merging import merge
from models.actions.partnership_types import (
    add_preset_types,
    mark_type_historical,
    remove_partnership_type,
    rename_partnership_type,
    use_partnership_type,
)
from models.actions.role_expectations import (
    RoleExpectationFields,
    add_role_expectation,
    edit_role_expectation,
    keep_usual_expectations,
    remove_role_expectation,
)
from models.actions.saved_searches import SavedSearchFields, edit_saved_search, put_away_saved_search
from models.actions.tags import TagFields, add_tag, edit_tag, put_away_tag
from models.kinds import CARRIERS, KINDS
from models.queries.calendar import PeriodRow, list_periods
from models.queries.custom_fields import CustomFieldRow, list_custom_fields
from models.queries.forms import find_values
from models.queries.groups import GroupRow, list_groups
from models.queries.partnership_types import PartnershipTypeRow, list_partnership_types
from models.queries.role_gaps import Expectation, list_expectations
from models.queries.saved_searches import SavedSearchRow, list_saved_searches
from models.queries.tags import TagRow, list_tags
from models.vocabulary import FieldKind, TagKind, Visibility
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

# --- the school year ----------------------------------------------------------------------------------------------


def _periods(session: Session, owner: Owner, today: date) -> Sequence[PeriodRow]:
    return tuple(reversed(list_periods(session, date.min, date.max)))


def _period_line(row: PeriodRow) -> Line:
    days = day_words(row.first_day)
    if row.last_day != row.first_day:
        days = _("{first} to {last}").format(first=days, last=day_words(row.last_day))
    of_others = _("dates of another organisation") if row.organisation_id is not None else ""
    return Line(row.id, row.name, joined(days, of_others, row.source), label(row.kind), Tone.PLAIN)


PERIODS = Part(
    kind="calendar_period",
    title=m("School year and terms"),
    nothing=m("The usual terms are taken. Enter your own: terms, half-terms, INSET days and holidays."),
    rows=_periods,
    line=_period_line,
    add=m("Add a term or holiday…"),
    form=PeriodFields,
    fields=(
        FieldSpec("name", m("&Name"), 6, m("Enter a name, like Autumn term 2026")),
        FieldSpec("kind", m("&Kind")),
        FieldSpec("first_day", m("&First day"), needed=m("Enter the first day"), past=False),
        FieldSpec("last_day", m("&Last day"), needed=m("Enter the last day, which belongs to it"), past=False),
        FieldSpec(
            "organisation_id", m("&Whose dates"), 12, kinds=("organisation",), hint=m("Blank for ours, the usual case")
        ),
    ),
    create=add_period,
    edit=edit_period,
    remove=remove_period,
    owner="",
)

# --- types of partnership -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypeForm:
    """What is asked of a type of partnership."""

    name: str


def _types(session: Session, owner: Owner, today: date) -> Sequence[PartnershipTypeRow]:
    return list_partnership_types(session, presets=False)


def _type_line(row: PartnershipTypeRow) -> Line:
    used = ngettext("{n} partnership", "{n} partnerships", row.partnerships).format(n=row.partnerships)
    count = used if row.partnerships else _("not used")
    usual = _("a usual one") if row.is_preset else ""
    return Line(row.id or 0, row.name, joined(count, usual), _("Of the past") if row.is_historical else "", Tone.INFO)


def _make_type(session: Session, form: TypeForm) -> None:
    use_partnership_type(session, form.name)


def _rename_type(session: Session, number: int, form: TypeForm) -> None:
    rename_partnership_type(session, number, form.name)


def _of_the_past(session: Session, number: int, values: Values) -> None:
    mark_type_historical(session, number)


def _of_today(session: Session, number: int, values: Values) -> None:
    mark_type_historical(session, number, is_historical=False)


def _usual_types(session: Session, number: int, values: Values) -> str:
    return _("{n} usual types were added.").format(n=add_preset_types(session))


TYPES = Part(
    kind="partnership_type",
    title=m("Types of partnership"),
    nothing=m("No types yet. Add the usual ones, or your own."),
    rows=_types,
    line=_type_line,
    add=m("Add a type…"),
    form=TypeForm,
    fields=(FieldSpec("name", m("&Name"), 12, m("Enter a name for the type")),),
    create=_make_type,
    edit=_rename_type,
    remove=remove_partnership_type,
    steps=(
        Step(m("It belongs to the past"), _of_the_past, when=lambda row: not row.is_historical),
        Step(m("It is still in use"), _of_today, when=lambda row: row.is_historical),
    ),
    together=(Step(m("Add the usual ones"), _usual_types),),
    owner="",
)

# --- roles to be known --------------------------------------------------------------------------------------------


def _roles(session: Session, owner: Owner, today: date) -> Sequence[tuple[int, Expectation]]:
    rows = enumerate(list_expectations(session), start=1)
    return [(row.id if row.id is not None else -place, row) for place, row in rows]


def _role_line(row: tuple[int, Expectation]) -> Line:
    number, one = row
    where = joined(label(one.kind), one.phase, one.body_kind)
    usual = "" if number > 0 else _("usual, until you add your own")
    words = one.words[:1].upper() + one.words[1:]
    return Line(number, words, joined(_("at each {kind}").format(kind=where.lower()), one.note, usual))


def _is_own(row: tuple[int, Expectation]) -> bool:
    return row[0] > 0


def _expect(session: Session, form: RoleExpectationFields) -> None:
    keep_usual_expectations(session)
    add_role_expectation(session, form)


ROLES = Part(
    kind="role_expectation",
    title=m("Roles to be known"),
    nothing=m("Nobody is expected to be known anywhere. Say whom you need at each organisation of a kind."),
    rows=_roles,
    line=_role_line,
    add=m("Expect a role…"),
    form=RoleExpectationFields,
    fields=(
        FieldSpec("role", m("&Role"), hint=m("For example: Chair of governors")),
        FieldSpec("topic", m("To be asked about the to&pic"), hint=m("For example: teacher training")),
        FieldSpec("kind", m("At each &kind of organisation")),
        FieldSpec("phase", m("Only of the p&hase"), hint=m("For example: Secondary; blank for all")),
        FieldSpec("body_kind", m("Only &bodies of the kind"), hint=m("For example: area committee; blank for all")),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=_expect,
    edit=edit_role_expectation,
    remove=remove_role_expectation,
    changes=_is_own,
    owner="",
)

# --- tags, groups, searches ---------------------------------------------------------------------------------------


def _tags(session: Session, owner: Owner, today: date) -> Sequence[TagRow]:
    return list_tags(session)


def _tag_line(row: TagRow) -> Line:
    above = _("in {areas}").format(areas=", ".join(reversed(row.path[:-1]))) if row.depth else ""
    kind = label(row.kind) if row.kind is not TagKind.TAG else ""
    return Line(row.id, row.name, joined(above, kind), secret_words(row.visibility), Tone.INFO)


def _other_tags(session: Session, owner: Owner) -> list[tuple[str, object]]:
    return [(" › ".join(row.path), row.id) for row in list_tags(session)]


def tags(today: Callable[[], date]) -> Part:
    """Return the card of tags; two of them can be made one on a day."""

    def into(session: Session, number: int, values: Values) -> None:
        merge(session, "tag", values["into"], number, today())

    return Part(
        kind="tag",
        title=m("Tags and themes"),
        nothing=m("No tags yet. Make them here, or where you first put one on a record."),
        rows=_tags,
        line=_tag_line,
        add=m("Add a tag…"),
        form=TagFields,
        fields=(
            FieldSpec("name", m("&Name"), 6, m("Enter a name for the tag")),
            FieldSpec("kind", m("&Kind")),
            FieldSpec("parent_id", m("&Within the theme"), 12, options=_other_tags, blank=m("None")),
        ),
        create=add_tag,
        edit=edit_tag,
        remove=put_away_tag,
        remove_words=m("Put away"),
        steps=(
            Step(
                m("Make it one with another…"),
                into,
                (
                    FieldSpec(
                        "into", m("&Which stays"), 12, m("Choose the tag that stays"), options=_other_tags,
                        blank=m("Choose a tag"), type=int,
                    ),
                ),
                save=m("Make them one"),
            ),
        ),
        owner="",
    )  # fmt: skip


def _groups(session: Session, owner: Owner, today: date) -> Sequence[GroupRow]:
    return list_groups(session)


def _group_line(row: GroupRow) -> Line:
    return Line(row.id, row.name, row.note, secret_words(row.visibility), Tone.INFO)


GROUPS = Part(
    kind="record_group",
    title=m("Groups"),
    nothing=m("No groups yet. A group is a list kept by hand, like the schools of a project."),
    rows=_groups,
    line=_group_line,
    add=m("Add a group…"),
    form=GroupFields,
    fields=(
        FieldSpec("name", m("&Name"), 12, m("Enter a name for the group")),
        FieldSpec("note", m("What it is &for"), 12, lines=2),
    ),
    create=add_group,
    edit=edit_group,
    remove=put_away_group,
    remove_words=m("Put away"),
    owner="",
)


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


# --- fields of one's own ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnFieldForm:
    """What is asked of a field of one's own; the values to choose from are lines of one text."""

    about: str = "organisation"
    label: str = ""
    kind: FieldKind = FieldKind.TEXT
    options: str = ""
    number: int = 1
    visibility: Visibility = Visibility.INTERNAL
    source: str = ""
    version: int | None = None

    def fields(self) -> CustomFieldFields:
        """Return it as the actions take it."""
        return CustomFieldFields(
            self.about, self.label, self.kind, tuple(self.options.splitlines()), self.number, self.visibility,
            self.source, self.version,
        )  # fmt: skip


def _own_fields(session: Session, owner: Owner, today: date) -> Sequence[CustomFieldRow]:
    return list_custom_fields(session)


def _own_field_line(row: CustomFieldRow) -> Line:
    where = _("on {kind}").format(kind=KINDS[row.about].words if row.about in KINDS else row.about)
    return Line(row.id, row.label, joined(where, ", ".join(row.options)), label(row.kind), Tone.PLAIN)


def _carriers(session: Session, owner: Owner) -> list[tuple[str, object]]:
    first = ("organisation", "person", "conversation", "meeting", "commitment", "event")
    rest = sorted((kind for kind in CARRIERS if kind not in first), key=lambda kind: KINDS[kind].words.casefold())
    return [(KINDS[kind].words.capitalize(), kind) for kind in (*first, *rest)]


def _make_field(session: Session, form: OwnFieldForm) -> None:
    add_custom_field(session, form.fields())


def _change_field(session: Session, number: int, form: OwnFieldForm) -> None:
    edit_custom_field(session, number, form.fields())


def _number_of(session: Session, number: int) -> Values:
    return find_values(session, "custom_field", number, ("number",))


OWN_FIELDS = Part(
    kind="custom_field",
    title=m("Fields of your own"),
    nothing=m("None yet. Make a field for what others never ask and you need to know, like a badge number."),
    rows=_own_fields,
    line=_own_field_line,
    add=m("Make a field…"),
    form=OwnFieldForm,
    fields=(
        FieldSpec("label", m("&Label"), 6, m("Enter a label for the field")),
        FieldSpec("about", m("Stands &on"), options=_carriers, new_only=True),
        FieldSpec("kind", m("Hol&ds")),
        FieldSpec("number", m("&Place among the others"), needed=m("Enter its place, like 1")),
        FieldSpec("options", m("&Values to choose from"), 12, hint=m("For a choice: one a line"), lines=4),
    ),
    create=_make_field,
    edit=_change_field,
    read=_number_of,
    remove=put_away_custom_field,
    remove_words=m("Put away"),
    owner="",
)
