"""Papers: definitions build a Document, printers print it. No window, no Qt."""
