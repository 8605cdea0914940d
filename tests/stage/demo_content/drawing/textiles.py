"""Pictures of home textiles: quilts, cushion, tablecloth, blanket, felt rug, towels."""

import math

from tests.stage.demo_content.drawing import ornament
from tests.stage.demo_content.drawing.brush import (
    Canvas,
    Colour,
    Point,
    across,
    box,
    darker,
    down,
    lighter,
    mix,
    oval,
    smooth,
)
from tests.stage.demo_content.drawing.ornament import Palette


def quilts(canvas: Canvas, palette: Palette) -> None:
    """Four folded korpe on top of one another, the way they are kept in a Kazakh home."""
    ornament.ground_shadow(canvas, 800, 1286, 560, 60)
    layers = (
        (1130, 540, palette.dark, palette.accent),
        (970, 520, palette.main, palette.accent),
        (810, 530, palette.accent, palette.dark),
        (650, 506, mix(palette.main, palette.accent, 0.45), palette.main),
    )
    for top, half, colour, trim in layers:
        _folded(canvas, (800, top), half, colour, trim)


def _folded(canvas: Canvas, spot: Point, half: float, colour: Colour, trim: Colour) -> None:
    x, top = spot
    height = 160
    outline = smooth(
        [
            (x - half + 30, top + 6),
            (x, top - 10),
            (x + half - 30, top + 6),
            (x + half, top + height * 0.28),
            (x + half - 8, top + height * 0.5),
            (x + half, top + height * 0.75),
            (x + half - 34, top + height - 4),
            (x, top + height + 4),
            (x - half + 34, top + height - 4),
            (x - half, top + height * 0.5),
        ],
        closed=True,
    )
    canvas.shadow([(px, py + 8) for px, py in outline], 10, 0.25)
    canvas.shape(outline, down(lighter(colour, 0.18), darker(colour, 0.22)))
    with canvas.inside(outline):
        canvas.shape(box(x - half, top + 58, x + half * 0.52, top + 102), trim)
        ornament.diamond_row(canvas, (x - half + 10, top + 80), (x + half * 0.5, top + 80), 16, 17, colour)
        canvas.shadow(box(x + half * 0.52, top - 20, x + half * 0.56, top + height + 20), 12, 0.4)
        canvas.shape(box(x + half * 0.54, top - 20, x + half + 20, top + height + 20), lighter(colour, 0.12))
        for step in range(5):
            seam = x + half * 0.62 + step * half * 0.085
            path = smooth([(seam, top - 10), (seam + 9, top + height * 0.5), (seam, top + height + 10)])
            canvas.stroke(path, 4, darker(colour, 0.30), 0.55)
        canvas.shadow(box(x - half, top + height - 26, x + half, top + height + 20), 14, 0.35)
        canvas.shadow(oval(x - 100, top + 20, half * 0.7, 12), 12, 0.4, lighter(colour, 0.8))
    canvas.stroke(
        smooth([(x + half - 6, top + 54), (x + half - 80, top + 80), (x + half - 6, top + 106)]), 5, darker(colour, 0.4)
    )


