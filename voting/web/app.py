"""Makes the web application: services and settings in, a Flask application out."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from voting.services.house import Services
from voting.web import assets, chores, complaints, compression, errors, health, lost_forms, page_tools, places
from voting.web.account import routes as account
from voting.web.addresses import Route
from voting.web.api import routes as api
from voting.web.board import routes as board
from voting.web.booth import routes as booth
from voting.web.committee import routes as committee
from voting.web.door import access, fragments, help_desk, limits, pace, security, sessions
from voting.web.noticeboard import routes as noticeboard
from voting.web.organizer import routes as organizer
from voting.web.settings import WebSettings
from voting.web.speech import labels, languages, lines, outcomes, subjects, times
from voting.web.speech.trackers import TrackerConverter
from voting.web.wiring import connect

LARGEST_REQUEST_BYTES = 12 * 1024 * 1024
LARGEST_FORM_BYTES = 512 * 1024


def create_app(services: Services, settings: WebSettings) -> Flask:
    """A ready application; raises `UndeclaredAccess` when a route does not say who may call it."""
    app = Flask("voting.web", template_folder=str(settings.template_folder), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session, which is short
        WTF_CSRF_SSL_STRICT=False,  # it reads Referer, which our pages never send; SameSite and the token protect
    )
    app.url_rule_class = Route
    app.url_map.converters["tracker"] = TrackerConverter
    app.url_map.merge_slashes = False  # a ballot number may begin with a slash
    connect(app, services, settings)
    sessions.prepare(app, settings)
    languages.prepare(app)
    lines.prepare(app)
    security.prepare(app, settings)
    compression.prepare(app)
    limits.prepare(app, settings)
    pace.prepare(app)
    health.prepare(app)
    chores.prepare(app, settings)
    CSRFProtect(app).exempt(api.blueprint)
    help_desk.prepare(app)
    app.before_request(access.enforce)
    complaints.prepare(app)
    errors.prepare(app)
    lost_forms.prepare(app)
    for tools in (times, labels, outcomes, subjects, page_tools, places):
        tools.prepare(app)
    assets.prepare(app, settings.static_folder)
    for part in (noticeboard, booth, account, organizer, committee, board, api):
        app.register_blueprint(part.blueprint)
    access.refuse_undeclared(app)
    app.wsgi_app = fragments.forgotten(app.wsgi_app)  # type: ignore[assignment, method-assign]
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=0)  # type: ignore[method-assign]
    return app
