"""What a book is locked with: changing it, taking it away, the recovery sheet, and opening a book with its code."""
