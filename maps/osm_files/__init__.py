"""Reading OpenStreetMap: files, tags, roads, bans, addresses, areas."""
