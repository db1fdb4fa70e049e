"""People and organisations from files, compared with those of the book and written: whatever kind of file it was."""
