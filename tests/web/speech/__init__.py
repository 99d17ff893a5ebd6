"""How things are said: both languages, whole."""
