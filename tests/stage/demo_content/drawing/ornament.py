"""Patterns and small things that several products share: the ram's horn, leaves, flowers, the scene itself."""

import math
from dataclasses import dataclass

from tests.stage.demo_content.drawing.brush import (
    SIZE,
    Canvas,
    Colour,
    Paint,
    Point,
    across,
    arc,
    box,
    darker,
    down,
    lighter,
    mix,
    oval,
    round_light,
    smooth,
    turned,
)

FLOOR = 1130  # height of the horizon


@dataclass(frozen=True)
class Palette:
    """The five colours of one picture."""

    wall: str
    floor: str
    main: str
    accent: str
    dark: str


def scene(canvas: Canvas, palette: Palette) -> None:
    """Paint the wall, a pale disc behind the object, and the table."""
    canvas.shape(box(0, 0, SIZE, SIZE), down(lighter(palette.wall, 0.25), palette.wall))
    canvas.glow(420, 380, 760, 0.35, lighter(palette.wall, 0.8))
    canvas.shape(oval(800, 700, 560, 560, 240), down(lighter(palette.wall, 0.62), lighter(palette.wall, 0.30)))
    canvas.shape(box(0, FLOOR, SIZE, SIZE), down(lighter(palette.floor, 0.18), darker(palette.floor, 0.06)))
    canvas.shadow(box(-100, FLOOR - 4, SIZE + 100, FLOOR + 18), 14, 0.16)


def table_top(canvas: Canvas, palette: Palette) -> None:
    """Paint a surface seen from above, for things that lie flat."""
    canvas.shape(box(0, 0, SIZE, SIZE), down(lighter(palette.wall, 0.30), darker(palette.wall, 0.04)))
    canvas.glow(420, 380, 900, 0.40, lighter(palette.wall, 0.8))
    canvas.shape(oval(800, 800, 640, 640, 240), down(lighter(palette.wall, 0.62), lighter(palette.wall, 0.24)))


def ground_shadow(canvas: Canvas, x: float, y: float, rx: float, ry: float) -> None:
    """Lay an object's shadow on the table: a dark touch where it stands and a long soft fall to the right."""
    canvas.shadow(oval(x + rx * 0.22, y + ry * 0.15, rx * 1.15, ry), 42, 0.34)
    canvas.shadow(oval(x, y, rx * 0.94, ry * 0.42), 12, 0.55)


def vessel(x: float, profile: list[tuple[float, float]], tilt: float = 0.12) -> list[Point]:
    """Return the outline of a body made on a wheel; `profile` lists (height, radius) from the rim down."""
    left = smooth([(x - radius, y) for y, radius in profile])
    right = [(2 * x - px, py) for px, py in left]
    top, bottom = profile[0], profile[-1]
    rim = arc(x, top[0], top[1], top[1] * tilt, 180, 360)
    foot = arc(x, bottom[0], bottom[1], bottom[1] * tilt, 0, 180)
    return [*rim, *right, *foot, *reversed(left)]


def ring(x: float, y: float, radius: float, height: float, tilt: float = 0.12) -> list[Point]:
    """Return a band around a round body, its lower edge curved as the eye sees it."""
    upper = arc(x, y, radius, radius * tilt, 180, 0)
    lower = arc(x, y + height, radius, radius * tilt, 0, 180)
    return [*upper, *lower]


def horns(canvas: Canvas, x: float, y: float, size: float, paint: Paint, squeeze: float = 1.0) -> None:
    """Draw a ram's horn motif, `size` high, made narrower by `squeeze` where a surface turns away."""
    for side in (-1, 1):
        curl: list[Point] = []
        for step in range(48):
            share = step / 47
            angle = math.radians(180 + 480 * share)
            reach = size * 0.27 * (1 - 0.76 * share)
            across_by = size * 0.27 + reach * math.cos(angle)
            curl.append((x + side * squeeze * across_by, y - size * 0.10 + reach * math.sin(angle)))
        canvas.stroke([(x, y + size * 0.5), *curl], size * 0.10, paint)
    canvas.shape(_diamond(x, y - size * 0.48, size * 0.08 * squeeze, size * 0.12), paint)


def horns_around(canvas: Canvas, x: float, y: float, radius: float, size: float, paint: Paint) -> None:
    """Draw a row of horn motifs around a round body."""
    for degrees in (-62, -31, 0, 31, 62):
        angle = math.radians(degrees)
        drop = radius * 0.12 * math.cos(angle)
        horns(canvas, x + radius * math.sin(angle), y + drop, size, paint, max(0.35, math.cos(angle)))


def _diamond(x: float, y: float, rx: float, ry: float) -> list[Point]:
    return [(x, y - ry), (x + rx, y), (x, y + ry), (x - rx, y)]


