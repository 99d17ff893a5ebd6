"""The supervising board's pages hang here."""

from flask import Blueprint

blueprint = Blueprint("board", __name__)
