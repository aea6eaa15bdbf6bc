# SPDX-License-Identifier: BSL-1.0
"""Draws the calls of one run as bars in an SVG of its own, legible on light and on dark pages."""
import math
from xml.sax.saxutils import escape

import figures

# Greys and colours of middling lightness stand out from white and from black, so there is no background.
TEXT, GRID = "#767676", "#9a9a9a"
COLOURS = {"raw": "#8a8a8a", "yonder": "#2f81d8", "": "#c9772b"}
PANELS = [("small, one processor", 1), ("small", 1), ("small", 16), ("small", 256), ("large, one processor", 1),
          ("large", 16), ("stream", 1)]
WIDTH, LABELS, BAR, GAP = 860, 230, 15, 5
PLOT = WIDTH - LABELS - 70


def colour_of(contender):
    return next(colour for start, colour in COLOURS.items() if contender.startswith(start))


class Axis:
    """Of ratios, logarithmic, as they reach from a tenth to hundreds."""

    def __init__(self, ratios):
        self.low = math.log10(0.6 * min([*ratios, 1]))
        self.high = max(math.log10(max([*ratios, 1.1])) * 1.02, 0.3)

    def x(self, ratio):
        return LABELS + PLOT * (math.log10(ratio) - self.low) / (self.high - self.low)

    def ticks(self):
        for power in range(math.floor(self.low), math.ceil(self.high) + 1):
            for step in (1, 2, 5):
                value = step * 10.0 ** power
                if self.low <= math.log10(value) <= self.high:
                    yield value


def text(x, y, what, anchor="start", size=12, weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}">'
            f'{escape(what)}</text>')


def panel(title, rows, top):
    """The lines of a panel, and where it ends."""
    rows = sorted(rows, key=lambda one: one["of_raw"])
    axis = Axis([one["of_raw"] for one in rows])
    bottom = top + 26 + len(rows) * (BAR + GAP)
    lines = [text(0, top + 12, title, weight="bold", size=13)]
    for value in axis.ticks():
        x = axis.x(value)
        lines.append(f'<line x1="{x:.1f}" y1="{top + 22}" x2="{x:.1f}" y2="{bottom}" stroke="{GRID}" '
                     f'stroke-opacity="{1 if value == 1 else 0.35}"/>')
        lines.append(text(x, bottom + 13, f"{value:g}", "middle", 10))
    for number, one in enumerate(rows):
        y = top + 26 + number * (BAR + GAP)
        end = axis.x(one["of_raw"])
        lines.append(text(LABELS - 8, y + BAR - 3, one["contender"], "end"))
        lines.append(f'<rect x="{LABELS}" y="{y}" width="{max(end - LABELS, 1):.1f}" height="{BAR}" rx="2" '
                     f'fill="{colour_of(one["contender"])}"/>')
        lines.append(text(end + 5, y + BAR - 3, f"{one['of_raw']:.2f}", size=11))
    return lines, bottom + 34


def draw(rows, machine):
    lines, top = [], 62
    for work, callers in PANELS:
        chosen = [one for one in rows if (one["work"], one["callers"]) == (work, callers) and one["of_raw"]
                  and "local" not in one["contender"] and "isolated" not in one["contender"]]
        if chosen:
            drawn, top = panel(figures.title(work, callers), chosen, top)
            lines += drawn
    head = [text(0, 16, "Time a call takes, divided by raw TCP of the same bytes", size=15, weight="bold"),
            text(0, 34, "Less is better; the axis is logarithmic. Async: so many calls outstanding on one connection."),
            text(0, 50, f"{machine['processor']}, {machine['processors']} processors, Linux {machine['kernel']}, "
                        f"{machine['compiler'] or ''}", size=11)]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -4 {WIDTH + 16} {top + 4}" width="{WIDTH + 16}" '
            f'height="{top + 8}" font-family="system-ui, sans-serif" fill="{TEXT}">\n' + "\n".join(head + lines)
            + "\n</svg>\n")
