"""Figures: speed, size and memory of the running application, measured from outside on loopback."""
