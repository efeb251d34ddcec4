"""The region's own table: what it states, and what it says with the words from below."""
