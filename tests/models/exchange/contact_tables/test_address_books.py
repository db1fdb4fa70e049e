"""Contacts as Outlook, Google and Thunderbird export them, in English and in other languages."""

from __future__ import annotations

import csv
import io

import pytest

from models.exchange.contact_tables import read_contact_table
from models.exchange.contact_tables.headings import understand_heading
from tests.models.exchange.contact_tables.made_tables import csv_file, organisation, person, ways

GOOGLE = (
    "First Name,Last Name,Name Prefix,Organization Name,Organization Title,Notes,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Address 1 - Formatted,Address 1 - Postal Code,Birthday\n"
    'Priya,Nair,Ms,Meadow Primary,SENCO,"One\nTwo",* myContacts ::: Schools,* Work,s@m.example ::: p@b.example,'
    'Work Fax,01632 960000,"Meadow Primary\nBarton Rd\nCambridge\nCB3 9XX\nGB",CB3 9XX,1980-01-01\n'
    ",,,Food Bank,,,* myContacts,,,,01632 960333 ::: 07700 900999,,,\n"
)


def test_google(tmp_path):
    found = read_contact_table(csv_file(tmp_path, GOOGLE))
    priya, bank = found.contacts
    assert found.recognised.words == "Google contacts (CSV)"
    assert (priya.name, priya.number, person(priya).note, person(priya).tags) == (
        "Ms Priya Nair",
        2,
        "One\nTwo",
        ("Schools",),
    )
    assert [(way.value, way.label, way.preferred) for way in person(priya).ways] == [
        ("s@m.example", "Work", True),
        ("p@b.example", "Work", False),
    ]
    assert (person(priya).postal.lines, person(priya).postal.postcode) == (("Barton Rd", "Cambridge"), "CB3 9XX")
    assert ways(organisation(bank)) == [("phone", "01632 960333"), ("mobile", "07700 900999")]
    assert not any("1980" in text for text in (person(priya).note, str(person(priya).ways), str(person(priya).postal)))
    birthday = next(column for column in found.recognised.columns if column.heading == "Birthday")
    assert (birthday.holds, birthday.words) == ("", "left out: private, or about somebody else")


def test_google_as_it_was_before_2024(tmp_path):
    text = (
        "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,"
        "E-mail 2 - Value,"
        "Organization 1 - Name,Organization 1 - Title,Address 1 - Type,Address 1 - Street,Address 1 - City,"
        "Address 2 - Type,Address 2 - Street,Address 2 - City\n"
        "Ann Bell,Ann,Bell,* My Contacts ::: Test,Home,h@b.example,* Work,w@b.example,Hills,Head,"
        "Home,1 Elm Lane,Leeds,Work,2 High St,York\n"
    )
    found = read_contact_table(csv_file(tmp_path, text))
    (ann,) = map(person, found.contacts)
    assert "before 2024" in found.recognised.words
    assert [(way.value, way.label, way.preferred) for way in ann.ways] == [
        ("h@b.example", "Home", False),
        ("w@b.example", "Work", True),
    ]
    assert (ann.place.name, ann.offices[0].role, ann.tags) == ("Hills", "Head of institution", ("Test",))
    assert ann.postal.town == "Leeds"
    assert "several postal addresses" in ann.remarks[0]


def outlook(**cells: str) -> str:
    """Return an Outlook export of one contact."""
    columns = [
        "Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title",
        "Business Street", "Business City", "Business Postal Code", "Home Street", "Home City", "Home Postal Code",
        "Assistant's Phone", "Business Fax", "Business Phone", "Home Phone", "Mobile Phone", "Anniversary", "Birthday",
        "Assistant's Name", "Categories", "E-mail Address", "E-mail Type", "E-mail Display Name", "E-mail 2 Address",
        "Manager's Name", "Notes", "Spouse", "Web Page",
    ]  # fmt: skip
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerow([cells.get(column.replace(" ", "_").replace("'", "").replace("-", ""), "") for column in columns])
    return stream.getvalue()


