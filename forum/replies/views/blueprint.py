"""The blueprint of these pages, and what several of them count."""

from flask import Blueprint

from forum.web.limits import Limit

bp = Blueprint("replies", __name__)
SAYING = Limit("outcomes", "30 per hour")