def cushion(canvas: Canvas, palette: Palette) -> None:
    """A square cushion with horns in its four corners and piping along the edge."""
    ornament.ground_shadow(canvas, 800, 1276, 470, 56)
    edge = smooth(
        [
            (356, 346), (580, 384), (800, 392), (1020, 384), (1244, 346), (1216, 560), (1208, 800),
            (1216, 1040), (1252, 1270), (1020, 1232), (800, 1224), (580, 1232), (348, 1270), (384, 1040),
            (392, 800), (384, 560),
        ],
        closed=True,
    )  # fmt: skip
    canvas.shadow([(x + 18, y + 18) for x, y in edge], 26, 0.35)
    canvas.shape(edge, across(lighter(palette.main, 0.14), darker(palette.main, 0.16)))
    with canvas.inside(edge):
        canvas.shadow(oval(690, 690, 300, 280), 110, 0.5, lighter(palette.main, 0.55))
        canvas.shadow(oval(1240, 1250, 380, 140), 80, 0.55)
        _star(canvas, palette)
        for corner, turn in (((560, 560), 180), ((1040, 560), 180), ((560, 1060), 0), ((1040, 1060), 0)):
            _upright_or_not(canvas, corner, 200, palette.accent, turn)
        frame = smooth(
            [(446, 450), (800, 466), (1154, 450), (1138, 800), (1160, 1166), (800, 1150), (440, 1166), (462, 800)],
            closed=True,
            steps=20,
        )
        canvas.stroke([*frame, frame[0]], 8, palette.accent)
    canvas.stroke([*edge, edge[0]], 14, palette.dark)
    canvas.dashes([*edge], 7, palette.accent, 4)
    for x, y in ((356, 346), (1244, 346), (348, 1270), (1252, 1270)):
        for step in range(7):
            side = -1 if x < 800 else 1
            tip = (x + side * (10 + step * 9), y + 74 - abs(step - 3) * 6)
            canvas.stroke([(x, y), tip], 6, palette.accent if step % 2 else palette.dark)
        canvas.shape(oval(x, y, 22, 22), palette.dark)


def _star(canvas: Canvas, palette: Palette) -> None:
    for degrees, size, colour in ((0, 210, palette.dark), (0, 160, palette.accent), (0, 108, palette.dark)):
        points = []
        for step in range(16):
            reach = size if step % 2 == 0 else size * 0.66
            angle = math.radians(degrees + step * 22.5)
            points.append((800 + reach * math.cos(angle), 808 + reach * math.sin(angle)))
        canvas.shape(points, colour)
    canvas.shape(oval(800, 808, 44, 44), palette.accent)


def _upright_or_not(canvas: Canvas, spot: Point, size: float, colour: Colour, degrees: float) -> None:
    """Draw one horn motif upright, or upside down at 180 degrees."""
    if not degrees:
        ornament.horns(canvas, *spot, size, colour)
        return
    x, y = spot
    for side in (-1, 1):
        curl = [(x, y - size * 0.5)]
        for step in range(48):
            share = step / 47
            angle = math.radians(180 + 480 * share)
            reach = size * 0.27 * (1 - 0.76 * share)
            across_by = size * 0.27 + reach * math.cos(angle)
            curl.append((x + side * across_by, y + size * 0.10 - reach * math.sin(angle)))
        canvas.stroke(curl, size * 0.10, colour)
    ornament.diamond_row(canvas, (x - 1, y + size * 0.48), (x + 1, y + size * 0.48), 1, size * 0.12, colour)


def tablecloth(canvas: Canvas, palette: Palette) -> None:
    """A round table under a linen cloth that falls in folds, with a bowl of apples on it."""
    ornament.ground_shadow(canvas, 800, 1400, 520, 70)
    folds = 9
    hem = [(236 + step * 1128 / (folds * 2), 1370 + (26 if step % 2 else -22)) for step in range(folds * 2 + 1)]
    skirt = [(300, 690), *smooth(hem), (1300, 690)]
    canvas.shape(skirt, across(lighter(palette.main, 0.1), darker(palette.main, 0.18)))
    with canvas.inside(skirt):
        for step in range(folds):
            x = 300 + step * 1000 / (folds - 1)
            foot = 240 + step * 1120 / (folds - 1)
            canvas.shadow([(x - 4, 760), (x + 10, 760), (foot + 46, 1400), (foot - 6, 1400)], 16, 0.30)
            canvas.shadow([(x - 50, 760), (x - 40, 760), (foot - 60, 1400), (foot - 84, 1400)], 14, 0.6, "#ffffff")
        for rise, width, colour in ((112, 26, palette.accent), (78, 8, palette.dark), (146, 8, palette.dark)):
            canvas.stroke([(x, y - rise) for x, y in smooth(hem)], width, colour, 0.9)
    canvas.shadow(oval(800, 730, 505, 120), 22, 0.30)
    canvas.shape(oval(800, 690, 510, 130), across(lighter(palette.main, 0.75), palette.main))
    canvas.stroke([*oval(800, 690, 430, 104), (1230, 690)], 7, palette.accent)
    canvas.stroke([*oval(800, 690, 404, 97), (1204, 690)], 3, palette.dark)
    canvas.shadow(oval(820, 700, 220, 40), 14, 0.4)
    for x, y, colour in ((700, 510, "#c4392f"), (900, 512, "#d9a441"), (800, 462, "#b92f2c"), (800, 530, "#cf5540")):
        ornament.berry(canvas, x, y, 78, colour)
        canvas.stroke(smooth([(x, y - 66), (x + 8, y - 96), (x + 20, y - 110)]), 8, "#5a3b28")
    ornament.leaf(canvas, (812, 376), 80, 66, "#5f7d45")
    bowl = ornament.vessel(800, [(540, 250), (600, 226), (660, 150), (690, 96), (706, 100)])
    canvas.shape(bowl, across("#c99a66", "#7f5433"))
    canvas.stroke(smooth([(552, 546), (680, 566), (800, 572), (920, 566), (1048, 546)]), 12, "#dcb387")


