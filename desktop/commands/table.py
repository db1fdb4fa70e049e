"""The table of commands: how each is called, in which menu it stands, which keys it has, whose it is."""

from __future__ import annotations

from desktop.commands.names import Command, Menu, Spec
from resources.i18n import marked as m

_F, _E, _V, _R, _T, _H = Menu

SPECS: dict[Command, Spec] = {
    Command.NEW_BOOK: Spec(_F, m("&New record book…"), "book-open", tip=m("Start an empty record book")),
    Command.OPEN_BOOK: Spec(_F, m("&Open record book…"), "folder-open", ("Ctrl+O",), m("Open another record book")),
    Command.OPEN_SERVER: Spec(
        _F, m("Open a book &from a server…"), "cloud", (), m("Open a record book on a PostgreSQL server")
    ),
    Command.FROM_ARCHIVE: Spec(
        _F,
        m("Ma&ke a book from an archive…"),
        "archive-box",
        (),
        m("Make a new record book of an archive of everything"),
    ),
    Command.IMPORT: Spec(
        _F,
        m("Bring &in from a file…"),
        "download-simple",
        ("Ctrl+I",),
        m("Bring in contacts, calendars, lists and more, each row seen first"),
        True,
    ),
    Command.IMPORT_REGISTER: Spec(
        _F, m("Import the regis&ter…"), "buildings", (), m("Bring in a file of the national register of schools")
    ),
    Command.IMPORTS: Spec(
        _F, m("Earlier i&mports"), "clock-clockwise", (), m("See what was brought in from files, and take it back")
    ),
    Command.EXPORT: Spec(_F, m("&Export this list…"), "export", ("Ctrl+E",), m("Save this list as a spreadsheet")),
    Command.SAVE_PROTECTED: Spec(
        _F,
        m("Save sec&urely with a password…"),
        "lock-key",
        (),
        m("Save the list or report in view as a file that opens only with a password"),
    ),
    Command.EDIT_SHEET: Spec(
        _F, m("Edit in E&xcel…"), "table", (), m("Save this list as a workbook that you can edit and bring back")
    ),
    Command.BRING_BACK: Spec(
        _F,
        m("Brin&g back an edited sheet…"),
        "upload-simple",
        (),
        m("See what an edited workbook would change, then write it"),
    ),
    Command.SAVE_CONTACTS: Spec(
        _F,
        m("Save as &contacts file…"),
        "address-book",
        (),
        m("Save people and organisations for a telephone, Outlook or Google"),
        True,
    ),
    Command.SAVE_CALENDAR: Spec(
        _F, m("Save as c&alendar…"), "calendar-blank", (), m("Save meetings and events for any calendar")
    ),
    Command.SAVE_OPEN_DATA: Spec(
        _F,
        m("Sa&ve open data…"),
        "globe",
        (),
        m("Save public offices, offers or events for everybody, without private people"),
    ),
    Command.PRINT: Spec(_F, m("&Print…"), "printer", ("Ctrl+P",), m("Print the report in view")),
    Command.BACK_UP: Spec(_F, m("&Back up now"), "archive", (), m("Save a checked copy of the record book"), True),
    Command.RESTORE: Spec(_F, m("&Restore a backup…"), "clock-counter-clockwise", (), m("Go back to an earlier copy")),
    Command.SAVE_ARCHIVE: Spec(
        _F,
        m("Save everything as an arc&hive…"),
        "archive-tray",
        (),
        m("Save the whole book as tables and files that any program can read"),
    ),
    Command.MOVE_BOOK: Spec(
        _F, m("Move this book else&where…"), "arrows-left-right", (), m("Move the whole book to a server or a file")
    ),
    Command.DELETED: Spec(
        _F, m("Recently &deleted"), "trash", (), m("Bring back what was deleted in the last 30 days")
    ),
    Command.LOCK: Spec(
        _F, m("&Lock now"), "lock", ("Ctrl+Alt+L",), m("Close the book until its passphrase is given again"), True
    ),
    Command.PASSPHRASE: Spec(
        _F,
        m("Passphrase and recover&y…"),
        "key",
        (),
        m("Change the passphrase, take it away, or make the recovery sheet"),
    ),
    Command.SETTINGS: Spec(_F, m("&Settings"), "gear", ("Ctrl+,",), m("Change how the program works for you"), True),
    Command.QUIT: Spec(_F, m("&Quit"), "sign-out", ("Ctrl+Q",), m("Close the program"), True),
    Command.UNDO: Spec(_E, m("&Undo"), "arrow-counter-clockwise", ("Ctrl+Z",), m("Take back the last change")),
    Command.REDO: Spec(_E, m("&Redo"), "arrow-clockwise", ("Ctrl+Y", "Ctrl+Shift+Z"), m("Make the change again")),
    Command.SEARCH: Spec(
        _E, m("&Search everything"), "magnifying-glass", ("Ctrl+K",), m("Search all records and notes"), True
    ),
    Command.FIND: Spec(_E, m("&Filter this list"), "funnel", ("Ctrl+F",), m("Show only what you type")),
    Command.COPY_ROWS: Spec(
        _E, m("&Copy the chosen lines"), "copy", ("Ctrl+C",), m("Copy them with their headings for a spreadsheet"), True
    ),
    Command.PASTE_ROWS: Spec(
        _E, m("&Paste from a spreadsheet…"), "clipboard-text", ("Ctrl+V",), m("Add what was copied in a spreadsheet")
    ),
    Command.CHOOSE_ALL: Spec(_E, m("Choose &all lines"), "", ("Ctrl+A",), m("Choose every line of the list")),
    Command.EDIT_RECORD: Spec(
        _E, m("&Edit this record"), "pencil-simple", ("F2",), m("Change the record in view"), True
    ),
    Command.DELETE_RECORD: Spec(
        _E, m("&Delete this record…"), "trash", ("Ctrl+Delete",), m("Remove the record in view")
    ),
    Command.GO_HOME: Spec(_V, m("Home"), "house", ("Ctrl+1",), m("What needs doing")),
    Command.GO_ORGANISATIONS: Spec(_V, m("Organisations"), "buildings", ("Ctrl+2",), m("Schools, colleges, councils")),
    Command.GO_PEOPLE: Spec(_V, m("People"), "users", ("Ctrl+3",), m("The people you know there")),
    Command.GO_CONVERSATIONS: Spec(
        _V, m("Conversations"), "chat-circle-text", ("Ctrl+4",), m("Calls, emails, letters, visits")
    ),
    Command.GO_MEETINGS: Spec(_V, m("Meetings"), "notebook", ("Ctrl+5",), m("Agendas, attendance, decisions")),
    Command.GO_COMMITMENTS: Spec(
        _V, m("Commitments"), "check-square", ("Ctrl+6",), m("What was promised, and by when")
    ),
    Command.GO_EVENTS: Spec(_V, m("Events"), "calendar-blank", ("Ctrl+7",), m("What is on, and who has been told")),
    Command.GO_PARTNERSHIPS: Spec(
        _V, m("Partnerships"), "handshake", ("Ctrl+8",), m("What you do together, and how it is going")
    ),
    Command.GO_REPORTS: Spec(_V, m("Reports"), "file-text", ("Ctrl+9",), m("Papers for boards and committees")),
    Command.PICTURES: Spec(_V, m("&Pictures"), "share-network", (), m("The network, who is near, grids and charts")),
    Command.FILTER_BY: Spec(
        _V, m("&Filter by a column…"), "funnel", ("Ctrl+Shift+F",), m("Narrow the list by what a column says"), True
    ),
    Command.CLEAR_FILTERS: Spec(_V, m("Clea&r all filters"), "x-circle", ("Ctrl+Shift+X",), m("Show everything again")),
    Command.SAVE_FILTER: Spec(
        _V, m("Sa&ve this filter…"), "bookmark-simple", ("Ctrl+Shift+S",), m("Keep these filters under a name")
    ),
    Command.SAVED_FILTERS: Spec(_V, m("Sav&ed filters…"), "bookmarks", (), m("Rename or remove saved filters")),
    Command.SORT_LIST: Spec(_V, m("S&ort this list…"), "sort-ascending", ("Ctrl+Shift+L",), m("Choose the order")),
    Command.AS_TABLE: Spec(
        _V, m("Show as a &table"), "", ("Ctrl+Shift+T",), m("Show the list in columns"), checkable=True
    ),
    Command.COLUMNS: Spec(_V, m("Colu&mns…"), "columns", (), m("Choose the columns of the table")),
    Command.BACK: Spec(_V, m("&Back"), "arrow-left", ("Alt+Left", "Esc"), m("Go back to where you were"), True),
    Command.NEXT_PANE: Spec(_V, m("&Next pane"), "columns", ("F6",), m("Move to the next part of the window")),
    Command.ZOOM_IN: Spec(
        _V, m("&Larger text"), "magnifying-glass-plus", ("Ctrl++", "Ctrl+="), m("Make text larger"), True
    ),
    Command.ZOOM_OUT: Spec(_V, m("&Smaller text"), "magnifying-glass-minus", ("Ctrl+-",), m("Make text smaller")),
    Command.ZOOM_RESET: Spec(_V, m("&Usual text size"), "text-aa", ("Ctrl+0",), m("Make text the usual size")),
    Command.LOOK_SYSTEM: Spec(_V, m("&Colours of the system"), "", (), m("Light or dark as the system"), True, True),
    Command.LOOK_LIGHT: Spec(_V, m("L&ight colours"), "", (), m("Dark text on white"), checkable=True),
    Command.LOOK_DARK: Spec(_V, m("&Dark colours"), "", (), m("Light text on dark"), checkable=True),
    Command.LOG_CONVERSATION: Spec(
        _R, m("&Log a conversation…"), "chat-circle-text", ("Ctrl+L",), m("Note a call, email, letter or visit")
    ),
    Command.NEW: Spec(_R, m("&New…"), "plus", ("Ctrl+N",), m("Choose what to add")),
    Command.NEW_MEETING: Spec(_R, m("New &meeting…"), "notebook", ("Ctrl+M",), m("Add a meeting"), True),
    Command.NEW_COMMITMENT: Spec(_R, m("New &commitment…"), "check-square", ("Ctrl+T",), m("Note what was promised")),
    Command.NEW_PERSON: Spec(_R, m("New &person…"), "user", ("Ctrl+Shift+P",), m("Add a person")),
    Command.NEW_ORGANISATION: Spec(
        _R, m("New &organisation…"), "buildings", ("Ctrl+Shift+O",), m("Add an organisation")
    ),
    Command.NEW_EVENT: Spec(_R, m("New &event…"), "calendar-blank", ("Ctrl+Shift+E",), m("Add an event")),
    Command.NEW_PARTNERSHIP: Spec(_R, m("New par&tnership…"), "handshake", (), m("Add a partnership of schools")),
    Command.FIND_IN_REGISTER: Spec(
        _R,
        m("&Add from the register…"),
        "plus-circle",
        ("Ctrl+R",),
        m("Add schools from the national register"),
        True,
    ),
    Command.CHANGE_MANY: Spec(
        _R, m("C&hange the chosen records…"), "stack", ("Ctrl+B",), m("Tag, group or put away all chosen lines"), True
    ),
    Command.WRITE_REMINDERS: Spec(
        _R, m("Write &reminders…"), "envelope-simple", (), m("Write to everybody whose chosen commitments are open")
    ),
    Command.EMAIL_SEVERAL: Spec(
        _R, m("Ema&il to several…"), "envelope-simple", (), m("Write to a list or a group, or copy its addresses")
    ),
    Command.DUPLICATES: Spec(
        _R, m("Possible d&uplicates…"), "copy-simple", (), m("Find records that may be the same, and merge them")
    ),
    Command.HELD: Spec(
        _R,
        m("Everything &we hold about a person…"),
        "identification-card",
        (),
        m("Answer somebody who asks what you keep about them"),
    ),
    Command.SUBJECT_REQUESTS: Spec(
        _R,
        m("Data protection re&quests"),
        "clipboard-text",
        (),
        m("See who asked about their data, and by when each answer is due"),
    ),
    Command.ERASE_PERSON: Spec(
        _R, m("Era&se a person for good…"), "eraser", (), m("Forget somebody: what happened stays, who it was goes")
    ),
    Command.BOARD_PAPER: Spec(_T, m("&Board paper…"), "file-text", (), m("A paper for your governing board")),
    Command.BOARD_PACK: Spec(
        _T, m("Board pac&k…"), "books", (), m("All papers of a meeting in one file, with one run of page numbers")
    ),
    Command.AREA_COMMITTEE: Spec(
        _T, m("&Area committee report…"), "file-text", (), m("A report in the council’s form")
    ),
    Command.SAVE_PDF: Spec(_T, m("&Save as PDF…"), "file-pdf", (), m("Save the report in view as a PDF"), True),
    Command.SAVE_EXCEL: Spec(_T, m("Save as &Excel…"), "table", (), m("Save the report in view as a workbook")),
    Command.SAVE_WORD: Spec(_T, m("Save as &Word…"), "file-text", (), m("Save the report in view to edit it in Word")),
    Command.SAVE_WEB: Spec(
        _T, m("Save as web pa&ge…"), "globe", (), m("Save the report in view as one file for a website")
    ),
    Command.SEND_REPORT: Spec(
        _T,
        m("Se&nd by email…"),
        "paper-plane-tilt",
        (),
        m("Write an email with the report in view, and note who it went to"),
    ),
    Command.LETTERS_AND_LABELS: Spec(
        _T,
        m("&Letters and labels…"),
        "envelope-simple",
        (),
        m("Write to many from a Word template, or print address labels"),
        True,
    ),
    Command.PAPERS_MADE: Spec(
        _T, m("Papers &made"), "files", (), m("See which papers were made, who got them, and check a file"), True
    ),
    Command.HELP: Spec(_H, m("&Help"), "question", ("F1",), m("Read how this screen works")),
    Command.KEYS: Spec(_H, m("&Keys…"), "keyboard", ("Ctrl+/",), m("See every key")),
    Command.LOG_FOLDER: Spec(_H, m("Open &log folder"), "folder-open", (), m("Find the log and error reports"), True),
    Command.REPORT_PROBLEM: Spec(
        _H, m("&Report a problem…"), "warning-circle", (), m("Gather what helps to mend a fault; nothing is sent")
    ),
    Command.ABOUT: Spec(_H, m("&About Liaison Desk"), "info", (), m("Version, licences and thanks")),
}


