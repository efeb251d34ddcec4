"""Who may sign: a unit's key file, the text of its public half, and the registry of the level above."""
