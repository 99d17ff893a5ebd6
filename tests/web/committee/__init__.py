"""The counting committee's pages."""
