"""The embedded extract, its licence, and the script that made it."""
