"""What a valid record is: entry types, replay, outcome, export."""
