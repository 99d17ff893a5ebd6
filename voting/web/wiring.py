"""How a view reaches the services and the clock of the application it runs in."""

from datetime import datetime
from typing import cast

from flask import Flask, current_app

from voting.services.house import Services
from voting.web.settings import WebSettings

SERVICES = "dinh.services"
SETTINGS = "dinh.settings"


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