PAGE_COMMANDS = (
    Command.FIND,
    Command.EXPORT,
    Command.SAVE_PROTECTED,
    Command.EDIT_SHEET,
    Command.COPY_ROWS,
    Command.PASTE_ROWS,
    Command.CHOOSE_ALL,
    Command.CHANGE_MANY,
    Command.WRITE_REMINDERS,
    Command.FILTER_BY,
    Command.CLEAR_FILTERS,
    Command.SAVE_FILTER,
    Command.SAVED_FILTERS,
    Command.SORT_LIST,
    Command.AS_TABLE,
    Command.COLUMNS,
    Command.EDIT_RECORD,
    Command.DELETE_RECORD,
    Command.PRINT,
    Command.SAVE_PDF,
    Command.SAVE_EXCEL,
    Command.SAVE_WORD,
    Command.SAVE_WEB,
    Command.SEND_REPORT,
)
"""Those whose meaning the page in view gives; they are off where it gives none."""

BOOK_COMMANDS = (
    *PAGE_COMMANDS,
    Command.IMPORT,
    Command.IMPORT_REGISTER,
    Command.IMPORTS,
    Command.BRING_BACK,
    Command.BACK_UP,
    Command.RESTORE,
    Command.SAVE_ARCHIVE,
    Command.MOVE_BOOK,
    Command.DELETED,
    Command.DUPLICATES,
    Command.HELD,
    Command.SUBJECT_REQUESTS,
    Command.ERASE_PERSON,
    Command.LOCK,
    Command.PASSPHRASE,
    Command.SETTINGS,
    Command.LOG_CONVERSATION,
    Command.NEW_MEETING,
    Command.NEW_COMMITMENT,
    Command.NEW_PERSON,
    Command.NEW_ORGANISATION,
    Command.NEW_EVENT,
    Command.NEW_PARTNERSHIP,
    Command.FIND_IN_REGISTER,
    Command.PICTURES,
    Command.BOARD_PAPER,
    Command.BOARD_PACK,
    Command.AREA_COMMITTEE,
    Command.LETTERS_AND_LABELS,
    Command.EMAIL_SEVERAL,
    Command.SAVE_CONTACTS,
    Command.SAVE_CALENDAR,
    Command.SAVE_OPEN_DATA,
    Command.PAPERS_MADE,
    Command.HELP,
    Command.ABOUT,
)
"""Those that reach for the open book or its pages; each book gives them their meaning anew."""
