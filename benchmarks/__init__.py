"""How long things take and how much they need; see README.md here."""
