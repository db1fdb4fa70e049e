"""What headings of contact lists are called: by schools, by Outlook, Google and Thunderbird, in their languages.

All as `models.text.sort_key` folds them: small letters, no accents, no marks.
"""

from __future__ import annotations

from models.exchange.contact_tables.holding import Holds
from models.vocabulary import OrganisationKind

_ENGLISH: dict[Holds, str] = {
    Holds.NAME: (
        "name|full name|contact|contacts|contact name|contact names|contact name s|contact person|person|who|member|"
        "display name|file as|named contact|key contact|main contact|lead contact|names|first and last name|"
        "name of contact|staff name|staff member|member name|delegate|attendee|representative|rep|lead|lead person|"
        "named person|person responsible|who to contact|contact at school|key person|name of person"
    ),
    Holds.TITLE: "title|salutation|prefix|name prefix|honorific|honorific prefix|mr mrs|mr mrs ms|titel",
    Holds.GIVEN: (
        "first name|given name|forename|forenames|first|christian name|first names|fname|firstname|forename 1|"
        "given names|given|initial"
    ),
    Holds.MIDDLE: "middle name|middle names|middle|additional name|middle initial|forename 2|middlename",
    Holds.FAMILY: "last name|family name|surname|last|lname|lastname|second name|family",
    Holds.LETTERS: "suffix|name suffix|post nominals|letters|honours|honorific suffix|qualifications",
    Holds.KNOWN_AS: (
        "nickname|known as|preferred name|nick name|known name|preferred forename|preferred first name|chosen name|"
        "preferred given name"
    ),
    Holds.ROLE: (
        "role|job title|job|position|post|responsibility|job role|designation|organization title|occupation|"
        "organization 1 title|title role|role title|roles|jobtitle|post held|office held|role job title|"
        "position role|capacity|job title role|responsibilities"
    ),
    Holds.DEPARTMENT: "department|dept|faculty|team|section|organization department|organization 1 department",
    Holds.ORGANISATION: (
        "organisation|organization|school|company|institution|establishment|representing|setting|organization name|"
        "organization 1 name|school name|organisation name|company name|name of school|school college|"
        "name of organisation|establishment name|institution name|academy|college|employer|provider|schools|nursery|"
        "primary school|secondary school|charity|business|business name|agency|partner|partner organisation|"
        "club|setting name|school setting|organisation school|school organisation|name of institution|trust|"
        "workplace|council|name of setting|provider name|group name|authority|firm|org|org name|organisation company|"
        "charity name|church|club name|name of group|name of club|name of charity|name of company|agency name"
    ),
    Holds.URN: "urn|school urn|dfe urn|establishment urn",
    Holds.EMAIL: (
        "email|e mail|email address|e mail address|mail|email addresses|e mail addresses|emails|e mails|"
        "email contact|contact email|primary email|primary e mail|emailaddress|e mail s|email s|mail address|"
        "e mail 1 value"
    ),
    Holds.PHONE: (
        "phone|telephone|tel|phone number|telephone number|landline|work phone|telephone numbers|tel no|phone no|"
        "tel number|telephone no|contact number|contact no|phone numbers|number|tel nos|phones|business phone|"
        "switchboard|phone 1 value|primary phone|company main phone|contact telephone|contact phone|daytime phone|"
        "ph|ph no|landline number|landline no|direct line|direct dial|direct number|contact tel no|"
        "contact tel|telno|contact telephone number|contact phone number|main phone|main number|call|ring"
    ),
    Holds.MOBILE: (
        "mobile|mobile phone|mobile number|cell|cell phone|mobile no|mob|mobile tel|cellphone|mobile telephone|"
        "mobile phone number|mob no|handy"
    ),
    Holds.WEBSITE: (
        "website|web site|web page|web|url|web address|homepage|home page|school website|www|webpage|site|"
        "website address|web page 1|page|website 1 value|business homepage|internet"
    ),
    Holds.ADDRESS: (
        "address|postal address|full address|addresses|address 1 formatted|mailing address|contact address|"
        "correspondence address|location address|full address inc postcode|address inc postcode|"
        "address including postcode|address with postcode|full address including postcode"
    ),
    Holds.STREET: (
        "street|street address|road|address 1 street|house|building|locality|house number|house name|village|"
        "address line|district|suburb|address 1 po box|address 1 extended address|address 2|address 3|address 4|addr|"
        "street 2|street 3|address street|area of town|address box"
    ),
    Holds.TOWN: "town|city|town city|address 1 city|post town|posttown|city town|town or city",
    Holds.COUNTY: "county|state|region|address 1 region|province|state province|county state",
    Holds.POSTCODE: "postcode|post code|postal code|zip|zip code|zipcode|address 1 postal code|pcode|p code|postcodes",
    Holds.COUNTRY: "country|country region|address 1 country|country code",
    Holds.STARTS: (
        "start date|started|since|from|date of appointment|appointed|date appointed|in post since|start|date joined|"
        "joined|appointment date|term start|term of office start|date started|appointed on|elected on"
    ),
    Holds.ENDS: "end date|end|ended|until|to|left|date left|leaving date|finish date|stepped down",
    Holds.TERM_ENDS: (
        "term ends|term of office ends|end of term|end of term of office|term of office end|term end|term expires|"
        "expires|expiry|date term of office ends ended|term of office|term of office expires|term end date"
    ),
    Holds.APPOINTED_BY: "appointing body|appointed by|elected by|appointing authority",
    Holds.PARTY: "party|political party|political group",
    Holds.WARD: "ward|division|electoral division|wards|ward name",
    Holds.LAST_CONTACT: (
        "last contacted|last contact|date last contacted|last spoken|last spoke|date of last contact|last met|"
        "last visit|last call|last contact date|contacted|date contacted|last meeting"
    ),
    Holds.NOTE: (
        "note|notes|comment|comments|remarks|further information|information|details|other information|info|"
        "additional information|other|other notes|further info|any comments|any other comments|additional comments|"
        "other comments|description|any other information|other details|notes comments|memo"
    ),
    Holds.TAGS: "tags|categories|category|labels|group membership|tag|keywords|groups|label",
    Holds.EMAIL_LABEL: "e mail 1 label|e mail 1 type|e mail type",
    Holds.PHONE_LABEL: "phone 1 label|phone 1 type",
}

