"""Who comes in: every route with every role, sessions, headers."""
