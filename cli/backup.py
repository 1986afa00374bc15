"""Backup: everything of an installation in one file, and looking whether such a file would do."""
