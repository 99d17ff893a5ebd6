"""A server that cheats, one way at a time: who notices, when, and what they read (`table`)."""
