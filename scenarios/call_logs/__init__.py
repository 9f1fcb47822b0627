"""Others' logs of calls: read, recognised, checked; one table whatever the export."""
