"""Commands of the level above: receiving, deciding, handing on."""