def blanket(canvas: Canvas, palette: Palette) -> None:
    """A checked wool blanket, folded, its fringe hanging to the front."""
    ornament.ground_shadow(canvas, 800, 1296, 540, 60)
    for top, half in ((1080, 520), (900, 508), (720, 514)):
        outline = smooth(
            [
                (800 - half + 20, top), (800, top - 14), (800 + half - 20, top), (800 + half, top + 94),
                (800 + half - 16, top + 186), (800, top + 194), (800 - half + 16, top + 186), (800 - half, top + 94),
            ],
            closed=True,
        )  # fmt: skip
        canvas.shadow([(x, y + 8) for x, y in outline], 10, 0.3)
        canvas.shape(outline, down(lighter(palette.main, 0.1), darker(palette.main, 0.25)))
        with canvas.inside(outline):
            _checks(canvas, palette, (280, top - 20, 1320, top + 210))
            canvas.shadow(box(260, top + 160, 1340, top + 220), 22, 0.5)
            canvas.shadow(oval(760, top + 24, 420, 10), 14, 0.4, "#fff3e0")
    flap = [
        *smooth([(420, 716), (800, 702), (1180, 716)]),
        (1196, 1070),
        *smooth([(1196, 1070), (800, 1088), (404, 1070)]),
    ]
    canvas.shadow([(x + 6, y + 16) for x, y in flap], 20, 0.45)
    canvas.shape(flap, down(lighter(palette.main, 0.16), darker(palette.main, 0.08)))
    with canvas.inside(flap):
        _checks(canvas, palette, (390, 680, 1210, 1110))
        canvas.shadow(oval(780, 730, 380, 16), 18, 0.45, "#fff3e0")
    for step in range(54):
        x = 410 + step * 14.7
        tone = (palette.main, palette.accent, palette.dark)[step % 3]
        canvas.stroke(smooth([(x, 1074), (x + 4, 1110), (x - 3 + step % 4 * 3, 1150)]), 7, tone)


