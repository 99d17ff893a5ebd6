"""A village's desk hangs here. `/quan-ly/<village>` is about a village, `/dieu-hanh/<vote>` about one vote."""

from flask import Blueprint

blueprint = Blueprint("organizer", __name__)
