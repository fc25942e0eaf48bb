"""The administrator's screens: a few views, driven by the table in screens.py."""
