"""Emails saved as files, brought in as conversations with what they carried."""
