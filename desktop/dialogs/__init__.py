"""Dialogs that several pages open: each page asks for them, none of them knows a page."""
