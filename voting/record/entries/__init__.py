"""The form of entries: one file a subject; its rules have the same name in `rules/`."""
