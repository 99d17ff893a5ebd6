"""The village head's and the team's pages: household list, cards, votes, turnout."""
