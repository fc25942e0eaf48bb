"""Pictures as numbers: pure functions give coordinates, templates/charts/ draw them as SVG.

Coordinates are texts with one decimal, so that no language's way of writing numbers gets into a drawing. A value that
is None is not known and is left out; it is never drawn as 0.
"""
