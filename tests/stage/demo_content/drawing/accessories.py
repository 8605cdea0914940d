"""Pictures of things made of leather, felt, wood, cloth and wax."""

import math

from tests.stage.demo_content.drawing import ornament
from tests.stage.demo_content.drawing.brush import (
    Canvas,
    Colour,
    Point,
    across,
    arc,
    box,
    darker,
    down,
    lighter,
    oval,
    round_light,
    smooth,
    turned,
)
from tests.stage.demo_content.drawing.ornament import Palette


def wallet(canvas: Canvas, palette: Palette) -> None:
    """A leather wallet with a flap, a seam and an embossed horn; a few notes look out."""
    ornament.ground_shadow(canvas, 800, 1240, 540, 56)
    for rise, tone in ((0, "#a9c7b2"), (36, "#d9c59b")):
        note = turned(box(390, 480 + rise, 1170, 800, 10), (800, 700), -4 + rise / 9)
        canvas.shape(note, across(lighter(tone, 0.2), tone))
        canvas.stroke([*note, note[0]], 4, darker(tone, 0.3))
    body = box(270, 620, 1330, 1240, 56)
    canvas.shadow([(x + 10, y + 14) for x, y in body], 20, 0.35)
    canvas.shape(body, across(lighter(palette.main, 0.14), darker(palette.main, 0.22)))
    canvas.dashes(_walk(box(300, 650, 1300, 1210, 40)), 6, palette.accent, 2)
    flap = [(270, 676), *arc(326, 676, 56, 56, 180, 270), *arc(1274, 676, 56, 56, 270, 360), (1330, 676)]
    flap += smooth([(1330, 840), (1240, 940), (1000, 1000), (800, 1014), (600, 1000), (360, 940), (270, 840)])
    canvas.shadow([(x, y + 16) for x, y in flap], 16, 0.55)
    canvas.shape(flap, down(lighter(palette.main, 0.24), darker(palette.main, 0.06)))
    with canvas.inside(flap):
        canvas.shadow(oval(680, 690, 400, 34), 26, 0.4, lighter(palette.main, 0.7))
        ornament.horns(canvas, 803, 823, 190, darker(palette.main, 0.45))
        ornament.horns(canvas, 800, 820, 190, darker(palette.main, 0.25))
    canvas.dashes(
        smooth([(300, 836), (372, 914), (606, 970), (800, 982), (994, 970), (1228, 914), (1300, 836)]),
        6,
        palette.accent,
        2,
    )
    canvas.shape(oval(800, 1008, 44, 44), across(lighter(palette.accent, 0.6), darker(palette.accent, 0.25)))
    canvas.shape(oval(800, 1008, 28, 28), across(darker(palette.accent, 0.1), lighter(palette.accent, 0.4)))


def _walk(outline: list[Point]) -> list[Point]:
    """Return a closed outline as evenly spaced points, for a seam."""
    path: list[Point] = []
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        steps = max(1, round(math.dist((ax, ay), (bx, by)) / 12))
        path.extend((ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps) for step in range(steps))
    return path


def slippers(canvas: Canvas, palette: Palette) -> None:
    """A pair of felt slippers seen from above."""
    for x, side, lean in ((570, -1, -9), (1030, 1, 9)):
        centre = (x, 800)
        sole = turned(
            smooth(
                [
                    (x, 330), (x + side * 130, 390), (x + side * 190, 580), (x + side * 150, 820),
                    (x + side * 160, 1060), (x + side * 90, 1240), (x - side * 20, 1270), (x - side * 120, 1210),
                    (x - side * 150, 1030), (x - side * 130, 820), (x - side * 170, 580), (x - side * 120, 390),
                ],
                closed=True,
            ),
            centre,
            lean,
        )  # fmt: skip
        canvas.shadow([(px + 20, py + 26) for px, py in sole], 24, 0.45)
        canvas.shape(sole, across(darker(palette.dark, 0.1), palette.dark))
        inner = [(x + (px - x) * 0.87, 800 + (py - 800) * 0.93) for px, py in sole]
        canvas.shape(inner, across(lighter(palette.accent, 0.3), darker(palette.accent, 0.06)))
        canvas.shadow([(x + (px - x) * 0.5, 1080 + (py - 800) * 0.26) for px, py in sole], 34, 0.10)
        with canvas.inside(sole):
            edge = turned(
                smooth([(x - 230, 860), (x - 90, 776), (x, 760), (x + 90, 776), (x + 230, 860)]), centre, lean
            )
            top = [*edge, *turned([(x + 300, 300), (x - 300, 300)], centre, lean)]
            canvas.shadow([(px, py + 26) for px, py in top], 22, 0.55)
            canvas.shape(top, across(lighter(palette.main, 0.22), darker(palette.main, 0.14)))
            canvas.stroke(edge, 26, palette.accent)
            canvas.dashes(edge, 6, palette.dark, 3)
        ornament.horns(canvas, x + side * 22, 600, 190, palette.accent)
        with canvas.inside(sole):
            canvas.shadow(oval(x - 80, 500, 40, 140), 30, 0.4, lighter(palette.main, 0.7))


