"""A small painter on Pillow: smooth shapes, gradients, soft shadows.

Coordinates are those of the finished picture, 1600 × 1600, origin top left. The canvas is twice as large and is reduced
at the end, which smooths every edge. Colours are `#rrggbb` strings or (red, green, blue) tuples of 0 to 255.
"""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

SIZE = 1600
SCALE = 2

Rgb = tuple[int, int, int]
Colour = str | Rgb
Point = tuple[float, float]
Points = Sequence[Point]


@dataclass(frozen=True)
class Gradient:
    """A run of colours over a shape's bounding box, left to right or, when `vertical`, top to bottom."""

    stops: tuple[tuple[float, Colour], ...]
    vertical: bool = False

    def strip(self) -> Image.Image:
        """Return the gradient as a line of 256 pixels."""
        line = Image.new("RGB", (256, 1))
        line.putdata([self._at(index / 255) for index in range(256)])
        return line.transpose(Image.Transpose.ROTATE_270) if self.vertical else line

    def _at(self, where: float) -> Rgb:
        before = self.stops[0]
        for stop in self.stops:
            if stop[0] >= where:
                span = stop[0] - before[0]
                return mix(before[1], stop[1], (where - before[0]) / span if span else 0.0)
            before = stop
        return rgb(before[1])


Paint = Colour | Gradient


def rgb(colour: Colour) -> Rgb:
    """Return a colour as three numbers."""
    if isinstance(colour, str):
        red, green, blue = ImageColor.getrgb(colour)[:3]
        return red, green, blue
    return colour


def mix(one: Colour, other: Colour, share: float) -> Rgb:
    """Return `one` moved towards `other` by `share`, 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float) -> Rgb:
    """Return the colour moved towards a warm white."""
    return mix(colour, "#fffaf2", share)


def darker(colour: Colour, share: float) -> Rgb:
    """Return the colour moved towards a deep plum, which keeps shadows from turning grey."""
    return mix(colour, "#2a1a26", share)


def round_light(colour: Colour) -> Gradient:
    """Return the shading of an upright round body lit from the left."""
    return Gradient(
        (
            (0.0, darker(colour, 0.10)),
            (0.10, lighter(colour, 0.06)),
            (0.28, lighter(colour, 0.34)),
            (0.50, colour),
            (0.82, darker(colour, 0.22)),
            (1.0, darker(colour, 0.34)),
        )
    )


def down(top: Colour, bottom: Colour) -> Gradient:
    """Return a vertical run of two colours."""
    return Gradient(((0.0, top), (1.0, bottom)), vertical=True)


def across(left: Colour, right: Colour) -> Gradient:
    """Return a horizontal run of two colours."""
    return Gradient(((0.0, left), (1.0, right)))


def oval(x: float, y: float, rx: float, ry: float, steps: int = 120) -> list[Point]:
    """Return the outline of an ellipse around (x, y)."""
    return [
        (x + rx * math.cos(2 * math.pi * step / steps), y + ry * math.sin(2 * math.pi * step / steps))
        for step in range(steps)
    ]


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> list[Point]:
    """Return part of an ellipse; angles in degrees, clockwise from three o'clock."""
    steps = max(2, int(abs(end - start) / 3))
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def box(left: float, top: float, right: float, bottom: float, radius: float = 0) -> list[Point]:
    """Return a rectangle with rounded corners."""
    if not radius:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    return [
        *arc(left + radius, top + radius, radius, radius, 180, 270),
        *arc(right - radius, top + radius, radius, radius, 270, 360),
        *arc(right - radius, bottom - radius, radius, radius, 0, 90),
        *arc(left + radius, bottom - radius, radius, radius, 90, 180),
    ]


def smooth(points: Points, *, closed: bool = False, steps: int = 16) -> list[Point]:
    """Return a curve through all points (Catmull-Rom)."""
    count = len(points)
    walk = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    curve: list[Point] = []
    for index in range(count if closed else count - 1):
        quad = walk[index : index + 4]
        curve.extend(_between(quad, step / steps) for step in range(steps))
    if not closed:
        curve.append(points[-1])
    return curve


