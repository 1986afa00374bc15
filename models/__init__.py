"""What we keep: the nouns. Vocabulary, values, definition schemas and table records.

Opens nothing, decides nothing: no database, no file, no clock, no rule.
"""