_OTHER_LANGUAGES: dict[Holds, str] = {
    # German, French, Spanish, Italian, Dutch, Polish, Portuguese, Welsh: as Outlook and Thunderbird write them.
    Holds.NAME: (
        "anzeigename|vollstandiger name|nom complet|nom d affichage|nom a afficher|nombre completo|"
        "nombre para mostrar|nome completo|nome visualizzato|volledige naam|weergavenaam|wyswietlana nazwa|"
        "nome a mostrar|enw llawn|enw cyswllt|nazwa wyswietlana|naam"
    ),
    Holds.TITLE: "anrede|titre|civilite|tratamiento|titolo|tytul|teitl|aanhef",
    Holds.GIVEN: "vorname|prenom|nombre|nome|voornaam|imie|nome proprio|enw cyntaf",
    Holds.MIDDLE: (
        "weitere vornamen|zweiter vorname|deuxieme prenom|segundo nombre|secondo nome|tweede voornaam|drugie imie|"
        "middelste naam|enw canol"
    ),
    Holds.FAMILY: (
        "nachname|nom|nom de famille|apellidos|apellido|cognome|achternaam|nazwisko|sobrenome|apelido|cyfenw"
    ),
    Holds.LETTERS: "suffixe|sufijo|titolo straniero|achtervoegsel|sufiks|namenszusatz",
    Holds.KNOWN_AS: "spitzname|surnom|apodo|soprannome|bijnaam|pseudonim|alcunha|llysenw",
    Holds.ROLE: (
        "position|funktion|berufsbezeichnung|fonction|titre du poste|puesto|cargo|posizione|qualifica|functie|"
        "stanowisko|swydd|rol|rola|beruf"
    ),
    Holds.DEPARTMENT: "abteilung|service|departamento|reparto|ufficio|afdeling|dzial|adran",
    Holds.ORGANISATION: (
        "firma|organisation|unternehmen|schule|societe|entreprise|ecole|empresa|organizacion|escuela|societa|azienda|"
        "organizzazione|scuola|bedrijf|organisatie|szkola|organizacja|organizacao|ysgol|sefydliad|cwmni|instelling"
    ),
    Holds.EMAIL: (
        "e mail 2 adresse|e mail 3 adresse|sekundare e mail adresse|adresse electronique secondaire|"
        "e mail adresse|emailadresse|adresse de messagerie|adresse e mail|adresse electronique|courriel|"
        "direccion de correo electronico|correo electronico|correo|indirizzo posta elettronica|indirizzo e mail|"
        "e mailadres|adres e mail|endereco de e mail|e bost|ebost|primare e mail adresse|primaire e mailadres|"
        "premiere adresse electronique|adresse electronique principale|indirizzo email|indirizzo email primario|"
        "correo electronico principal|podstawowy adres e mail|primarer e mail|adresse mail|primare e mail"
    ),
    Holds.PHONE: (
        "haupttelefon|telephone principal|telefon glowny|telefon geschaftlich|telefon|telefonnummer|telefoon|"
        "tel dienstlich|telephone bureau|telephone professionnel|"
        "telephone professionnelle|tel professionnel|telefono|telefono del trabajo|trabajo telefono|telefono ufficio|"
        "ufficio|telefoon op werk|telefoonnummer|telefon sluzbowy|telefone|telefone comercial|ffon|rhif ffon|"
        "teleffon|telefono de trabajo|tel travail|telephone travail|numero de telephone"
    ),
    Holds.MOBILE: (
        "mobil tel nr|mobil tel|mobiltelefon|handy|mobil|mobilnummer|tel mobile|telephone mobile|portable|"
        "tel portable|movil|telefono movil|"
        "cellulare|mobiele telefoon|telefon komorkowy|komorka|telemovel|celular|symudol|ffon symudol|mobiel"
    ),
    Holds.WEBSITE: (
        "osobista strona sieci web|webseite 1|site web 1|webseite|website|page web|site web|pagina web|webpagina|"
        "strona sieci web|strona internetowa|gwefan"
    ),
    Holds.STREET: (
        "strasse|strasse geschaftlich|rue|rue bureau|calle|calle del trabajo|via|via ufficio|straat|werkadres straat|"
        "ulica|rua|stryd|adresse|direccion|indirizzo|adres|cyfeiriad"
    ),
    Holds.TOWN: (
        "ort|ort geschaftlich|stadt|ville|ville bureau|ciudad|ciudad de trabajo|citta|citta ufficio|plaats|"
        "werkadres plaats|miasto|cidade|tref|gemeente"
    ),
    Holds.COUNTY: (
        "dep region|region kanton|bundesland|region geschaftlich|departement|provincia|provincia ufficio|"
        "provincie|wojewodztwo|sir|"
        "region kanton geschaftlich|dep region bureau|provincia o estado de trabajo"
    ),
    Holds.POSTCODE: (
        "plz|postleitzahl|postleitzahl geschaftlich|code postal|code postal bureau|codigo postal|"
        "codigo postal del trabajo|cap|cap ufficio|postcode|werkadres postcode|kod pocztowy|cod post|cep"
    ),
    Holds.COUNTRY: (
        "pays region|kraj region|land region|land|land region geschaftlich|pays|pays region bureau|pais|paese|"
        "kraj|gwlad"
    ),
    Holds.NOTE: "notizen|bemerkungen|anmerkungen|notes|remarques|notas|note|notities|opmerkingen|notatki|nodiadau",
    Holds.TAGS: "kategorien|categories|categorias|categorie|categorieen|kategorie",
}

