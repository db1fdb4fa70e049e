"""Questions: each returns frozen rows, never entities; the only thing windows, papers and the command line read."""
