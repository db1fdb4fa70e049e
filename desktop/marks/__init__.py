"""What may stand on any record: tags, groups, notes, files, references, reminders, own fields and its history."""
