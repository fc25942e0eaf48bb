"""Measurements as ratios: both sides of each are taken in one run, alternating, on the machine at hand."""
