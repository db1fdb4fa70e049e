"""Erasing a person: what is about them goes, what happened stays, and the book forgets who it was."""
