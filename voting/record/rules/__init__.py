"""The judgement of entries: one file a subject; their form has the same name in `entries/`."""
