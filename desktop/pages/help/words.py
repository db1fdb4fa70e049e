"""The words of the help page: what to do first, and what people ask."""

from __future__ import annotations

from resources.i18n import marked as m

STEPS: tuple[tuple[str, str], ...] = (
    (
        m("Say who you are"),
        m("Press Ctrl+, for Settings. Choose your school and enter your name. Both go on your papers."),
    ),
    (
        m("Add your neighbours"),
        m(
            "Press Ctrl+R to add schools from the national register. For a council, a charity or a group, "
            "press Ctrl+Shift+O. Only the name is needed to begin."
        ),
    ),
    (
        m("Add the people you know there"),
        m("Press Ctrl+Shift+P. Say at which organisation they are and as what. Mark the best one to contact."),
    ),
    (
        m("Log a conversation"),
        m(
            "Press Ctrl+L, from any screen, during the call or after it. Say who, how, and what was said. "
            "If you want an answer, say by when: the program reminds you."
        ),
    ),
    (
        m("Write down what was promised"),
        m(
            "Press Ctrl+T. A promise counts once it has an owner, a result anyone could see, and a date. "
            "Until then it stays an aspiration."
        ),
    ),
    (
        m("Tell your neighbours about an event"),
        m(
            "Press Ctrl+7, open the event and press Alt+G. Tick whom to tell and press Enter. "
            "Note later who put it up, and who did not answer."
        ),
    ),
    (
        m("Make a paper"),
        m("Press Ctrl+9. Choose the paper and the dates, look at it, then save it or print it."),
    ),
)

QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        m("How do our lists and address books come in?"),
        m(
            "Press Ctrl+I, or drop files on the window. What each row would do is shown before anything is written; "
            "you decide what is doubtful. An import can be taken back: choose Earlier imports in the File menu."
        ),
    ),
    (
        m("Who is linked with whom?"),
        m(
            "Choose Pictures in the View menu: the whole network and who stands alone in it, who is near, who was in "
            "touch with whom, and how well promises are kept. The arrow keys walk through a picture, Enter opens what "
            "is marked, and each is a table too."
        ),
    ),
    (
        m("Is this the paper that we sent?"),
        m(
            "Choose Papers made in the Reports menu. Each report that you save or send is noted there, with its "
            "choices and who got it. Drop a file on the page to be told whether it is the very one."
        ),
    ),
    (
        m("Did it save?"),
        m(
            "Yes, as soon as you left the field; the foot of the window says so. New records are kept when you press "
            "Save. Ctrl+Z takes the last change back, whatever it was."
        ),
    ),
    (
        m("I deleted something"),
        m("Press Ctrl+Z. Deleted records leave the lists but stay in the book, so they can be brought back."),
    ),
    (
        m("How do I find anything again?"),
        m("Press Ctrl+K and type a word: a name, a place, or something that was said. Ctrl+F narrows the list."),
    ),
    (
        m("How do I keep a copy?"),
        m(
            "File, Back up now. The copy is checked after it is written. Settings says where copies are kept; choose a "
            "second place off this computer there too."
        ),
    ),
    (
        m("The book is damaged, or I want yesterday’s back"),
        m(
            "File, Restore a backup shows what a copy holds and what was changed since; the present book is kept "
            "beside it. A damaged book offers its newest good backup by itself, or to save what can be read into a new "
            "book."
        ),
    ),
    (
        m("Something went wrong. Whom do I tell?"),
        m(
            "Choose Report a problem in the Help menu. It shows what helps to mend a fault, without anything of "
            "anybody in it. Save it, and give it to whoever helps you. Nothing is sent by itself."
        ),
    ),
    (
        m("Can two of us use one book?"),
        m(
            "One at a time writes to a book that is a file; whoever comes second is told who has it, and can read. "
            "If a book is taken over while you write, what you typed can be kept as a text file. "
            "To write at the same time, keep the book on a PostgreSQL server."
        ),
    ),
    (
        m("What if the passphrase is forgotten?"),
        m(
            "Keep the recovery sheet: File, Passphrase and recovery makes it. Where the passphrase is asked for, "
            "“I forgot the passphrase” takes its code and asks for a new passphrase. Without either nobody can open "
            "the book."
        ),
    ),
    (
        m("How do I send a paper so that nobody else can read it?"),
        m(
            "File, Save securely with a password makes a PDF, an Excel workbook or a Word document that opens only "
            "with the password you choose. Tell the password by telephone or face to face, never in the same email. "
            "CSV, web pages and calendars can have none."
        ),
    ),
    (
        m("Can this computer remember the passphrase?"),
        m(
            "Tick it where the passphrase is asked for. Then whoever can log in as you can open the book, so do it "
            "only on a computer of your own with an encrypted disk. Settings has it forgotten again. A locked screen "
            "asks all the same."
        ),
    ),
    (
        m("Does anything leave this computer?"),
        m("No. The program does not use the internet and sends nothing to anyone."),
    ),
)