def board(canvas: Canvas, palette: Palette) -> None:
    """A serving board with visible grain; bread, a sprig and two berries on it."""
    outline = _board_outline()
    canvas.shadow([(x + 16, y + 46) for x, y in outline], 30, 0.5)
    canvas.shape([(x, y + 34) for x, y in outline], darker(palette.main, 0.38))
    canvas.shape(outline, across(lighter(palette.main, 0.22), darker(palette.main, 0.06)))
    with canvas.inside(outline):
        for step in range(13):
            y = 470 + step * 62
            sway = 22 * math.sin(step * 1.7)
            grain = smooth([(240, y), (520, y + sway), (860, y - sway), (1180, y + sway * 0.6), (1480, y)])
            canvas.stroke(grain, 5 + step % 3 * 3, darker(palette.main, 0.24), 0.45)
        for reach in (20, 44, 70):
            canvas.stroke(
                [*oval(430, 1060, reach * 1.9, reach), (430 + reach * 1.9, 1060)], 5, darker(palette.main, 0.3), 0.5
            )
    canvas.shape(oval(1340, 850, 34, 34), darker(palette.main, 0.5))
    canvas.shape(oval(1342, 854, 28, 28), darker(palette.floor, 0.25))
    canvas.shadow(oval(650, 920, 270, 150), 22, 0.5)
    loaf = smooth(
        [(390, 860), (470, 720), (650, 660), (830, 720), (910, 860), (850, 960), (650, 1000), (450, 960)], closed=True
    )
    canvas.shape(loaf, down("#e2a35a", "#9d5a2a"))
    with canvas.inside(loaf):
        canvas.shadow(oval(580, 750, 190, 56), 26, 0.6, "#ffe3ae")
        for x in (510, 610, 710, 810):
            canvas.stroke(smooth([(x - 40, 720), (x - 6, 810), (x - 16, 910)]), 26, "#f6dba6")
            canvas.stroke(smooth([(x - 28, 722), (x + 8, 812), (x - 2, 912)]), 7, "#8d4d22", 0.7)
    ornament.sprig(canvas, (960, 1130), (1090, 690), 7, palette.dark)
    for x, y in ((1010, 1000), (930, 1060), (1000, 1090)):
        canvas.shadow(oval(x + 6, y + 26, 34, 12), 8, 0.4)
        ornament.berry(canvas, x, y, 36, palette.accent)


def _board_outline() -> list[Point]:
    left, top, right, bottom, radius = 250, 540, 1190, 1200, 90
    return [
        *arc(left + radius, top + radius, radius, radius, 180, 270),
        *arc(right - radius, top + radius, radius, radius, 270, 350),
        *smooth([(right, 720), (right + 30, 780), (right + 110, 780), (1400, 780)]),
        *arc(1400, 850, 70, 70, 270, 450),
        *smooth([(1400, 920), (right + 110, 920), (right + 30, 920), (right, 980)]),
        *arc(right - radius, bottom - radius, radius, radius, 10, 90),
        *arc(left + radius, bottom - radius, radius, radius, 90, 180),
    ]


