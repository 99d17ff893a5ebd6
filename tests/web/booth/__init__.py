"""The booth in a real browser, against the real server."""
