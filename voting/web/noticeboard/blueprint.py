"""The public pages hang here. They read no session of their own and show nothing personal."""

from flask import Blueprint

blueprint = Blueprint("noticeboard", __name__)
