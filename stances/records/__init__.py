"""Records that people edit, in YAML: a file is a mapping from table name to a list of records."""
