"""The one engine of everything printed by design: a design and a card in, a drawing out. Pure."""

from .composing import Composer, Layout, Layouts, ShownPicture
from .drawings import Area, Drawing, Ground, Picture

__all__ = ["Area", "Composer", "Drawing", "Ground", "Layout", "Layouts", "Picture", "ShownPicture"]
