"""The Belenios v1 ballot protocol with the household card: elections, ballots, trustees, tally, archive."""
