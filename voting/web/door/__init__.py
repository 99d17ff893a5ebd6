"""Who comes in: access of every view, sessions of officials, known devices, limits, headers."""
