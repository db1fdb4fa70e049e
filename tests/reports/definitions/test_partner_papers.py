"""The papers for partners say what the records say: totals tie, gaps are named, nobody is told what is not theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from models.actions.measures import MeasureFields, ObservationFields, create_measure, record_observation
from models.actions.support_ratings import SupportRatingFields, rate_support
from models.entities import Measure, Organisation, PartnershipMembership
from models.errors import WrongUse
from models.queries.annual_return import find_annual_return
from models.queries.contribution_ledger import find_contribution_ledger
from models.queries.isolation import list_islands
from models.queries.keeping import list_partner_keeping
from models.queries.partnership_members import list_overlap
from models.queries.support_ratings import find_support_scorecard
from models.store import Store
from models.vocabulary import MeasureKind, SupportStrand, Visibility
from reports.catalogue import build_report, default_parameters, find_report
from reports.document import Chart, Drawing, Table
from reports.formatting import total
from reports.parameters import Ref
from tests.reports.definitions.saying import TODAY, column, facts_of, headings, lead, make, sentences, table_of

YEAR = {"first_day": date(2025, 9, 1), "last_day": date(2026, 8, 31)}
PARTNERSHIP = "Millbrook Learning Partnership"
PARTNERS, INTERNAL, PUBLIC = Visibility.PARTNERS, Visibility.INTERNAL, Visibility.PUBLIC


def summed(table: Table, title: str) -> object:
    return total(column(table, title))  # type: ignore[arg-type]


def organisation(store: Store, name: str) -> Ref:
    with store.read() as session:
        number = session.scalar(select(Organisation.id).where(Organisation.name == name))
    assert number is not None
    return "organisation", number


# --- profile --------------------------------------------------------------------------------------------------------


def test_the_profile_has_exactly_five_blocks_and_is_about_the_partnership_we_are_in(sample: Store) -> None:
    document = make(sample, "partnership-profile")
    assert document.title == f"Partnership profile: {PARTNERSHIP}"
    assert headings(document) == ["Foundation", "Aims", "Status", "Funding", "Governance"]
    assert lead(document).startswith("Area-based education partnership with 7 members, founded autumn 2023")
    assert "Its governance lacks: terms of reference and accounts." in lead(document)
    facts = facts_of(document)
    assert (facts["Founded"], facts["Charity number"]) == ("Autumn 2023", "9990001")
    assert facts["Company number"] == "Not recorded"


def test_a_profile_of_which_nothing_is_recorded_says_so(sample: Store) -> None:
    document = make(sample, "partnership-profile", about=organisation(sample, "Wendle Teaching School Hub"))
    assert "Nothing is recorded of its foundation, aims, status, funding and governance." in lead(document)
    assert facts_of(document)["Founded"] == "Not recorded"
    assert table_of(document, "years").rows == ()


def test_the_years_of_a_profile_tie_to_each_sum(sample: Store) -> None:
    document = make(sample, "partnership-profile", audience=INTERNAL)
    years, lines = table_of(document, "years"), table_of(document, "funding")
    for title in ("Money", "In kind"):
        assert summed(years, title) == summed(lines, title)
    assert summed(years, "Lines") == len(lines.rows)
    assert "£14,234 in money" in lead(document)
    before = make(sample, "partnership-profile", as_at=date(2026, 7, 1), audience=INTERNAL)
    assert "2026 to 2027" not in column(table_of(before, "years"), "Academic year")


def test_what_members_pay_and_the_plan_are_for_partners(sample: Store) -> None:
    ours, public = make(sample, "partnership-profile"), make(sample, "partnership-profile", audience=PUBLIC)
    assert summed(table_of(ours, "members"), "Subscription a year") == Decimal(7190)
    assert "Subscription a year" not in [one.title for one in table_of(public, "members").columns]
    assert "Its plan is for the partners and not in this copy." in sentences(public)
    assert "as far as this copy may tell" in lead(public)
    assert column(table_of(ours, "members"), "Role")[0] == "Host, member"


def test_a_school_is_no_partnership(sample: Store) -> None:
    for name in ("partnership-profile", "contribution-ledger", "annual-return", "outcomes"):
        with pytest.raises(WrongUse, match="is no partnership"):
            make(sample, name, about=organisation(sample, "Elm Lane Primary School"))


# --- ledger ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", [{}, YEAR, {"first_day": date(2023, 9, 1)}])
@pytest.mark.parametrize("audience", [INTERNAL, PARTNERS, PUBLIC])
def test_the_ledger_ties_to_what_is_listed(sample: Store, period: dict[str, date], audience: Visibility) -> None:
    document = make(sample, "contribution-ledger", audience=audience, **period)
    ledger, given, gained = (table_of(document, key) for key in ("ledger", "given", "gained"))
    kinds = ("Skills", "Experience", "Resources", "Funds")
    assert sum(int(str(summed(ledger, kind))) for kind in kinds) == len(given.rows)
    assert summed(ledger, "Hours given") == summed(given, "Hours")
    assert summed(ledger, "Money given") == summed(given, "Money")
    assert summed(ledger, "Benefits") == len(gained.rows)
    assert summed(ledger, "Money saved") == summed(gained, "Saved")


def test_the_ledger_says_the_same_as_the_window_and_who_only_gives(sample: Store) -> None:
    document = make(sample, "contribution-ledger", audience=INTERNAL)
    _kind, number = organisation(sample, PARTNERSHIP)
    with sample.read() as session:
        rows = find_contribution_ledger(session, number, date(2026, 9, 1), TODAY)
    assert column(table_of(document, "ledger"), "Partner") == [row.organisation for row in rows]
    assert lead(document).startswith("Between 1 September 2026 and 22 November 2026, 4 partners made 5 contributions")
    assert "58 hours and £180 in money. 5 benefits to partners are recorded, with £2,450 saved." in lead(document)
    assert "Gained, with nothing given recorded: Canal Lane Primary School; Greenway Academy." in sentences(document)
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    assert sum(chart.series[0].values) == 5
    assert chart.alt.endswith("The figures are in the table “What each partner gave and gained”.")


def test_a_copy_of_the_ledger_says_what_it_leaves_out(sample: Store) -> None:
    partners = make(sample, "contribution-ledger")
    assert partners.left_out == ("1 line of funding is not listed because it is not for partners.",)
    public = make(sample, "contribution-ledger", audience=PUBLIC)
    assert table_of(public, "given").rows == ()
    assert lead(public) == "There is nothing that may be shown here."


# --- outcomes -------------------------------------------------------------------------------------------------------


def test_each_outcome_stands_with_baseline_target_and_now(sample: Store) -> None:
    document = make(sample, "outcomes", about=organisation(sample, PARTNERSHIP), audience=INTERNAL)
    table = table_of(document, "measured")
    rows = {row[0]: row[3:] for row in table.rows}
    reading = rows["Eleven-year-olds who read at or above their age"]
    assert reading == (64, 80, date(2028, 7, 1), 72, date(2026, 6, 18), Decimal("0.5"), "On the way")
    assert rows["Schools with a named mental health link"][-1] == "Not reached by its day"
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    ways = [float(str(way)) * 100 for way in column(table, "Way gone")]
    assert list(chart.series[0].values) == pytest.approx(ways, abs=0.06)
    assert (
        lead(document)
        == "On 22 November 2026, none of 4 outcomes had been reached. 1 outcome is past the day set, and not reached."
    )
    assert column(table_of(document, "disadvantaged"), "Gap") == [-9]


def test_outcomes_of_all_partnerships_tie_to_their_parts_and_know_nothing_later(sample: Store) -> None:
    document = make(sample, "outcomes", audience=INTERNAL)
    tables = [
        one for one in document.blocks if isinstance(one, Table) and one.key.startswith(("measured", "evidenced"))
    ]
    assert sum(len(table.rows) for table in tables) == 5
    assert "1 of 5 outcomes had been reached" in lead(document)
    before = make(sample, "outcomes", as_at=date(2026, 6, 17), audience=INTERNAL)
    observed = make(sample, "outcomes", as_at=date(2026, 6, 17), about=organisation(sample, PARTNERSHIP))
    assert "none of 5" in lead(before)
    assert all(str(day) <= "2026-06-17" for day in column(table_of(observed, "observations"), "Day"))


def test_few_people_are_not_counted_out_to_readers_outside(sample: Store) -> None:
    _kind, number = organisation(sample, PARTNERSHIP)
    with pytest.raises(ZeroDivisionError), sample.write("Try") as session:
        fields = MeasureFields(
            number, "Children who sing", MeasureKind.MEASURED, unit="Children", baseline=Decimal(2), target=Decimal(9)
        )
        measure = create_measure(session, replace(fields, visibility=PUBLIC))
        record_observation(session, ObservationFields(measure, TODAY, Decimal(7), visibility=PUBLIC))
        assert session.get(Measure, measure) is not None
        told = {}
        for audience in (INTERNAL, PUBLIC):
            parameters = replace(default_parameters(as_at=TODAY), about=("organisation", number), audience=audience)
            document = build_report(session, find_report("outcomes"), parameters)
            told[audience] = next(row for row in table_of(document, "measured").rows if row[0] == "Children who sing")
        assert told[INTERNAL][3:9:3] == (2, 7)
        assert told[PUBLIC][3:9:3] == ("fewer than 5", 7)
        assert (told[INTERNAL][8], told[PUBLIC][8]) == (Decimal("0.7143"), None)
        raise ZeroDivisionError


# --- scorecard ------------------------------------------------------------------------------------------------------


def test_the_scorecard_ties_to_its_scores_and_to_the_year_before(sample: Store) -> None:
    document = make(sample, "support-scorecard", audience=INTERNAL)
    _kind, county = organisation(sample, "Wendleshire County Council")
    with sample.read() as session:
        card = find_support_scorecard(session, county, 2025)
    table, years = table_of(document, "strands"), table_of(document, "years")
    assert document.title.endswith("Wendleshire County Council")
    for row, strand in zip(table.rows, card.strands, strict=True):
        assert row[1:6] == strand.counts
        assert sum(row[1:6]) == row[6] == strand.raters  # type: ignore[arg-type]
        assert row[7] == round(strand.average or 0, 1)
    changes = [round(float(str(now)) - float(str(before)), 1) for _name, before, now in years.rows]
    assert column(table, "Change") == changes
    assert "5 organisations rated the support of Wendleshire County Council at 3 of 5 on average." in lead(document)
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    assert [list(one.values) for one in chart.series] == [
        [row[1] for row in years.rows],
        [row[2] for row in years.rows],
    ]


def test_what_was_said_with_a_score_stays_with_us_and_nothing_later_is_known(sample: Store) -> None:
    ours, partners = make(sample, "support-scorecard", audience=INTERNAL), make(sample, "support-scorecard")
    assert len(table_of(ours, "said").rows) == 1
    assert "What was said" not in headings(partners)
    earlier = make(sample, "support-scorecard", as_at=date(2026, 6, 7))
    assert lead(earlier).startswith("In 2024 to 2025, 4 organisations rated")
    with pytest.raises(WrongUse, match="Choose which"):
        make(sample, "support-scorecard", as_at=date(2025, 6, 8))
    council = organisation(sample, "Fen Levels Council")
    assert lead(make(sample, "support-scorecard", about=council)).startswith("Nobody had rated the support of Fen")
    with pytest.raises(WrongUse, match="no local authority"):
        make(sample, "support-scorecard", about=organisation(sample, "Elm Lane Primary School"))


# --- isolation and overlap ------------------------------------------------------------------------------------------


def test_isolated_institutions_come_first_and_the_counts_tie(sample: Store) -> None:
    document = make(sample, "isolation")
    with sample.read() as session:
        islands = list_islands(session, today=TODAY, at_least=1)
        overlap = list_overlap(session, as_at=TODAY, at_least=1)
    lacking = table_of(document, "lacking")
    assert column(lacking, "Institution") == [row.name for row in islands]
    assert lacking.rows[0][-1] == "All three: nothing ties it to others"
    counts = table_of(document, "counts")
    assert summed(counts, "Institutions") == len(overlap) == len(table_of(document, "memberships").rows)
    assert lead(document) == (
        "Of 18 institutions besides our own, 6 are in no partnership, and nothing at all ties 1 of them to others. "
        "Counting our own, 3 institutions belong to 3 partnerships or more."
    )


def test_the_grids_say_what_their_tables_say(sample: Store) -> None:
    document = make(sample, "isolation")
    drawings = {block.key: block for block in document.blocks if isinstance(block, Drawing)}
    memberships, shared = table_of(document, "memberships"), table_of(document, "shared_members")
    for name, number, which in memberships.rows:
        assert number == len(str(which).split("; ")), name
    for _one, _other, number, who in shared.rows:
        assert number == len(str(who).split("; "))
    assert column(shared, "In common") == sorted(column(shared, "In common"), reverse=True)  # type: ignore[type-var]
    assert "Greenway Academy belongs to most of them: 5." in drawings["memberships-grid"].alt
    assert drawings["shared-members-grid"].alt


# --- annual return --------------------------------------------------------------------------------------------------


def test_the_annual_return_stands_beside_the_year_before_and_ties(sample: Store) -> None:
    document = make(sample, "annual-return", audience=INTERNAL, **YEAR)
    _kind, number = organisation(sample, PARTNERSHIP)
    with sample.read() as session:
        found = find_annual_return(session, number, 2025, as_at=date(2026, 8, 31))
    figures = {row[0]: row[1] for row in table_of(document, "figures").rows}
    assert [one.title for one in table_of(document, "figures").columns] == ["What", "2025 to 2026", "2024 to 2025"]
    assert figures["Members on the last day"] == len(table_of(document, "members").rows) == 7
    assert figures["Activities"] == len(table_of(document, "activities").rows) == len(found.activities)
    assert figures["Activities"] == summed(table_of(document, "purpose"), "Activities")
    measured, evidenced = table_of(document, "measured"), table_of(document, "evidenced")
    assert figures["Outcomes in the framework"] == len(measured.rows) + len(evidenced.rows)
    assert figures["Hours given"] == summed(table_of(document, "ledger"), "Hours given") == found.hours_given
    assert figures["Funding, in pounds"] == summed(table_of(document, "kinds_of_funding"), "Money")
    assert figures["Pupils reached"] == 63
    assert figures["Case studies published"] == len(table_of(document, "stories").rows)


def test_a_year_that_goes_on_says_so(sample: Store) -> None:
    document = make(sample, "annual-return")
    assert lead(document).startswith(
        "By 22 November 2026: in 2026 to 2027 Millbrook Learning Partnership had 7 members"
    )
    assert table_of(document, "figures").columns[1].title == "2026 to 2027, to 22 Nov"
    assert "The year before is whole" in sentences(document)
    assert facts_of(document)["Time"] == "1 September 2026 to 22 November 2026; the year goes on"


def test_small_counts_of_pupils_do_not_leave_the_office(sample: Store) -> None:
    ours = table_of(make(sample, "annual-return", audience=INTERNAL, **YEAR), "reach")
    theirs = table_of(make(sample, "annual-return", **YEAR), "reach")
    assert column(ours, "Pupils") == [60, 3]
    assert column(theirs, "Pupils") == ["not shown", "fewer than 5"]


def test_a_copy_never_denies_what_it_only_leaves_out(sample: Store) -> None:
    about = organisation(sample, PARTNERSHIP)
    for name, more in (
        ("annual-return", YEAR),
        ("partnership-profile", {}),
        ("contribution-ledger", {}),
        ("outcomes", {}),
    ):
        ours, public = (make(sample, name, audience=audience, about=about, **more) for audience in (INTERNAL, PUBLIC))
        whole = {block.key: block for block in ours.blocks if isinstance(block, Table)}
        for table in (block for block in public.blocks if isinstance(block, Table)):
            if whole[table.key].rows and not table.rows:
                assert "may be shown here" in table.empty, (name, table.key)
    figures = table_of(make(sample, "annual-return", audience=PUBLIC, **YEAR), "figures")
    assert figures.note == "What is not listed in this copy is not counted here."
    ledger = table_of(make(sample, "contribution-ledger", audience=PUBLIC), "ledger")
    assert "5 contributions are not listed because they are not for publication." in ledger.note


@pytest.mark.need("N093")
def test_promises_kept_stand_against_promises_made_by_partner_in_words(sample: Store) -> None:
    document = make(sample, "annual-return", audience=INTERNAL, **YEAR)
    with sample.read() as session:
        keeping = list_partner_keeping(session, YEAR["first_day"], YEAR["last_day"], YEAR["last_day"])
    of_each = {row.organisation: row for row in keeping}
    parts = ("Kept", "In part", "Not yet due", "Late", "Lapsed", "Given up")
    for key in ("promised_by", "promised_to"):
        table = table_of(document, key)
        assert table.rows
        for place, name in enumerate(column(table, "Organisation")):
            due = column(table, "Due")[place]
            assert due == sum(int(str(column(table, part)[place])) for part in parts)
            side = of_each[str(name)].theirs if key == "promised_by" else of_each[str(name)].ours
            assert (due, column(table, "Kept")[place]) == (side.due, side.kept)
    chart = next(block for block in document.blocks if isinstance(block, Chart) and block.key == "keeping")
    assert "In all" in chart.alt


# --- member report --------------------------------------------------------------------------------------------------


def test_one_members_report_is_its_part_of_the_ledgers(sample: Store) -> None:
    document = make(sample, "member-report")
    assert document.title == "Member report: Elm Lane Primary School"
    assert lead(document).startswith("Elm Lane Primary School belongs to 4 partnerships and clusters.")
    assert "it gave 2 contributions (20 hours, £0). 2 benefits are recorded, with £1,030 saved." in lead(document)
    ledger = table_of(make(sample, "contribution-ledger"), "ledger")
    whole = {row[0]: row for row in ledger.rows}["Elm Lane Primary School"]
    given = table_of(document, "given")
    of_it = [row for row in given.rows if PARTNERSHIP in row]
    assert len(of_it) == sum(int(str(number)) for number in whole[1:5])
    assert sum(int(str(hours)) for hours in column(given, "Hours") if hours) == whole[5]
    assert column(table_of(document, "statements"), "Heading") == [
        "Commit and contribute",
        "Share",
        "Build networks",
        "Welcome challenge",
    ]
    assert (summed(table_of(document, "belonging"), "To pay"), len(table_of(document, "belonging").rows)) == (0, 4)


@pytest.mark.need("N084")
def test_every_member_gets_the_same_report_and_it_is_made_for_partners_only(sample: Store) -> None:
    document = make(sample, "member-report", about=organisation(sample, PARTNERSHIP))
    assert find_report("member-report").audiences == (PARTNERS,)
    with pytest.raises(WrongUse, match="not made for these readers"):
        make(sample, "member-report", audience=INTERNAL)
    names = column(table_of(document, "belonging"), "Member")
    assert len(names) == 7
    assert all(str(name) in sentences(document).rsplit("Every member gets this same report: ", 1)[1] for name in names)
    owed = dict(zip(names, column(table_of(document, "belonging"), "To pay"), strict=True))
    assert (owed["Hartwell House School"], owed["Canal Lane Primary School"]) == (580, 778)
    ledger = make(sample, "contribution-ledger")
    assert table_of(document, "ledger").rows == table_of(ledger, "ledger").rows
    unsigned = {row[0]: row[1] for row in table_of(document, "unsigned").rows}
    assert unsigned["Greenway Academy"] == "Not under: build networks and welcome challenge"
    assert "Elm Lane Primary School" not in unsigned


def test_a_member_that_left_stands_until_the_period_it_left_in(sample: Store) -> None:
    with sample.read() as session:
        row = session.execute(
            select(PartnershipMembership.member_id, PartnershipMembership.ends_on).where(
                PartnershipMembership.ends_on.is_not(None)
            )
        ).first()
    assert row is not None
    assert row.ends_on is not None
    document = make(
        sample,
        "member-report",
        about=("organisation", row.member_id),
        first_day=row.ends_on - timedelta(30),
        last_day=row.ends_on + timedelta(30),
    )
    assert row.ends_on - timedelta(1) in column(table_of(document, "belonging"), "Until")


# --- directory ------------------------------------------------------------------------------------------------------


@pytest.mark.need("N112")
def test_the_directory_is_one_picture_with_its_gaps(sample: Store) -> None:
    document = make(sample, "partnership-directory")
    assert lead(document) == (
        "6 partnerships and clusters are at work in 2 areas. None is recorded in Carrwick. "
        "Of 1 partnership neither area nor authority is recorded."
    )
    table = table_of(document, "directory")
    assert ("Carrwick", "None recorded") in [row[:2] for row in table.rows]
    assert len(table_of(document, "members").rows) == 6
    counted = dict(zip(column(table, "Partnership"), column(table, "Members"), strict=True))
    for name, who in table_of(document, "members").rows:
        assert counted[name] == (len(str(who).split("; ")) if who else 0)


# --- all of them ----------------------------------------------------------------------------------------------------


def test_a_rating_given_later_changes_no_earlier_scorecard(sample: Store) -> None:
    _kind, county = organisation(sample, "Wendleshire County Council")
    _kind, rater = organisation(sample, "The Withies School")
    with pytest.raises(ZeroDivisionError), sample.write("Try") as session:
        fields = SupportRatingFields(rater, county, 2025, SupportStrand.VOICE_IN_POLICY, 5, date(2026, 11, 23))
        rate_support(session, fields)
        assert find_support_scorecard(session, county, 2025, as_at=TODAY).raters == 5
        assert find_support_scorecard(session, county, 2025).raters == 6
        raise ZeroDivisionError


def test_a_book_without_partnerships_asks_for_one_or_says_so(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "empty.liaison")
    for name in ("partnership-profile", "contribution-ledger", "annual-return", "member-report", "support-scorecard"):
        with pytest.raises(WrongUse, match="Choose which"):
            make(store, name)
    assert lead(make(store, "partnership-directory")) == "No partnership is recorded."
    assert lead(make(store, "isolation")) == "The records have no institution besides our own."
    assert lead(make(store, "outcomes")).startswith("No outcome is set down.")
    store.close()
