"""An erased person is nowhere: in no table, page, index, history or draft, and no copy brings them back."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text

from desktop import forgetting
from models import known_books
from models.actions.erasing.again import finish_erasing, forget_again
from models.actions.erasing.for_good import erase_for_good, try_erasing
from models.actions.erasing.person import erase_person
from models.actions.erasing.places import EMPTIED, KEPT, REMOVED
from models.actions.erasing.told import Erased
from models.actions.retention import KeepFields, keep_longer, lift_hold
from models.archive.exporting import export_archive
from models.backup import back_up, restore
from models.backup_keeping import keep_before, place_beside_backups
from models.book_file import look_at
from models.encryption import derive_key
from models.entities import (
    Affiliation,
    AttachmentContent,
    Commitment,
    ConversationParty,
    DataBreach,
    Erasure,
    ImportLine,
    InterestDeclaration,
    ItemDeclaration,
    Note,
    Person,
    PersonProtection,
    RetentionDecision,
    SubjectRequest,
)
from models.errors import NothingToUndo, StaleRecord, WrongUse
from models.exports.formats import Format
from models.exports.making import Wanted, make_export
from models.imports.preview import Fate
from models.queries.merging import pointing_at
from models.search import search
from models.store import Store
from models.vocabulary import RetentionHold, SubjectRight
from tests.books import new_book, new_database, store
from tests.models.imports.incoming_files import on_its_way
from tests.models.random_book import fill
from tests.postgres_server import PostgresServer
from tests.safety.page_decryptor import whole_text
from tests.safety.planted_person import DAY, WORDS, Planted, dump, plant
from tests.safety.planted_words import holders

__all__ = ["new_book", "new_database", "store"]

PASSPHRASE = "four words of passphrase"


def erase(book: Store, planted: Planted) -> Erased:
    with book.write("Erase a person", is_step=False) as session:
        done = erase_person(session, planted.person, DAY, "Xanthippe Quillfeather asked", ticked=_all(book, planted))
    finish_erasing(book)
    return done


def _all(book: Store, planted: Planted) -> set[tuple[str, int]]:
    with book.read() as session:
        # The same walk as the preview's.
        from models.actions.erasing.search import look_everywhere

        person = session.get(Person, planted.person)
        assert person is not None
        return set(look_everywhere(session, person).perhaps)


@pytest.mark.requirement("R37")
def test_no_row_of_any_table_holds_them_and_the_history_is_whole(store: Store) -> None:
    planted = plant(store)
    before = dump(store)
    assert all(word.decode() in before for word in WORDS[:1])
    erase(store, planted)
    after = dump(store)
    assert [word for word in WORDS if word.decode() in after] == []
    assert store.check() == []
    with store.read() as session:
        contents = session.scalars(select(AttachmentContent.data)).all()
        assert not any(b"Quillfeather" in data for data in contents)


@pytest.mark.requirement("R37")
def test_no_page_of_the_file_holds_them(tmp_path: Path) -> None:
    place = tmp_path / "book.liaison"
    book = Store.create(place, PASSPHRASE)
    planted = plant(book)
    with book.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
    book.close()
    key = derive_key(PASSPHRASE, look_at(place).salt).key
    before = whole_text(place, key)
    assert [word for word in WORDS if word not in before] == []
    book = Store.open(place, PASSPHRASE)
    erase(book, planted)
    book.close()
    assert [word for word in WORDS if word in whole_text(place, key)] == []


def test_what_happened_stays(store: Store) -> None:
    planted = plant(store)
    done = erase(store, planted)
    assert done.becomes == "Former contact #1"
    with store.read() as session:
        assert session.scalar(select(Person.display_name).where(Person.id == planted.person)) == "Former contact #1"
        parties = select(func.count()).where(ConversationParty.person_id == planted.person)
        assert session.scalar(parties) == 1
        assert session.scalars(select(Commitment.text)).all() == ["Show former contact #1 the hall"]
        assert session.scalar(select(Commitment.owner_person_id)) == planted.person
        role = session.scalars(select(Affiliation)).one()
        assert (role.role, role.job_title, role.starts_on, role.ends_on) == ("Clerk", "", DAY, DAY)
        notes = set(session.scalars(select(Note.text)))
        assert "Ask former contact #1, or ring [removed]." in notes
        assert "former contact #1 was late." in notes
        assert session.scalar(select(Person.note).where(Person.id == planted.other)) == "A friend of former contact #1."
        assert set(session.scalars(select(ImportLine.fingerprint))) == {""}


def test_what_only_perhaps_names_them_is_left_to_a_person(store: Store) -> None:
    planted = plant(store)
    with store.rehearse() as session:
        told = erase_person(session, planted.person, DAY, "asked")
    (doubtful,) = (one for one in told.possible if (one.kind, one.id) == ("note", planted.doubtful))
    assert not doubtful.is_likely
    assert doubtful.text == "Ms Quillfeather was late."
    with store.write("Erase a person", is_step=False) as session:
        erase_person(session, planted.person, DAY, "asked", ticked=())
    with store.read() as session:
        assert session.scalar(select(Note.text).where(Note.id == planted.doubtful)) == doubtful.text


def test_a_preview_changes_nothing_and_tells_what_will_be_done(store: Store) -> None:
    planted = plant(store)
    before = dump(store)
    with store.rehearse() as session:
        told = erase_person(session, planted.person, DAY, "asked")
    assert dump(store) == before
    with store.write("Erase a person", is_step=False) as session:
        done = erase_person(session, planted.person, DAY, "asked")
    assert told.places == done.places
    assert {place.words for place in told.places} >= {"Unsaved forms thrown away", "Contact details removed"}


def test_a_namesake_keeps_their_name(store: Store) -> None:
    planted = plant(store)
    with store.write("Another of the name") as session:
        from models.actions.people import PersonFields, create_person

        twin = create_person(session, PersonFields("Quillfeather", "Xanthippe", note="Another one."))
    with store.write("Erase a person", is_step=False) as session:
        told = erase_person(session, planted.person, DAY, "asked")
    assert "same name" in told.elsewhere[0]
    with store.read() as session:
        assert session.scalar(select(Person.display_name).where(Person.id == twin)) == "Xanthippe Quillfeather"
        # Which of the two it means nobody but a person can say.
        assert "Ask X. Quillfeather, or ring 07700 900461." in set(session.scalars(select(Note.text)))


def test_what_they_were_called_before_goes_too_where_somebody_says_so(store: Store) -> None:
    planted = plant(store)
    with store.rehearse() as session:
        told = erase_person(session, planted.person, DAY, "asked")
    doubtful = [one for one in told.possible if "Wrenfield" in one.text and one.kind == "note"]
    assert ["Mrs" in one.text and not one.is_likely for one in doubtful] == [True, False]
    erase(store, planted)
    with store.read() as session:
        notes = set(session.scalars(select(Note.text)))
    assert "former contact #1 came; former contact #1 sang." in notes


def test_a_former_name_that_somebody_else_has_stays_theirs(store: Store) -> None:
    planted = plant(store)
    with store.write("Another of the name") as session:
        from models.actions.people import PersonFields, create_person

        create_person(session, PersonFields("Wrenfield", "Xanthippe"))
    told = erase(store, planted)
    assert any("Somebody else has 1 of their other names" in words for words in told.elsewhere)
    with store.read() as session:
        assert "former contact #1 Wrenfield came; Wrenfield sang." in set(session.scalars(select(Note.text)))


def test_the_logs_of_what_we_did_stay_without_the_name(store: Store) -> None:
    planted = plant(store)
    erase(store, planted)
    with store.read() as session:
        assert session.scalars(select(DataBreach.description)).all() == ["A letter to former contact #1 went astray"]
        rows = session.execute(select(SubjectRequest.subject_right, SubjectRequest.name, SubjectRequest.received_on))
        assert {tuple(row) for row in rows} >= {(SubjectRight.INFORMATION, "former contact #1", DAY),
                                                (SubjectRight.COMPLAINT, "former contact #1", DAY)}  # fmt: skip
        for gone in (PersonProtection, RetentionDecision):
            assert session.scalar(select(func.count()).select_from(gone)) == 0


def test_a_hold_keeps_them_until_it_is_lifted(store: Store) -> None:
    planted = plant(store)
    with store.write("Hold") as session:
        hold = keep_longer(session, KeepFields(DAY, "A claim", planted.person, hold=RetentionHold.LITIGATION))
    with pytest.raises(WrongUse, match="Lift the hold first"), store.rehearse() as session:
        erase_person(session, planted.person, DAY, "asked")
    with store.write("Lift") as session:
        lift_hold(session, hold, DAY)
    assert erase(store, planted).number == 1


def test_a_checked_copy_is_kept_first_and_does_not_bring_them_back(tmp_path: Path) -> None:
    place, folder = tmp_path / "book.liaison", tmp_path / "backups"
    book = Store.create(place, PASSPHRASE)
    planted = plant(book)
    now = datetime(2026, 11, 3, 9, 0)  # noqa: DTZ001 - the user's clock
    book.keeper = lambda why: keep_before(book, folder, now, why)
    done = erase_for_good(book, planted.person, DAY, "asked", _all(book, planted))
    assert done.copy == folder / "book before erasure 2026-11-03 090000.liaison"
    assert done.copy.name in done.said()
    assert "archive" not in done.said()
    book.close()
    before = Store.open(done.copy, PASSPHRASE)
    assert "Quillfeather" in dump(before)
    before.close()
    # The list lies beside the copy already, wherever that goes.
    elsewhere = tmp_path / "new" / "book.liaison"
    elsewhere.parent.mkdir()
    restore(done.copy, elsewhere, PASSPHRASE, now)
    again = Store.open(elsewhere, PASSPHRASE)
    assert [one.becomes for one in forget_again(again)] == ["Former contact #1"]
    assert "Quillfeather" not in dump(again)
    again.close()


def test_an_archive_beside_the_copies_is_named_that_still_holds_them(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    book = Store.create(tmp_path / "book.liaison", PASSPHRASE)
    planted = plant(book)
    now = datetime(2026, 11, 3, 9, 0)  # noqa: DTZ001 - the user's clock
    archive = place_beside_backups(book, folder)
    export_archive(book, archive)
    book.keeper = lambda why: keep_before(book, folder, now, why)
    done = erase_for_good(book, planted.person, DAY, "asked", _all(book, planted))
    book.close()
    assert archive in holders([archive], ["Quillfeather"])
    assert done.said().endswith(
        "book archive.zip beside it is an archive, which is not encrypted and still holds them: "
        "delete it or make it anew."
    )


def test_neither_undo_nor_the_search_brings_them_back(store: Store) -> None:
    planted = plant(store)
    erase(store, planted)
    with pytest.raises((StaleRecord, NothingToUndo)):
        for _step in range(10):
            store.undo()
    with store.read() as session:
        assert not any("uillfeather" in repr(hit) for hit in search(session, "Quillfeather"))
    assert "Quillfeather" not in dump(store)
    with pytest.raises(WrongUse, match="erased already"), store.write("Again", is_step=False) as session:
        erase_person(session, planted.person, DAY, "asked")


def test_what_an_erasure_reworded_cannot_be_altered_unnoticed(store: Store) -> None:
    planted = plant(store)
    erase(store, planted)
    with store.read() as session:
        reworded = session.execute(text("SELECT id, label FROM change WHERE label LIKE 'Meet former%'")).one()
    with store.write("Alter") as session:
        session.execute(text(f"UPDATE change SET label = 'Another' WHERE id = {reworded.id}"))
        session.add(Erasure(person_id=planted.other, person_uid="u", number=9, erased_on=DAY, reason="x"))
    assert any(f"Change {reworded.id} " in problem for problem in store.check())


def test_a_backup_that_is_put_back_forgets_them_again(tmp_path: Path) -> None:
    place, folder = tmp_path / "book.liaison", tmp_path / "backups"
    folder.mkdir()
    book = Store.create(place, PASSPHRASE)
    planted = plant(book)
    copy = back_up(book, folder, datetime(2026, 11, 3, 9, 0))  # noqa: DTZ001 - the user's clock
    erase(book, planted)
    back_up(book, folder, datetime(2026, 11, 4, 9, 0))  # noqa: DTZ001
    book.close()
    # On another computer, with nothing but the folder of the backups.
    elsewhere = tmp_path / "new" / "book.liaison"
    elsewhere.parent.mkdir()
    restore(copy, elsewhere, PASSPHRASE, datetime(2026, 11, 5, 9, 0))  # noqa: DTZ001
    book = Store.open(elsewhere, PASSPHRASE)
    (again,) = forget_again(book)
    assert (again.number, again.becomes) == (1, "Former contact #1")
    assert "Quillfeather" not in dump(book)
    assert forget_again(book) == ()
    assert book.check() == []
    book.close()


@pytest.fixture
def own_folder(tmp_path: Path) -> Iterator[Path]:
    """The folder in which this computer remembers what it has to of books."""
    folder, before = tmp_path / "own", known_books.own_file()
    folder.mkdir()
    known_books.begin(folder / known_books.BESIDE)
    yield folder
    known_books._own[:] = [] if before is None else [before]


@pytest.mark.requirement("R37")
def test_a_backup_of_a_server_that_is_put_back_forgets_them_again(
    postgres_server: PostgresServer, new_database: str, own_folder: Path
) -> None:
    name = postgres_server.new_database(new_database)
    book = Store.open(postgres_server.url(name))
    planted = plant(book)
    book.close()
    backup = postgres_server.new_database(name)
    book = Store.open(postgres_server.url(name))
    told = try_erasing(book, planted.person, DAY, "asked")
    assert any("open the book on this computer first" in words for words in told.elsewhere)
    erase_for_good(book, planted.person, DAY, "asked", _all(book, planted))
    assert forget_again(book) == ()
    book.close()
    again = Store.open(postgres_server.url(backup))
    assert "Quillfeather" in dump(again)
    assert forgetting.has_come_back(again)
    again.read_only = True
    assert (forgetting.has_come_back(again), forget_again(again)) == (False, ())
    again.read_only = False
    assert [one.becomes for one in forget_again(again)] == ["Former contact #1"]
    assert "Quillfeather" not in dump(again)
    assert not forgetting.has_come_back(again)
    assert again.check() == []
    again.close()
    # What this computer remembers names nobody.
    assert [path for path in own_folder.iterdir() if any(word in path.read_bytes() for word in WORDS)] == []
    for one in (name, backup):
        postgres_server.drop_database(one)


def test_a_list_that_was_lost_is_written_again(tmp_path: Path) -> None:
    place = tmp_path / "book.liaison"
    book = Store.create(place)
    planted = plant(book)
    old = tmp_path / "old.liaison"
    shutil.copyfile(place, old)
    erase(book, planted)
    (tmp_path / "erased.liaison-list").unlink()
    forget_again(book)
    book.close()
    copy = Store.open(old)
    assert len(forget_again(copy)) == 1
    copy.close()


def test_whoever_stands_in_whatever_places_can_be_erased(store: Store) -> None:
    """Rows that go are pointed to by others that stay: an interest by what was declared at a meeting."""
    with store.write("Fill every table") as session:
        fill(session, 7)
        session.execute(delete(Erasure))
        people = session.scalars(select(Person.id)).all()
        declared = session.scalars(select(ItemDeclaration)).first()
        assert declared is not None
        declared.interest_id = session.scalars(select(InterestDeclaration.id)).first()
    assert len(people) >= 3
    for person in people:
        with contextlib.suppress(WrongUse), store.write("Erase a person", is_step=False) as session:
            # Whoever is kept by a hold is refused, in a sentence.
            erase_person(session, person, DAY, "asked")
    with store.read() as session:
        assert session.scalar(select(func.count(Erasure.id))) >= len(people) - 2
        assert session.scalar(select(func.count(ItemDeclaration.id))) > 0
    assert store.check() == []


def test_a_card_that_went_out_before_does_not_bring_them_back_unasked(store: Store, tmp_path: Path) -> None:
    planted = plant(store)
    card = tmp_path / "cards.vcf"
    with store.read() as session:
        card.write_bytes(make_export(session, Wanted(Format.VCARD), DAY).data)
    erase(store, planted)
    file = on_its_way(store, card)
    (line,) = (line for line in file.preview.lines if "Quillfeather" in line.name)
    assert line.fate is Fate.DOUBTFUL
    assert any("erased here" in reason for reason in line.reasons)
    file.take_in()
    assert "Quillfeather" not in "".join(word for word in people_of(store))


def people_of(book: Store) -> list[str]:
    """Return the names of everybody in a book."""
    with book.read() as session:
        return list(session.scalars(select(Person.display_name)))


def test_each_place_that_points_to_a_person_is_known() -> None:
    assert {table.name for table, _column in pointing_at("person")} == REMOVED | KEPT
    assert not REMOVED & KEPT
    assert set(EMPTIED) <= KEPT
