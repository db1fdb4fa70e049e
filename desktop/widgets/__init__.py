"""The pieces pages are built from."""
