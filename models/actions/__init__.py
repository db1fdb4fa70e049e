"""Verbs: plain functions on a session given by `store.write`; the only code that changes records."""