BY_WORDS: dict[str, Holds] = {
    words: holds
    for table in (_OTHER_LANGUAGES, _ENGLISH)
    for holds, joined in table.items()
    for words in joined.split("|")
}
"""What a heading means, by its folded words. English wins where two languages differ."""

_USUAL = {
    OrganisationKind.INSTITUTION: (
        "school|schools|school name|name of school|school college|academy|college|nursery|primary school|"
        "secondary school|setting|setting name|name of setting|school setting"
    ),
    OrganisationKind.COUNCIL: "council|authority",
    OrganisationKind.TRUST: "trust",
    OrganisationKind.CHARITY: "charity|charity name|name of charity",
}
USUAL_KINDS = {words: kind for kind, joined in _USUAL.items() for words in joined.split("|")}
"""What organisations are that stand below such a heading, unless their name says otherwise."""

_PRIVATE = (
    "birthday|anniversary|birth year|birth month|birth day|date of birth|dob|gender|sex|spouse|children|hobby|"
    "government id number|religion|ethnicity|nationality|national insurance number|ni number|salary|medical|"
    "geburtstag|anniversaire|cumpleanos|compleanno|verjaardag|jahrestag|geschlecht|partners name|home postcode|"
    "event 1 value|birth date|birthdate|age|previous surname|previous title|previous forename 1|"
    "previous forename 2|maiden name|relation 1 value|relation 1 type|event 1 label|assistants name|"
    "assistants phone|managers name|geburtsjahr|geburtsmonat|jour|mois|annee de naissance|name assistent|"
    "telefon assistent|nom de l assistant e|telephone de l assistant e|conjoint e|urodziny|rocznica|plec|asystent|"
    "telefon asystenta|menadzer|anniversaire de mariage ou fete|sexe|pupil name|pupils name|childs name|child name|"
    "student name|pupil|child|childrens names|next of kin|emergency contact|emergency contact name"
)
PRIVATE = frozenset(_PRIVATE.split("|"))
"""Headings of what this program never takes in about a person, and of other people's names beside theirs."""

