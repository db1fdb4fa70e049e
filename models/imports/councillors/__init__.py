"""Lists of councillors: people as in any file, and those whom a complete list no longer names."""
