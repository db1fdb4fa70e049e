"""The screens: one package each, whose `SPEC` tells the window how to make its page."""
