"""Officials' accounts through the pages."""
