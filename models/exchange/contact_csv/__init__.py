"""Cards of an address book as tables that Google Contacts and Outlook take in."""
