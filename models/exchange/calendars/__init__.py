"""Calendars as iCalendar files: read whoever wrote them, each occurrence with its day, and written for anyone."""
