"""onrecord reads the coverage of an event and writes the record: who said what, when, and known through whom."""

__version__ = "0.1.0"
