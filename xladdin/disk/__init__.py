"""Files on disk: written whole or not at all, never over what somebody else put there meanwhile."""
