"""Publishing the record: the briefing and the exports."""
