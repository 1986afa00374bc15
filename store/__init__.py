"""How we remember: the database, loading and saving a case, read-only questions, files, backup. It decides no rule."""
