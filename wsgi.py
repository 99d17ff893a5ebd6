"""The entry point. `gunicorn wsgi:app` serves; `python wsgi.py --help` lists the operator's commands.

Configuration -> services -> pages: the only file that knows all three.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from flask import Flask

from config import SECRET_FILE, Config, ConfigError, from_environment
from voting.bootstrap import BootstrapSettings, CannotRun, build, said_plainly
from voting.manage.carriers import Gateway, MailServer, carriers
from voting.services.carriers import Carriers
from voting.web.app import create_app
from voting.web.settings import WebSettings

if TYPE_CHECKING:
    from voting.manage.commands import Installation


def make_app() -> Flask:
    """The web application, as the environment wants it."""
    config = configured()
    services = build(bootstrap_settings(config))
    settings = WebSettings(
        secret_key=config.secret_key,
        public_url=config.public_url,
        behind_proxy=config.behind_proxy,
        ballots_per_minute=config.ballots_per_minute,
        chores_every_s=config.chores_every_s,
        identity_providers=config.identity_providers,
    )
    return create_app(services, settings)


def bootstrap_settings(config: Config) -> BootstrapSettings:
    """What the services need to know of the configuration."""
    return BootstrapSettings(
        database_url=config.database_url,
        secret_key=config.secret_key,
        host=config.host,
        data_folder=config.data_folder,
        old_secret_key=config.old_secret_key,
        carriers=carriers_of(config),
    )


def carriers_of(config: Config) -> Carriers:
    """What carries messages to people, as the environment wants it."""
    given = config.messages
    mail = gateway = None
    if given.mail_server:
        host, port = given.mail_server
        mail = MailServer(
            host=host, port=port, sender=given.mail_from, user=given.mail_user, password=given.mail_password,
            starttls=host not in {"localhost", "127.0.0.1"},
        )  # fmt: skip
    if given.sms_url:
        gateway = Gateway(url=given.sms_url, body=given.sms_body, headers=given.sms_headers)
    return carriers(mail, gateway, dry=given.dry, site=config.public_url)


def configured() -> Config:
    """What the environment says; `CannotRun` where it cannot work."""
    try:
        return from_environment()
    except ConfigError as error:
        raise CannotRun(str(error)) from error


def installation() -> Installation:
    """The same installation, for the operator's commands."""
    from voting.manage.commands import Installation  # noqa: PLC0415 - the server needs no command

    config = configured()
    return Installation(bootstrap_settings(config), config.data_folder / SECRET_FILE, config.public_url)


if __name__ == "__main__":
    from voting.manage.commands import make_cli

    make_cli(installation)()
else:
    try:
        with said_plainly():
            app = make_app()
    except CannotRun as error:
        sys.exit(f"Đình: {error}")
