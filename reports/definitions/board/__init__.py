"""Papers for governors and for whoever minutes their meetings."""
