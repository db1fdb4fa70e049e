"""The window and the command line: what people touch."""
