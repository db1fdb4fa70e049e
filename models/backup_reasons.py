"""Why a copy of a book is made besides those of every day: it stands in the name of the copy."""

BEFORE_IMPORT, BEFORE_ERASURE, BEFORE_REKEY = "before import", "before erasure", "before new passphrase"
