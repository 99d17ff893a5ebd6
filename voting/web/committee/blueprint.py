"""The counting committee's pages hang here."""

from flask import Blueprint

blueprint = Blueprint("committee", __name__)
