"""How a view reaches the services and the clock of the application it runs in."""

from datetime import datetime
from typing import Protocol, cast

from flask import Flask, current_app

from voting.services.households.cards import Cards
from voting.services.households.rolls import Rolls
from voting.services.people.accounts import Accounts
from voting.services.people.communes import Communes
from voting.services.record.publication import Publication
from voting.services.votes.card_lookup import CardLookup
from voting.services.votes.casting import Casting
from voting.services.votes.committees import Committees
from voting.services.votes.counting import Counting
from voting.services.votes.votes import Votes
from voting.web.settings import WebSettings

SERVICES = "dinh.services"
SETTINGS = "dinh.settings"


class Services(Protocol):
    """The actions a view may call, one object per area, as `voting.bootstrap` builds them."""

    @property
    def accounts(self) -> Accounts:
        """Officials and their roles."""

    @property
    def communes(self) -> Communes:
        """Communes and their villages."""

    @property
    def rolls(self) -> Rolls:
        """Household lists."""

    @property
    def cards(self) -> Cards:
        """Household cards."""

    @property
    def committees(self) -> Committees:
        """Counting committees and their keys."""

    @property
    def votes(self) -> Votes:
        """Votes from opening to closing."""

    @property
    def card_lookup(self) -> CardLookup:
        """What a scanned card is for."""

    @property
    def casting(self) -> Casting:
        """Ballots coming in, receipts going out."""

    @property
    def counting(self) -> Counting:
        """Partial decryptions and the result."""

    @property
    def publication(self) -> Publication:
        """Exact bytes for whoever wants to check."""


def connect(app: Flask, services_: Services, settings: WebSettings) -> None:
    """Gives the application its services and settings."""
    app.extensions[SERVICES] = services_
    app.extensions[SETTINGS] = settings


def services() -> Services:
    """The services of the current application."""
    return cast(Services, current_app.extensions[SERVICES])


def settings() -> WebSettings:
    """The settings of the current application."""
    return cast(WebSettings, current_app.extensions[SETTINGS])


def now_utc() -> datetime:
    """The present moment by the application's clock."""
    return settings().clock()
