"""Foreign formats, one a file: text to plain data and back, without a session."""
