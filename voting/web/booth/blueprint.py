"""The household's pages hang here."""

from flask import Blueprint

blueprint = Blueprint("booth", __name__)
