"""The law's terms that pages about reports use, for `web`, which knows services alone; their home is `law`."""

from voting.law.reporting import RECIPIENTS, recipients

__all__ = ["RECIPIENTS", "recipients"]
