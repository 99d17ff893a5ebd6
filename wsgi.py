"""The one wiring: configuration -> services -> pages. `gunicorn wsgi:app` serves; `python wsgi.py COMMAND` operates."""

from config import ROOT, from_environment
from voting.bootstrap import BootstrapSettings, build
from voting.manage.commands import Installation, make_cli
from voting.web.app import create_app
from voting.web.settings import WebSettings


def installation() -> Installation:
    """What operator commands need of the configuration."""
    config = from_environment()
    return Installation(config.database_url, config.secret_key, config.host)


if __name__ == "__main__":
    make_cli(installation, ROOT / "var")(prog_name="python wsgi.py")
else:
    config = from_environment()
    app = create_app(
        build(BootstrapSettings(database_url=config.database_url, secret_key=config.secret_key, host=config.host)),
        WebSettings(
            secret_key=config.secret_key,
            public_url=config.public_url,
            behind_proxy=config.behind_proxy,
            ballots_per_minute=config.ballots_per_minute,
        ),
    )
