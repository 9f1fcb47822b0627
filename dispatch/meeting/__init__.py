"""Where officers and a victim meet: places near, and who waits for whom."""
