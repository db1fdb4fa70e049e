"""Tables and lists: columns as data, models that change by difference, views fit for the keyboard."""
