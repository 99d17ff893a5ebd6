"""The pages and the interface, through Flask's own client on real services."""