def _checks(canvas: Canvas, palette: Palette, frame: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = frame
    for start in range(int(left), int(right), 148):
        canvas.shape(box(start, top, start + 56, bottom), palette.dark, 0.42)
        canvas.shape(box(start + 92, top, start + 104, bottom), palette.accent, 0.85)
    for start in range(int(top), int(bottom), 148):
        canvas.shape(box(left, start, right, start + 56), palette.dark, 0.42)
        canvas.shape(box(left, start + 92, right, start + 104), palette.accent, 0.85)


def felt_rug(canvas: Canvas, palette: Palette) -> None:
    """A syrmak: a rug of two felts cut into one another, hung on a wooden rail."""
    canvas.shadow(box(350, 330, 1290, 1290), 30, 0.40)
    canvas.stroke([(270, 272), (1330, 272)], 30, down("#b98555", "#7d5432"))
    for x in (270, 1330):
        canvas.shape(oval(x, 272, 30, 30), down("#c99866", "#7d5432"))
    for x in range(350, 1260, 100):
        canvas.stroke([(x, 252), (x, 310)], 20, palette.dark)
    canvas.shape(box(310, 300, 1290, 1250, 14), down(lighter(palette.dark, 0.08), palette.dark))
    canvas.shape(box(346, 336, 1254, 1214), palette.accent)
    canvas.shape(box(372, 362, 1228, 1188), palette.main)
    for x in range(430, 1190, 124):
        ornament.horns(canvas, x, 432, 96, palette.accent)
        _upright_or_not(canvas, (x, 1118), 96, palette.accent, 180)
    canvas.shape(box(412, 508, 1188, 1042), palette.accent)
    canvas.shape(box(428, 524, 1172, 1026), palette.dark)
    for x in (614, 986):
        diamond = [(x, 536), (x + 178, 775), (x, 1014), (x - 178, 775)]
        canvas.shape(diamond, palette.accent)
        canvas.shape([(x + (px - x) * 0.9, 775 + (py - 775) * 0.9) for px, py in diamond], palette.main)
        ornament.horns(canvas, x, 722, 150, palette.accent)
        _upright_or_not(canvas, (x, 828), 150, palette.accent, 180)
    for x in (428, 800, 1172):
        for y, turn in ((944, 0), (606, 180)):
            with canvas.inside(box(428, 524, 1172, 1026)):
                _upright_or_not(canvas, (x, y), 140, palette.main, turn)
    canvas.shadow(box(300, 290, 380, 1250), 60, 0.20, "#ffffff")
    canvas.shadow(box(1180, 300, 1300, 1250), 60, 0.30)
    for step in range(62):
        thread = 318 + step * 15.8
        canvas.stroke(
            [(thread, 1246), (thread + (step % 3 - 1) * 3, 1306)], 6, (palette.accent, palette.dark)[step % 2]
        )


def towels(canvas: Canvas, palette: Palette) -> None:
    """Three striped kitchen towels on hooks."""
    canvas.shadow(box(330, 320, 1290, 372), 14, 0.4)
    canvas.shape(box(310, 300, 1290, 356, 18), down("#d2a673", "#96683f"))
    stripes = ((palette.main, 470), (palette.accent, 800), (palette.dark, 1130))
    for index, (colour, x) in enumerate(stripes):
        canvas.stroke(smooth([(x, 340), (x, 390), (x + 24, 404), (x + 36, 384)]), 13, "#5d4a40")
        length = (1120, 1200, 1080)[index]
        cloth = [
            *smooth([(x, 392), (x - 60, 450), (x - 116, 620), (x - 134, 900), (x - 130, length)]),
            *smooth([(x - 130, length), (x - 40, length + 22), (x + 50, length + 4), (x + 130, length + 20)]),
            *smooth([(x + 130, length + 20), (x + 134, 880), (x + 104, 600), (x + 54, 450), (x, 392)]),
        ]
        canvas.shadow([(px + 22, py + 22) for px, py in cloth], 22, 0.35)
        canvas.shape(cloth, across("#fffaf0", "#e6dac8"))
        with canvas.inside(cloth):
            for rise, width in ((250, 54), (176, 16), (146, 16), (80, 34)):
                path = smooth([(x - 150, length - rise), (x - 40, length - rise + 18), (x + 150, length - rise + 14)])
                canvas.stroke(path, width, colour)
            for fold in (-64, 12, 78):
                canvas.shadow([(x - 2, 420), (x + 6, 420), (x + fold + 20, length), (x + fold - 8, length)], 13, 0.20)
            canvas.shadow([(x, 420), (x + 2, 420), (x - 96, length), (x - 116, length)], 10, 0.6, "#ffffff")
