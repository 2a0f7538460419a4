"""What happened, for machines: events of the story with ids and counts, never a name, a number or an address."""
