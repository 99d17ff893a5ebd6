"""The officials' pages that belong to no single village hang here."""

from flask import Blueprint

blueprint = Blueprint("account", __name__)