def tote(canvas: Canvas, palette: Palette) -> None:
    """A canvas bag with long handles and a printed apple, the sign of Almaty."""
    ornament.ground_shadow(canvas, 800, 1330, 430, 54)
    canvas.stroke(
        smooth([(610, 640), (600, 400), (660, 230), (800, 190), (940, 230), (1000, 400), (990, 640)]),
        40,
        darker(palette.main, 0.28),
    )
    body = [
        *smooth([(420, 580), (800, 592), (1180, 580)]),
        *smooth([(1180, 580), (1206, 900), (1220, 1310)]),
        *smooth([(1220, 1310), (800, 1346), (380, 1310)]),
        *smooth([(380, 1310), (394, 900), (420, 580)]),
    ]
    canvas.shape(body, across(lighter(palette.main, 0.25), darker(palette.main, 0.14)))
    with canvas.inside(body):
        canvas.shadow([(1040, 600), (1060, 600), (1190, 1330), (1130, 1330)], 26, 0.35)
        canvas.shadow([(520, 620), (534, 620), (470, 1320), (430, 1320)], 22, 0.28)
        canvas.shadow(oval(700, 900, 110, 300), 60, 0.35, "#ffffff")
        for y in (640, 652):
            canvas.stroke(smooth([(400, y - 8), (800, y + 6), (1200, y - 8)]), 3, darker(palette.main, 0.3), 0.8)
    front = smooth([(580, 720), (574, 470), (650, 300), (800, 260), (950, 300), (1026, 470), (1020, 720)])
    canvas.shadow([(x + 10, y + 10) for x, y in [*front, *reversed([(x, y + 30) for x, y in front])]], 10, 0.25)
    canvas.stroke(front, 44, across(lighter(palette.main, 0.3), darker(palette.main, 0.08)))
    for x in (580, 1020):
        canvas.stroke([(x - 16, 690), (x + 16, 726)], 5, palette.dark)
        canvas.stroke([(x + 16, 690), (x - 16, 726)], 5, palette.dark)
    apple = smooth(
        [
            (800, 860),
            (880, 820),
            (980, 860),
            (1000, 980),
            (940, 1120),
            (860, 1180),
            (800, 1160),
            (740, 1180),
            (660, 1120),
            (600, 980),
            (620, 860),
            (720, 820),
        ],
        closed=True,
    )
    canvas.shape(apple, palette.accent)
    canvas.stroke(smooth([(800, 868), (806, 800), (840, 760)]), 16, palette.dark)
    ornament.leaf(canvas, (816, 806), 130, 66, palette.dark)
    ornament.horns(canvas, 800, 1010, 170, lighter(palette.main, 0.5))


def candle(canvas: Canvas, palette: Palette) -> None:
    """A candle in a ceramic cup with a glowing flame, and a sprig of wormwood."""
    ornament.ground_shadow(canvas, 780, 1262, 330, 60)
    canvas.glow(780, 460, 520, 0.55, "#ffe7ae")
    cup = ornament.vessel(780, [(700, 290), (1100, 290), (1200, 276), (1246, 236)])
    ornament.round_body(canvas, cup, palette.main, (620, 780, 1200))
    with canvas.inside(cup):
        canvas.shape(ornament.ring(780, 820, 292, 210), round_light(palette.accent))
        ornament.horns_around(canvas, 780, 912, 286, 140, palette.dark)
    ornament.opening(canvas, 780, 700, 290, (palette.main, palette.main))
    canvas.shape(oval(780, 712, 258, 26), across("#fff6e0", "#ecd8ae"))
    canvas.shadow(oval(780, 710, 130, 12), 14, 0.9, "#fffdf2")
    canvas.stroke(smooth([(780, 712), (782, 670), (776, 630)]), 10, "#3c2a24")
    flame = smooth([(778, 660), (718, 600), (730, 520), (778, 400), (826, 520), (838, 600)], closed=True)
    canvas.shadow(flame, 30, 0.9, "#ffc861")
    canvas.shape(flame, down("#fff0b8", "#f08a2c"))
    heart = smooth([(778, 650), (748, 606), (756, 560), (778, 500), (800, 560), (808, 606)], closed=True)
    canvas.shape(heart, down("#fffbe8", "#ffd772"))
    ornament.sprig(canvas, (1300, 1380), (1120, 1100), 7, palette.dark)
    ornament.sprig(canvas, (330, 1370), (560, 1330), 5, palette.dark)


