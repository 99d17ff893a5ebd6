"""The entry point. `gunicorn wsgi:app` serves; `python wsgi.py --help` lists the operator's commands.

Configuration -> services -> pages: the only file that knows all three.
"""

from flask import Flask

from config import SECRET_FILE, Config, from_environment
from voting.bootstrap import BootstrapSettings, build
from voting.manage.commands import Installation, make_cli
from voting.web.app import create_app
from voting.web.settings import WebSettings

CHORES_EVERY_S = 60
"""How often answering readers reminds the server of what is due, where no timer does (`close-due`)."""


def make_app() -> Flask:
    """The web application, as the environment wants it."""
    config = from_environment()
    services = build(bootstrap_settings(config))
    settings = WebSettings(
        secret_key=config.secret_key,
        public_url=config.public_url,
        behind_proxy=config.behind_proxy,
        ballots_per_minute=config.ballots_per_minute,
        chores_every_s=CHORES_EVERY_S,
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
    )


def installation() -> Installation:
    """The same installation, for the operator's commands."""
    config = from_environment()
    return Installation(bootstrap_settings(config), config.data_folder / SECRET_FILE)


if __name__ == "__main__":
    make_cli(installation)()
else:
    app = make_app()
