"""The blueprint to which all pages of this slice belong."""

from flask import Blueprint

bp = Blueprint("members", __name__)
