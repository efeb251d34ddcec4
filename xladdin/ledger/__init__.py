"""收件台账: what the level above received, in what state, and what was decided about it (SQLite)."""
