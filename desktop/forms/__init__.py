"""Fields that understand what is typed and say what is wrong under the field."""