BESIDE = {
    "work": "Work", "business": "Work", "office": "Work", "daytime": "Work", "home": "Home", "private": "Home",
    "personal": "Home", "evening": "Evenings", "evenings": "Evenings", "other": "Other", "main": "", "primary": "",
    "secondary": "Other", "alternative": "Other", "alternate": "Other", "additional": "Other", "second": "Other",
    "direct": "Direct", "preferred": "", "contact": "", "contacts": "", "geschaftlich": "Work", "dienstlich": "Work",
    "dienstliche": "Work", "privee": "Home",
    "professionnelle": "Work", "autre": "Other", "weiterer": "Other", "weiteres": "Other", "biuro": "Work",
    "dom": "Home",
    "privat": "Home",
    "weitere": "Other", "bureau": "Work", "domicile": "Home", "professionnel": "Work", "trabajo": "Work",
    "casa": "Home", "ufficio": "Work", "abitazione": "Home", "werk": "Work", "thuis": "Home", "sluzbowy": "Work",
    "domowy": "Home", "emergency": "Emergency", "term": "", "their": "", "s": "", "current": "", "the": "",
    "legal": "", "day": "Work", "eve": "Evenings", "eves": "Evenings", "2nd": "Other", "1st": "", "first": "",
    "key": "", "lead": "", "named": "", "parent": "", "parents": "", "carer": "", "carers": "", "guardian": "",
    "of": "", "op": "", "del": "", "de": "", "your": "", "and": "", "value": "",
}  # fmt: skip
"""Words that stand beside such a heading, and the kind of address or number that they make it."""

_OF_ORGANISATION = (
    "school|organisation|organization|company|institution|establishment|college|academy|nursery|setting|trust|"
    "switchboard|reception|generic|general|admin|enquiries"
)
OF_ORGANISATION = frozenset(_OF_ORGANISATION.split("|"))
"""Words that say that an address or number is the organisation's own."""

_USELESS = (
    "fax|faks|telecopie|autotelefon|voiture|telex|pager|isdn|tty|tdd|radio|callback|car|yomi|phonetic|photo|"
    "screen|custom|user|account|initials|"
    "priority|sensitivity|mileage|billing|directory|subject"
)
USELESS = frozenset(_USELESS.split("|"))
"""Words of headings whose columns hold nothing that is kept."""

_ROLE_WORDS = (
    "headteacher|head teacher|head|principal|ht|exec head|chair|chair of govs|clerk|clerk to governors|"
    "chair of governors|business manager|sbm|senco|dsl|deputy headteacher|deputy head|assistant head|"
    "receptionist|office manager|school business manager|safeguarding lead|caretaker|site manager|head of school|"
    "chair of trustees|ceo|chief executive|councillor|cllr|leader|secretary|treasurer|convenor|manager|director|"
    "co chair|vice chair|executive headteacher|acting headteacher|bursar|premises manager|family liaison officer|"
    "designated safeguarding lead|liaison officer|administrator|school secretary|head of year|vice principal|"
    "deputy principal|coordinator|chairperson|cog|co g|sendco|pa|heads pa|pa to head|pa to headteacher|headteachers pa|"
    "headteacher pa|pa to the head|acting head|exec headteacher|dht|chair of gov|head of centre|nursery manager"
)
ROLE_WORDS = frozenset(_ROLE_WORDS.split("|"))
"""Roles that a heading may name, beside the program's own: the column holds who has it."""
