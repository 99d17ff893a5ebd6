"""The entry point of a server: `gunicorn wsgi:app`. Configuration -> services -> pages."""

from config import from_environment
from voting.bootstrap import build
from voting.web.app import create_app
from voting.web.settings import WebSettings

config = from_environment()
app = create_app(
    build(database_url=config.database_url, secret_key=config.secret_key, host=config.host),
    WebSettings(
        secret_key=config.secret_key,
        public_url=config.public_url,
        behind_proxy=config.behind_proxy,
        ballots_per_minute=config.ballots_per_minute,
    ),
)
