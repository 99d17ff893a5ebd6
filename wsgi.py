"""The entry point. `gunicorn wsgi:app` serves; `python wsgi.py --help` lists the operator's commands.

Configuration -> services -> pages: the only file that knows all three.
"""

from flask import Flask

from config import ROOT, from_environment
from voting.bootstrap import BootstrapSettings, build
from voting.manage.commands import Installation, make_cli
from voting.web.app import create_app
from voting.web.settings import WebSettings


def make_app() -> Flask:
    """The web application, as the environment wants it."""
    config = from_environment()
    services = build(BootstrapSettings(config.database_url, config.secret_key, config.host))
    settings = WebSettings(
        secret_key=config.secret_key,
        public_url=config.public_url,
        behind_proxy=config.behind_proxy,
        ballots_per_minute=config.ballots_per_minute,
    )
    return create_app(services, settings)


def installation() -> Installation:
    """The same installation, for the operator's commands."""
    config = from_environment()
    return Installation(config.database_url, config.secret_key, config.host)


if __name__ == "__main__":
    make_cli(installation, ROOT / "var")()
else:
    app = make_app()
