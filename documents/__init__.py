"""What people bring and take along: rosters and lists. Reads and writes files, knows no database."""
