"""The pages on which members read of launches and get what they are for."""

from flask import Blueprint

bp = Blueprint("launches", __name__)
