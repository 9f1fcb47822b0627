"""The plan's page."""
