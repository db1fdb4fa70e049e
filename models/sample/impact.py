"""What comes of the partnerships of the sample: aims, activities, outcomes, ratings, reviews, stories, practice."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Column, Date, Enum, Numeric, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from models.base import Row
from models.checklists import PRESETS
from models.entities import (
    Activity,
    Aim,
    CaseStudy,
    CaseStudyPartner,
    Checklist,
    ChecklistItem,
    ChecklistMark,
    Evidence,
    GoodPractice,
    Measure,
    Observation,
    Organisation,
    PeerReview,
    Person,
    PlanReview,
    PracticeAdoption,
    Practitioner,
    PractitionerTime,
    Reach,
    SharedGoal,
    SupportRating,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
)
from models.sample.book import SampleBook, Values
from models.vocabulary import SupportStrand, Visibility
from resources import path

_IN_ORDER: tuple[type[Row], ...] = (
    *(SharedGoal, Aim, Activity, Evidence, Reach, Measure, Observation, PlanReview, PeerReview, CaseStudy),
    *(Practitioner, PractitionerTime, GoodPractice, PracticeAdoption, Survey, SurveyQuestion),
)
_NAMED: tuple[type[Row], ...] = (Organisation, Person, *_IN_ORDER)
_TARGETS: dict[str, type[Row]] = {cast(Table, entity.__table__).name: entity for entity in _NAMED}
_AUTHORITY = "county"
Line = dict[str, Any]


def add_impact(book: SampleBook) -> None:
    """Add what the partnerships did and what came of it; wants the organisations, people and partnerships."""
    with path("sample", "impact.toml").open("rb") as file:
        found = tomllib.load(file)
    for entity in _IN_ORDER:
        lines = found[cast(Table, entity.__table__).name]
        book.add(entity, {f"impact/{line['key']}": _values(book, entity, line, lines) for line in lines})
    told = [(study, key) for study, keys in found["told"].items() for key in keys]
    book.add(CaseStudyPartner, {f"{study}/{key}": _told(book, study, key) for study, key in told})
    _add_answers(book, found["answers"])
    _add_ratings(book, found["ratings"])
    _add_checklists(book, found["marks"])


def _values(book: SampleBook, entity: type[Row], line: Line, lines: list[Line]) -> Values:
    """Return a line's columns; what only other lines say has its usual value, so that all have the same columns."""
    table = cast(Table, entity.__table__)
    names = dict.fromkeys(name for one in lines for name in one if name != "key")
    return {name: _value(book, table.columns[name], line.get(name)) for name in names}


def _value(book: SampleBook, column: Column[Any], word: Any) -> object:
    """Return what a word means in a column: a short name is a number, a word for a day is a day."""
    if word is None:
        return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
    target = next((key.column.table.name for key in column.foreign_keys), "")
    if target:
        entity = _TARGETS[target]
        return book.number(entity, f"impact/{word}" if entity in _IN_ORDER else word)
    if isinstance(column.type, Date):
        return book.days.on(word)
    if isinstance(column.type, Numeric):
        return Decimal(word)
    return cast(type[StrEnum], column.type.enum_class)(word) if isinstance(column.type, Enum) else word


def _told(book: SampleBook, study: str, key: str) -> Values:
    return {
        "case_study_id": book.number(CaseStudy, f"impact/{study}"),
        "organisation_id": book.number(Organisation, key),
    }


def _add_answers(book: SampleBook, surveys: dict[str, Line]) -> None:
    rows: dict[str, Values] = {}
    for line in surveys.values():
        for key in line.keys() - {"on", "questions"}:
            for question, value in zip(line["questions"], line[key], strict=True):
                rows[f"{question}/{key}"] = {
                    "question_id": book.number(SurveyQuestion, f"impact/{question}"),
                    "organisation_id": book.number(Organisation, key),
                    "respondent": "headteacher",
                    "answered_on": book.days.on(line["on"]),
                    "value": value,
                }
    book.add(SurveyAnswer, {key: rows[key] for key in sorted(rows) if rows[key]["value"]})


def _add_ratings(book: SampleBook, lines: list[Line]) -> None:
    rows: dict[str, Values] = {}
    for line in lines:
        for key in sorted(line.keys() - {"on", "year", "said"}):
            for strand, score in zip(SupportStrand, line[key], strict=True):
                first = strand is SupportStrand.VISION_AND_LEADERSHIP
                rows[f"{key}/{line['year']}/{strand}"] = {
                    "rater_id": book.number(Organisation, key),
                    "authority_id": book.number(Organisation, _AUTHORITY),
                    "year_begins": book.days.year + line["year"],
                    "strand": strand,
                    "score": score,
                    "rated_on": book.days.on(line["on"]),
                    "comment": line.get("said", "") if first and key == "southgatehigh" else "",
                }
    book.add(SupportRating, rows)


def _add_checklists(book: SampleBook, lines: list[Line]) -> None:
    public = Visibility.PUBLIC
    checklists: dict[str, Values] = {
        f"{place}": {"uid": preset.uid, "name": preset.name, "is_preset": True, "visibility": public}
        for place, preset in enumerate(PRESETS, start=1)
    }
    book.add(Checklist, checklists)
    items: dict[str, Values] = {}
    for place, preset in enumerate(PRESETS, start=1):
        texts = [(heading, text) for heading, under in preset.lines for text in under]
        for number, (heading, text) in enumerate(texts, start=1):
            items[f"{place}/{number}"] = {
                "checklist_id": book.number(Checklist, f"{place}"),
                "number": number,
                "heading": heading,
                "text": text,
            }
    book.add(ChecklistItem, items)
    marks: dict[str, Values] = {}
    for line in lines:
        seen = {str(number): "" for number in line["done"]}
        for number, note in {**seen, **line.get("under_way", {})}.items():
            marks[f"{line['checklist']}/{number}/{line['partnership']}"] = {
                "item_id": book.number(ChecklistItem, f"{line['checklist']}/{number}"),
                "partnership_id": book.number(Organisation, line["partnership"]),
                "done_on": None if note else book.days.on(line["on"]),
                "note": note,
            }
    book.add(ChecklistMark, marks)
