"""From a neutral document to the official tables: header words and structure, never positions."""