def test_outlook(tmp_path):
    text = outlook(
        Title="Mrs", First_Name="Zoë", Last_Name="Renée-Clarke", Company="St Thomas", Job_Title="Headteacher",
        Business_Street="Meadow Lane\nBarton", Business_City="Cambridge", Business_Postal_Code="CB23 7XX",
        Home_Street="1 Elm Lane", Home_City="Ely", Business_Phone="01632 960101", Business_Fax="01632 960109",
        Home_Phone="01632 960102", Birthday="0/0/00", Categories="Schools;Partners", Email_Address="z@s.example",
        Email_Type="SMTP", Email_Display_Name="Zoë (z@s.example)", Assistants_Name="Mr Secret", Spouse="Mr Private",
    )  # fmt: skip
    found = read_contact_table(csv_file(tmp_path, text, "cp1252"))
    (zoe,) = map(person, found.contacts)
    assert found.recognised.words == "Outlook contacts (CSV)"
    assert (zoe.name, zoe.offices[0].job_title, zoe.tags) == (
        "Mrs Zoë Renée-Clarke",
        "Headteacher",
        ("Schools", "Partners"),
    )
    assert [(way.kind.value, way.value, way.label) for way in zoe.ways] == [
        ("email", "z@s.example", ""),
        ("phone", "01632 960101", "Work"),
        ("phone", "01632 960102", "Home"),
    ]
    assert (zoe.postal.lines, zoe.postal.town) == (("Meadow Lane", "Barton"), "Cambridge")
    assert not zoe.doubts
    assert not any(word in str((zoe.note, zoe.ways, zoe.postal)) for word in ("Secret", "Private", "960109", "Ely"))


def test_an_address_of_exchange_is_refused_in_words_and_a_group_is_no_person(tmp_path):
    text = outlook(
        First_Name="Cllr Bob", Last_Name="O'Neill", Email_Address="/o=ExchangeLabs/ou=A/cn=b", Email_Type="EX"
    )
    (bob,) = map(person, read_contact_table(csv_file(tmp_path, text)).contacts)
    assert (bob.title, bob.given_name, bob.ways) == ("Cllr", "Bob", ())
    assert "Exchange server" in bob.remarks[0]
    text = outlook(
        First_Name="PTA", Company="Oakfield Infants", Email_Address="pta@o.example", Home_Phone="'+44 1632 960 455"
    )
    (pta,) = map(organisation, read_contact_table(csv_file(tmp_path, text)).contacts)
    assert (pta.name, [(way.value, way.label) for way in pta.ways]) == (
        "Oakfield Infants",
        [("pta@o.example", "PTA"), ("+44 1632 960 455", "Home")],
    )
    assert pta.doubts


THUNDERBIRD = {
    "English": "First Name,Last Name,Display Name,Primary Email,Work Phone,Mobile Number,Work Address,Work City,"
    "Work ZipCode,Organization,Birth Year",
    "British": "First Name,Last Name,Display Name,Primary Email,Work Phone,Mobile Number,Work Address,Work City,"
    "Work Post Code,Organisation,Birth Year",
    "German": "Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Tel. dienstlich,Mobil-Tel.-Nr.,Dienstlich: Adresse,"
    "Dienstlich: Ort,Dienstlich: PLZ,Organisation,Geburtsjahr",
}


@pytest.mark.parametrize("language", ["English", "British", "German"])
def test_thunderbird(tmp_path, language):
    text = (
        THUNDERBIRD[language]
        + "\nAnn,Bell,Ann B,a@b.example,01632 960000,07700 900001,1 High St,York,YO1 1AA,Hills,1970\n"
    )
    found = read_contact_table(csv_file(tmp_path, text))
    (ann,) = map(person, found.contacts)
    assert found.recognised.words == "Thunderbird address book (CSV)"
    assert (ann.name, ann.place.name, ann.postal.town, ann.postal.postcode) == ("Ann Bell", "Hills", "York", "YO1 1AA")
    assert ways(ann) == [("email", "a@b.example"), ("phone", "01632 960000"), ("mobile", "07700 900001")]
    assert "1970" not in str((ann.note, ann.ways))


@pytest.mark.parametrize(
    ("heading", "holds", "label"),
    [
        ("Telefon (geschäftlich)", "phone", "Work"),
        ("Prénom", "given", ""),
        ("Nom", "family", ""),
        ("Société", "organisation", ""),
        ("Correo electrónico", "email", ""),
        ("Cognome", "family", ""),
        ("Voornaam", "given", ""),
        ("Nazwisko", "family", ""),
        ("Cyfenw", "family", ""),
        ("Cod post", "postcode", ""),
        ("Home Post Code", "postcode", "Home"),
        ("AddressLine1", "street", ""),
        ("Telephone No.", "phone", ""),
        ("Business Phone 2", "phone", "Work"),
    ],
)
def test_headings_of_programs_and_languages(heading, holds, label):
    found = understand_heading(heading)
    assert found is not None
    assert (found.holds.value, found.label) == (holds, label)


@pytest.mark.parametrize("heading", ["X_REF", "Latitude", "Shoe size", "", "Type of organisation", "DfE number"])
def test_headings_of_other_things_are_not(heading):
    assert understand_heading(heading) is None
