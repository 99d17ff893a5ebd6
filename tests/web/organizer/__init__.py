"""The village head's pages."""
