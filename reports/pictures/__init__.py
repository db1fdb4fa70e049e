"""Pictures where people would rather look: drawn once for window and page, each with its words and its table."""
