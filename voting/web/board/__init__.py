"""For those who supervise: the health of the record."""
