"""The ratios as a drawing: how much of its aim each one uses, on a scale on which ten times is as wide as a tenth."""

from __future__ import annotations

import math
from html import escape

from benchmarks.goals import Goal, Sense

ROW, LEFT, WIDTH, RIGHT = 22, 170, 420, 120  # pixels
LEAST, MOST = 0.1, 10.0
COLOURS = {"held": "#1a6b3c", "at the limit": "#8a5a00", "missed": "#a3191f"}


def drawn(goals: list[Goal], ratios: dict[str, float]) -> str:
    """SVG. A bar that ends left of the line reaches its goal."""
    measured = [goal for goal in goals if goal.sense is not Sense.COUNT]
    height = ROW * (len(measured) + 2)
    aim = LEFT + _place(1.0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {height}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>How far each goal is reached: shares of the aim</title>",
        f'<rect width="{LEFT + WIDTH + RIGHT}" height="{height}" fill="#ffffff"/>',
        f'<text x="{aim:.0f}" y="14" text-anchor="middle" fill="#333333">the aim</text>',
    ]
    for place, goal in enumerate(measured):
        parts += _row(goal, ratios[goal.key], ROW * (place + 1))
    parts.append(f'<line x1="{aim:.1f}" y1="18" x2="{aim:.1f}" y2="{height - ROW}" stroke="#333333"/>')
    return "\n".join([*parts, "</svg>", ""])


def _row(goal: Goal, ratio: float, top: int) -> list[str]:
    share = ratio / goal.aim if goal.sense is Sense.MOST else goal.aim / max(ratio, 1e-9)
    verdict = goal.verdict(ratio)
    long = _place(share)
    return [
        f'<text x="{LEFT - 8}" y="{top + 15}" text-anchor="end" fill="#333333">{escape(goal.key)}</text>',
        f'<rect x="{LEFT}" y="{top + 4}" width="{long:.1f}" height="{ROW - 8}" fill="{COLOURS[verdict]}"/>',
        f'<text x="{LEFT + long + 6:.1f}" y="{top + 15}" fill="#333333">{ratio:.3g} {verdict}</text>',
    ]


def _place(share: float) -> float:
    """Pixels from the left for a share of the aim."""
    kept = min(max(share, LEAST), MOST)
    return WIDTH * (math.log10(kept) - math.log10(LEAST)) / (math.log10(MOST) - math.log10(LEAST)) or 2.0