def diamond_row(canvas: Canvas, start: Point, end: Point, count: int, size: float, paint: Paint) -> None:
    """Draw a row of small diamonds between two points."""
    for step in range(count):
        share = (step + 0.5) / count
        x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        canvas.shape(_diamond(x, y, size * 0.6, size), paint)


def leaf(canvas: Canvas, foot: Point, length: float, degrees: float, colour: Colour) -> None:
    """Draw a leaf that grows from `foot`; 0 degrees points up, more turns clockwise."""
    x, y = foot
    half = [(x, y), (x - length * 0.20, y - length * 0.32), (x - length * 0.17, y - length * 0.66), (x, y - length)]
    left = smooth(half)
    right = [(2 * x - px, py) for px, py in left]
    canvas.shape(turned([*left, *reversed(right)], foot, degrees), colour)
    canvas.shape(turned([*right, (x, y - length), (x, y)], foot, degrees), darker(colour, 0.16))
    vein = turned([(x, y - length * 0.05), (x, y - length * 0.86)], foot, degrees)
    canvas.stroke(vein, max(2.0, length * 0.018), lighter(colour, 0.35))


def sprig(canvas: Canvas, foot: Point, tip: Point, leaves: int, colour: Colour) -> None:
    """Draw a twig with leaves on both sides."""
    bend = ((foot[0] + tip[0]) / 2 + (tip[1] - foot[1]) * 0.10, (foot[1] + tip[1]) / 2)
    stem = smooth([foot, bend, tip])
    length = math.dist(foot, tip)
    canvas.stroke(stem, max(4.0, length * 0.016), darker(colour, 0.25))
    lean = math.degrees(math.atan2(tip[0] - foot[0], foot[1] - tip[1]))
    for index in range(leaves):
        share = (index + 1) / (leaves + 0.4)
        spot = stem[min(len(stem) - 1, int(share * len(stem)))]
        size = length * (0.36 - 0.14 * share)
        leaf(canvas, spot, size, lean + (52 if index % 2 else -52), mix(colour, "#ffffff", 0.06 * (index % 3)))
    leaf(canvas, stem[-1], length * 0.22, lean, colour)


def blossom(canvas: Canvas, x: float, y: float, size: float, colour: Colour, heart: Colour) -> None:
    """Draw a flower with five petals."""
    for petal in range(5):
        outline = turned(oval(x, y - size * 0.52, size * 0.33, size * 0.48), (x, y), petal * 72 + 8)
        canvas.shape(outline, lighter(colour, 0.10 * (petal % 2)))
        canvas.stroke([*outline, outline[0]], max(1.5, size * 0.02), darker(colour, 0.14), 0.5)
    canvas.shape(oval(x, y, size * 0.20, size * 0.20), heart)


def berry(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a round berry with a highlight."""
    canvas.shape(oval(x, y, size, size), round_light(colour))
    canvas.shape(oval(x - size * 0.32, y - size * 0.36, size * 0.20, size * 0.15), lighter(colour, 0.8), 0.85)


def steam(canvas: Canvas, x: float, y: float, height: float, colour: Colour = "#ffffff") -> None:
    """Draw two threads of steam that rise from (x, y)."""
    for offset, reach, opacity in ((-34, 1.0, 0.55), (38, 0.78, 0.42)):
        path = smooth(
            [
                (x + offset, y),
                (x + offset + 30, y - height * reach * 0.27),
                (x + offset - 26, y - height * reach * 0.55),
                (x + offset + 22, y - height * reach * 0.82),
                (x + offset + 4, y - height * reach),
            ]
        )
        canvas.stroke(path, 15, colour, opacity)


def round_body(canvas: Canvas, outline: list[Point], colour: Colour, shine: tuple[float, float, float]) -> None:
    """Fill a body made on a wheel and add its highlight; `shine` is (x, top, bottom)."""
    canvas.shape(outline, round_light(colour))
    x, top, bottom = shine
    with canvas.inside(outline):
        canvas.shadow(oval(x, (top + bottom) / 2, 26, (bottom - top) / 2), 14, 0.55, lighter(colour, 0.85))


def opening(
    canvas: Canvas, x: float, y: float, radius: float, colours: tuple[Colour, Colour], tilt: float = 0.12
) -> None:
    """Draw a vessel's rim: the lip in the first colour, the inside in the second."""
    lip, depth = colours
    canvas.shape(oval(x, y, radius, radius * tilt), across(lighter(lip, 0.35), darker(lip, 0.10)))
    canvas.shape(oval(x, y + 3, radius * 0.94, radius * tilt * 0.86), across(darker(depth, 0.35), depth))
