"""READ, part by part: files are found, opened, decoded and cut into items."""
