"""What goes by post: letters from a Word template, sheets of address labels, the addresses as a list."""
