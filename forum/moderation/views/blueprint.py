"""The blueprint that these views share."""

from flask import Blueprint

bp = Blueprint("moderation", __name__)
