from flask import Blueprint

personal = Blueprint("personal", __name__)

__all__ = ["personal"]
