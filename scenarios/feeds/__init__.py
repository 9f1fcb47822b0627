"""What other programs write while a shift runs: position logs, tables."""
