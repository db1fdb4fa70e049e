"""Address books as vCard files (2.1, 3.0 and 4.0), read whoever wrote them and written so that everyone reads them."""