def _between(quad: Points, share: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad

    def one(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
        )

    return one(ax, bx, cx, dx), one(ay, by, cy, dy)


def turned(points: Points, around: Point, degrees: float) -> list[Point]:
    """Return the points turned clockwise around a centre."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    cx, cy = around
    return [(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in points]


class Canvas:
    """The picture under work."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (SIZE * SCALE, SIZE * SCALE), "white")
        self._clip: Image.Image | None = None

    def shape(self, outline: Points, paint: Paint, opacity: float = 1.0) -> None:
        """Fill a closed outline."""
        self._fill(self._mask(outline), self._bounds(outline), paint, opacity)

    def stroke(self, path: Points, width: float, paint: Paint, opacity: float = 1.0) -> None:
        """Draw a line with round ends."""
        frame = self._bounds(path, margin=width)
        mask = Image.new("L", (frame[2] - frame[0], frame[3] - frame[1]), 0)
        pen = ImageDraw.Draw(mask)
        dots = [(x * SCALE - frame[0], y * SCALE - frame[1]) for x, y in path]
        pen.line(dots, fill=255, width=round(width * SCALE), joint="curve")
        radius = width * SCALE / 2
        # Pillow leaves cracks at the bends of a wide line; a dot on every point covers them.
        for x, y in dots if width > 9 else (dots[0], dots[-1]):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        self._fill(mask, frame, paint, opacity)

    def dashes(self, path: Points, width: float, paint: Paint, length: int = 3) -> None:
        """Draw a seam: every other `length` points of the path."""
        for start in range(0, len(path) - length, 2 * length):
            self.stroke(path[start : start + length + 1], width, paint)

    def shadow(self, outline: Points, blur: float, opacity: float, colour: Colour = "#3a2233") -> None:
        """Lay a soft shadow in the form of an outline."""
        # A blurred shape has no fine detail: an eighth of the size looks the same and costs a sixty-fourth.
        small = 8
        left, top, right, bottom = self._bounds(outline, margin=3 * blur)
        mask = Image.new("L", ((right - left) // (small * SCALE), (bottom - top) // (small * SCALE)), 0)
        dots = [((x - left / SCALE) / small, (y - top / SCALE) / small) for x, y in outline]
        ImageDraw.Draw(mask).polygon(dots, fill=round(255 * opacity))
        mask = mask.filter(ImageFilter.GaussianBlur(blur / small))
        mask = mask.resize((right - left, bottom - top), Image.Resampling.BICUBIC)
        self._fill(mask, (left, top, right, bottom), colour, 1.0)

    def glow(self, x: float, y: float, radius: float, opacity: float, colour: Colour) -> None:
        """Lay a soft light around a point."""
        self.shadow(oval(x, y, radius * 0.6, radius * 0.6), radius * 0.35, opacity, colour)

    @contextmanager
    def inside(self, outline: Points) -> Iterator[None]:
        """Keep everything drawn in this block within an outline."""
        outer = self._clip
        mask = Image.new("L", self._image.size, 0)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in outline], fill=255)
        self._clip = ImageChops.multiply(outer, mask) if outer else mask
        try:
            yield
        finally:
            self._clip = outer

    def png(self) -> bytes:
        """Return the finished picture as PNG, the same bytes for the same drawing."""
        buffer = io.BytesIO()
        self._image.reduce(SCALE).save(buffer, "PNG", compress_level=6)
        return buffer.getvalue()

    def _bounds(self, outline: Points, margin: float = 2) -> tuple[int, int, int, int]:
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        return (
            math.floor((min(xs) - margin) * SCALE),
            math.floor((min(ys) - margin) * SCALE),
            math.ceil((max(xs) + margin) * SCALE),
            math.ceil((max(ys) + margin) * SCALE),
        )

    def _mask(self, outline: Points) -> Image.Image:
        left, top, right, bottom = self._bounds(outline)
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).polygon([(x * SCALE - left, y * SCALE - top) for x, y in outline], fill=255)
        return mask

    def _fill(self, mask: Image.Image, frame: tuple[int, int, int, int], paint: Paint, opacity: float) -> None:
        if opacity < 1:
            mask = mask.point([round(value * opacity) for value in range(256)])
        if self._clip:
            mask = ImageChops.multiply(mask, self._clip.crop(frame))
        if isinstance(paint, Gradient):
            layer = paint.strip().resize(mask.size, Image.Resampling.BILINEAR)
            self._image.paste(layer, frame[:2], mask)
        else:
            self._image.paste(rgb(paint), frame, mask)
