"""Pictures in the window: painted from the same shapes as on a page, walked with the arrows, and as a table."""
