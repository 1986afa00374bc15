"""The API: the same questions and acts as the desk's, as JSON, for other systems and scripts (interface.md, HTTP)."""
