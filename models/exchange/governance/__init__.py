"""Governors, trustees and clerks as Get Information about Schools (GIAS) lists them, in its files and its template."""
