"""The household's pages: the booth behind a scanned card, and receipts by ballot number."""
