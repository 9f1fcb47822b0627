"""Two plans side by side on one page."""
