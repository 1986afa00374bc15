"""Pages: one file per room of the desk."""
