"""The rules of searches: a tree is checked, in words, and turned into a condition on records of one kind.

A rule is one of these, as JSON:

    {"all": [rule, ...]}   {"any": [rule, ...]}   {"not": rule}
    {"field": "phase", "is": "contains", "value": "Primary"}
    {"search": "uid of another saved search"}

Days are written 2026-11-22; the value of "in" is a period ("this term", "2025/26"), of "in the last days" a number.
A tag is named by its uid or its name, a group likewise; a field of one's own is "own:" and its uid.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import Session

from models.entities import CustomField, CustomValue, Group, SavedSearch, Tag
from models.errors import WrongUse
from models.kinds import KINDS, find_kind
from models.periods import YearsAndTerms, understand_period
from models.queries.audience import readable
from models.queries.groups import grouped
from models.queries.search_fields import ENTITIES, FIELDS
from models.queries.search_tests import OPERATORS, Asking, FieldType, SearchField, days_of, test_of
from models.queries.tags import tagged
from models.vocabulary import FieldKind
from resources.i18n import _

DEEPEST, MOST_RULES, LONGEST_TEXT = 12, 200, 200
"""What a search may hold at most, those nested in it taken together."""

Rule = Mapping[str, Any]


def searchable(about: str) -> str:
    """Return the table of a kind that can be searched by rules. Raises WrongUse for another."""
    table = find_kind(about).table
    if table not in FIELDS:
        choices = ", ".join(KINDS[name].words for name in FIELDS)
        raise WrongUse(
            _("There are no saved searches for {words}. Choose one of: {choices}.").format(
                words=KINDS[table].words, choices=choices
            )
        )
    return table


def read_rules(rules: str) -> Rule:
    """Return the tree that a text holds. Raises WrongUse when it is none."""
    try:
        tree = json.loads(rules)
    except (json.JSONDecodeError, RecursionError) as error:
        raise WrongUse(_("The rules of this search cannot be read. Make the search again.")) from error
    return _as_rule(tree)


def _as_rule(rule: object) -> Rule:
    if not isinstance(rule, dict) or not rule:
        raise WrongUse(_("A part of this search says nothing. Take it out, or choose a field for it."))
    return rule


@dataclass(slots=True)
class RuleReader:
    """Turns rules into a condition on records of one kind, counting what it has seen."""

    session: Session
    kind: str
    asking: Asking
    known: YearsAndTerms
    count: int = 0

    def condition(self, rule: Rule, within: tuple[str, ...], depth: int) -> ColumnElement[bool]:
        """Return the condition of a rule; `within` are the uids of the searches around it."""
        self.count += 1
        if depth > DEEPEST or self.count > MOST_RULES:
            raise WrongUse(
                _("This search is too long: at most {most} rules, {deep} deep. Make two searches of it.").format(
                    most=MOST_RULES, deep=DEEPEST
                )
            )
        if "all" in rule or "any" in rule:
            word = "all" if "all" in rule else "any"
            parts = rule[word]
            if set(rule) != {word} or not isinstance(parts, list) or not parts:
                raise WrongUse(_("A part of this search says nothing. Take it out, or choose a field for it."))
            conditions = [self.condition(_as_rule(part), within, depth + 1) for part in parts]
            return and_(*conditions) if word == "all" else or_(*conditions)
        if set(rule) == {"not"}:
            return not_(self.condition(_as_rule(rule["not"]), within, depth + 1))
        if set(rule) == {"search"}:
            return self._nested(str(rule["search"]), within, depth)
        if "field" in rule and set(rule) <= {"field", "is", "value"}:
            return self._field(str(rule["field"]), str(rule.get("is", "is")), rule.get("value"))
        raise WrongUse(_("A part of this search cannot be understood. Take it out and make it again."))

    def _nested(self, uid: str, within: tuple[str, ...], depth: int) -> ColumnElement[bool]:
        row = self.session.execute(
            select(SavedSearch.name, SavedSearch.about, SavedSearch.rules).where(
                SavedSearch.uid == uid, SavedSearch.archived_at.is_(None), readable(SavedSearch, self.asking.audience)
            )
        ).one_or_none()
        if row is None:
            raise WrongUse(_("A search that this one rests on is no longer there. Take it out of this one."))
        if uid in within:
            raise WrongUse(
                _("“{name}” would rest on itself. Take it out of this search, or this one out of it.").format(
                    name=row.name
                )
            )
        if row.about != self.kind:
            raise WrongUse(
                _("“{name}” finds {found}, and this search finds {wanted}. Choose one for the same.").format(
                    name=row.name, found=KINDS[row.about].words, wanted=KINDS[self.kind].words
                )
            )
        return self.condition(read_rules(row.rules), (*within, uid), depth + 1)

    def _field(self, name: str, operator: str, value: Any) -> ColumnElement[bool]:
        if name.startswith("own:"):
            return self._own_field(name.removeprefix("own:"), operator, value)
        field = FIELDS[self.kind].get(name)
        if field is None:
            raise WrongUse(
                _("“{name}” is no field of {words}. Choose one of: {choices}.").format(
                    name=name[:LONGEST_TEXT], words=KINDS[self.kind].words, choices=", ".join(FIELDS[self.kind])
                )
            )
        label = _(field.label)
        _check_operator(label, field.type, operator)
        if field.type is FieldType.TAG:
            number = ENTITIES[self.kind].id
            return number.in_(tagged(self.session, self.kind, self._tags(label, value), audience=self.asking.audience))
        if field.type is FieldType.GROUP:
            group = self._one(Group, label, value)
            return ENTITIES[self.kind].id.in_(grouped(self.kind, group, audience=self.asking.audience))
        checked = None if operator == "is empty" else self._value(label, field, operator, value)
        return field.where(test_of(field, operator, checked), self.asking)

    def _own_field(self, uid: str, operator: str, value: Any) -> ColumnElement[bool]:
        row = self.session.execute(
            select(CustomField.id, CustomField.label, CustomField.kind, CustomField.options).where(
                CustomField.uid == uid,
                CustomField.about == self.kind,
                CustomField.archived_at.is_(None),
                readable(CustomField, self.asking.audience),
            )
        ).one_or_none()
        if row is None:
            raise WrongUse(_("A field that this search asks for is no longer there. Take it out."))
        types: dict[FieldKind, tuple[FieldType, Any]] = {
            FieldKind.TEXT: (FieldType.TEXT, CustomValue.text),
            FieldKind.CHOICE: (FieldType.TEXT, CustomValue.text),
            FieldKind.NUMBER: (FieldType.NUMBER, CustomValue.number),
            FieldKind.DATE: (FieldType.DAY, CustomValue.day),
            FieldKind.YES_NO: (FieldType.YES_NO, CustomValue.yes),
        }
        type_, column = types[row.kind]
        field = SearchField(row.label, type_, lambda test, _asking: test(column))
        _check_operator(row.label, type_, operator)
        has = exists().where(
            CustomValue.field_id == row.id,
            CustomValue.record_kind == self.kind,
            CustomValue.record_id == ENTITIES[self.kind].id,
        )
        if operator == "is empty":
            return not_(has)
        checked = self._value(row.label, field, operator, value)
        return has.where(test_of(field, operator, checked)(column))

    def _tags(self, label: str, value: Any) -> list[int]:
        return [self._one(Tag, label, one) for one in (value if isinstance(value, list) else [value])]

    def _one(self, entity: type[Tag | Group], label: str, value: Any) -> int:
        """Return the number of the tag or group of a uid or name that the audience may see."""
        words = str(value)[:LONGEST_TEXT]
        found = self.session.scalars(
            select(entity.id).where(
                or_(entity.uid == words, entity.name == words),
                entity.archived_at.is_(None),
                readable(entity, self.asking.audience),
            )
        ).first()
        if found is None:
            raise WrongUse(_("There is no “{value}” for “{label}”. Choose another.").format(value=words, label=label))
        return found

    def _value(self, label: str, field: SearchField, operator: str, value: Any) -> Any:
        """Return a value as its field is asked with it. Raises WrongUse when it is of another kind."""
        if field.type is FieldType.TEXT:
            if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT:
                return value.strip()
            raise WrongUse(_("Enter some words to look for in “{label}”.").format(label=label))
        if field.type is FieldType.NUMBER:
            return _number(label, value)
        if field.type is FieldType.DAY:
            return days_of(operator, self._days(label, operator, value), self.asking.today)
        if field.type is FieldType.YES_NO:
            if isinstance(value, bool):
                return value
            raise WrongUse(_("Choose yes or no for “{label}”.").format(label=label))
        assert field.choices is not None
        members = {member.value: member for member in field.choices}
        wanted = value if isinstance(value, list) else [value]
        if (
            not wanted
            or any(one not in members for one in wanted if isinstance(one, str))
            or not all(isinstance(one, str) for one in wanted)
        ):
            raise WrongUse(_("Choose for “{label}” one of: {choices}.").format(label=label, choices=", ".join(members)))
        return [members[one] for one in wanted]

    def _days(self, label: str, operator: str, value: Any) -> Any:
        if operator == "in":
            period = understand_period(str(value), self.asking.today, self.known)
            if period is None:
                raise WrongUse(_("Choose a period for “{label}”, like this term or 2025 to 2026.").format(label=label))
            return period.first_day, period.end
        if operator == "in the last days":
            days = int(_number(label, value))
            if not 1 <= days <= 36_500:
                raise WrongUse(_("Enter for “{label}” how many days to look back.").format(label=label))
            return days
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise WrongUse(_("Enter a day for “{label}”.").format(label=label)) from error


def _check_operator(label: str, type_: FieldType, operator: str) -> None:
    if operator not in OPERATORS[type_]:
        raise WrongUse(
            _("“{label}” cannot be asked with “{operator}”. Choose one of: {choices}.").format(
                label=label, operator=operator[:LONGEST_TEXT], choices=", ".join(OPERATORS[type_])
            )
        )


def _number(label: str, value: Any) -> Decimal:
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        number = Decimal(str(value))
        if number.is_finite() and abs(number) < 10**12:
            return number
    except InvalidOperation:
        pass
    raise WrongUse(_("Enter a number for “{label}”.").format(label=label))
