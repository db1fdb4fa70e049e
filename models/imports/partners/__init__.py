"""The shared part of a partnership, given to a partner as a file and taken from one: each keeps their own edits."""
