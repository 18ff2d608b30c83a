"""The pages on which members thank each other, and see what was celebrated."""

from flask import Blueprint

bp = Blueprint("recognition", __name__)
