"""The hallway: collect -> extract -> read -> link -> append."""