def notebook(canvas: Canvas, palette: Palette) -> None:
    """A cloth-bound notebook with an elastic band, a ribbon and a pencil."""
    centre = (760, 760)
    lean = -7
    canvas.shadow(turned(box(420, 320, 1150, 1280), centre, lean), 34, 0.5)
    canvas.shape(turned(box(416, 300, 1136, 1262, 26), centre, lean), darker(palette.main, 0.42))
    canvas.shape(turned(box(410, 286, 1122, 1240, 16), centre, lean), "#f6ecd9")
    for step in range(5):
        canvas.stroke(turned([(430, 1246 - step * 7), (1118, 1246 - step * 7)], centre, lean), 2, "#cbbb9f")
    cover = turned(box(396, 268, 1108, 1222, 26), centre, lean)
    canvas.shape(cover, across(lighter(palette.main, 0.14), darker(palette.main, 0.12)))
    with canvas.inside(cover):
        canvas.shape(turned(box(380, 250, 486, 1240), centre, lean), darker(palette.main, 0.28))
        canvas.stroke(turned([(490, 250), (490, 1240)], centre, lean), 5, palette.accent)
        canvas.shadow(oval(660, 480, 180, 120), 60, 0.35, lighter(palette.main, 0.7))
    frame = turned(box(560, 420, 1000, 1060, 20), centre, lean)
    canvas.shape(frame, palette.accent)
    canvas.shape([(780 + (x - 780) * 0.93, 740 + (y - 740) * 0.95) for x, y in frame], palette.dark)
    for spot in ((742, 560), (790, 942)):
        ornament.horns(canvas, *spot, 170, palette.accent)
    _rosette(canvas, (768, 748), palette.accent, palette.main)
    band = turned([(1050, 262), (1050, 1228)], centre, lean)
    canvas.shadow([(x + 8, y) for x, y in [*band, *reversed([(x + 20, y) for x, y in band])]], 8, 0.4)
    canvas.stroke(band, 22, palette.dark)
    ribbon = smooth([(640, 1246), (650, 1330), (622, 1400)])
    canvas.stroke([(x + 60, y) for x, y in ribbon], 20, palette.accent)
    _pencil(canvas, (1250, 470), (1350, 1250), palette)


def _rosette(canvas: Canvas, spot: Point, petal: Colour, heart: Colour) -> None:
    x, y = spot
    for step in range(6):
        canvas.shape(turned(oval(x, y - 46, 18, 40), spot, step * 60), petal)
    canvas.shape(oval(x, y, 18, 18), heart)


def _pencil(canvas: Canvas, top: Point, tip: Point, palette: Palette) -> None:
    (ax, ay), (bx, by) = top, tip
    length = math.dist(top, tip)
    dx, dy = (bx - ax) / length, (by - ay) / length

    def along(share: float, offset: float) -> Point:
        return ax + dx * length * share - dy * offset, ay + dy * length * share + dx * offset

    canvas.shadow([along(0, -34), along(0, 0), along(1, 0), along(1, -40)], 16, 0.5)
    for offset, tone in ((-18, darker(palette.accent, 0.18)), (0, palette.accent), (18, lighter(palette.accent, 0.35))):
        canvas.shape(
            [along(0, offset - 10), along(0, offset + 10), along(0.9, offset + 10), along(0.9, offset - 10)], tone
        )
    canvas.shape([along(0.9, -28), along(0.9, 28), along(1, 0)], "#ecd0a0")
    canvas.shape([along(0.966, -10), along(0.966, 10), along(1, 0)], palette.dark)
    canvas.shape([along(-0.05, -28), along(-0.05, 28), along(0.01, 28), along(0.01, -28)], "#d98880")
    canvas.shape([along(0.0, -29), along(0.0, 29), along(0.035, 29), along(0.035, -29)], "#c9c4bb")
