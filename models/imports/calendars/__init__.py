"""Entries of calendars, compared with the meetings, events and terms of the book and written."""
