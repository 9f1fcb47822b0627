"""Pages in general: maps that a browser shows without any network."""
