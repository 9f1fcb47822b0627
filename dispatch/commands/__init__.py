"""The commands: from the command line's words to files and tables."""
