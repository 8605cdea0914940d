"""Pictures of tea and honey: tin, pouch, jars, gift box."""

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
    round_light,
    smooth,
)
from tests.stage.demo_content.drawing.ornament import Palette


def tin(canvas: Canvas, palette: Palette) -> None:
    """A tall tea tin with a domed lid, a label of horns, and a small heap of leaves beside it."""
    x, top, bottom, radius = 760, 520, 1240, 270
    ornament.ground_shadow(canvas, x, bottom + 14, 330, 66)
    body = ornament.vessel(x, [(top, radius), (bottom, radius)])
    ornament.round_body(canvas, body, palette.main, (x - 150, top + 60, bottom - 20))
    with canvas.inside(body):
        canvas.shape(ornament.ring(x, 690, radius + 2, 330), round_light(palette.accent))
        for y in (690, 1004):
            canvas.shape(ornament.ring(x, y, radius + 2, 16), round_light(palette.dark))
        ornament.horns_around(canvas, x, 826, radius, 132, palette.dark)
        canvas.shape(ornament.ring(x, bottom - 40, radius + 2, 44), round_light(darker(palette.main, 0.25)))
    lid = ornament.vessel(x, [(350, 100), (378, 216), (430, 274), (540, 282)])
    canvas.shadow(ornament.ring(x, 545, radius, 22), 8, 0.4)
    ornament.round_body(canvas, lid, lighter(palette.main, 0.10), (x - 150, 420, 540))
    canvas.shape(ornament.ring(x, 512, 282, 16), round_light(palette.accent))
    knob = ornament.vessel(x, [(262, 30), (282, 58), (318, 56), (350, 34)])
    canvas.shape(knob, round_light(palette.accent))
    _leaves(canvas, 1170, 1290, palette.dark)


def pouch(canvas: Canvas, palette: Palette) -> None:
    """A standing paper pouch with a round emblem; jasmine flowers lie in front."""
    ornament.ground_shadow(canvas, 800, 1262, 380, 60)
    front = [
        *smooth([(500, 360), (484, 700), (462, 1040), (452, 1250)]),
        *smooth([(452, 1250), (620, 1282), (800, 1290), (980, 1282), (1148, 1250)]),
        *smooth([(1148, 1250), (1138, 1040), (1116, 700), (1100, 360)]),
    ]
    canvas.shape(front, across(lighter(palette.main, 0.16), darker(palette.main, 0.22)))
    with canvas.inside(front):
        canvas.shadow(oval(560, 820, 44, 460), 40, 0.5, lighter(palette.main, 0.6))
        canvas.shadow(oval(1110, 860, 40, 480), 44, 0.5)
        gusset = smooth([(440, 1180), (620, 1120), (800, 1104), (980, 1120), (1160, 1180)])
        canvas.stroke(gusset, 5, darker(palette.main, 0.3), 0.5)
        canvas.shape([*gusset, (1160, 1300), (440, 1300)], darker(palette.main, 0.30), 0.25)
    canvas.shape(box(488, 300, 1112, 400, 12), across(lighter(palette.main, 0.05), darker(palette.main, 0.30)))
    for y in (322, 340, 358, 376):
        canvas.stroke([(500, y), (1100, y)], 3, darker(palette.main, 0.35), 0.45)
    canvas.shape(oval(800, 730, 236, 236), palette.accent)
    canvas.stroke([*oval(800, 730, 212, 212), (1012, 730)], 5, palette.dark)
    ornament.sprig(canvas, (800, 900), (806, 610), 4, palette.dark)
    for x, y, size in ((1150, 1270, 84), (1268, 1330, 70), (1044, 1352, 64)):
        canvas.shadow(oval(x + 8, y + size * 0.5, size * 0.9, size * 0.3), 14, 0.4)
        ornament.blossom(canvas, x, y, size, "#fffaf0", "#e9b949")
    ornament.leaf(canvas, (1216, 1400), 130, 74, palette.dark)
    ornament.leaf(canvas, (420, 1366), 150, -66, palette.dark)


def herb_jar(canvas: Canvas, palette: Palette) -> None:
    """A glass jar of mountain herbs with a wooden lid, tied with string, and a sprig that leans on it."""
    ornament.ground_shadow(canvas, 790, 1258, 350, 64)
    jar = ornament.vessel(790, [(520, 250), (590, 290), (660, 305), (1100, 305), (1200, 296), (1244, 262)])
    _glass(canvas, jar, palette)
    with canvas.inside(jar):
        canvas.shape(box(440, 700, 1140, 1300), down(mix(palette.main, palette.dark, 0.2), palette.dark))
        for index in range(150):
            spot = _scatter(index, (520, 1070), (690, 1270))
            tone = (palette.main, palette.accent, lighter(palette.main, 0.25), darker(palette.main, 0.3))[index % 4]
            ornament.leaf(canvas, spot, 52 + index % 5 * 9, index * 137.5 % 360, tone)
        for index in range(16):
            spot = _scatter(index * 5 + 2, (540, 1050), (730, 1225))
            ornament.blossom(canvas, *spot, 40, "#f7e8ee", palette.accent)
    _shine(canvas, jar, 790)
    lid = ornament.vessel(790, [(410, 262), (520, 268)])
    _wooden_lid(canvas, lid, 790, 410, 262)
    canvas.stroke(smooth([(530, 566), (660, 600), (790, 612), (920, 600), (1050, 566)]), 12, "#d9b98a")
    canvas.stroke(smooth([(790, 612), (730, 690), (650, 668), (700, 620), (790, 612)]), 9, "#d9b98a")
    canvas.stroke(smooth([(790, 612), (850, 700), (940, 672), (880, 620), (790, 612)]), 9, "#d9b98a")
    ornament.sprig(canvas, (1330, 1290), (1150, 860), 7, palette.main)


def berry_jar(canvas: Canvas, palette: Palette) -> None:
    """A glass jar full of rosehips; a branch with berries in front."""
    ornament.ground_shadow(canvas, 800, 1256, 350, 64)
    jar = ornament.vessel(800, [(500, 236), (570, 276), (660, 300), (1110, 300), (1206, 288), (1242, 250)])
    _glass(canvas, jar, palette)
    with canvas.inside(jar):
        canvas.shape(box(440, 640, 1160, 1300), darker(palette.main, 0.45))
        for row in range(11):
            for column in range(11):
                shift = 30 if row % 2 else 0
                spot = (472 + column * 62 + shift + row * 7 % 11, 662 + row * 58 + column * 13 % 17)
                tone = (palette.main, darker(palette.main, 0.14), mix(palette.main, palette.accent, 0.35))
                _hip(canvas, spot, 38, tone[(row * 3 + column) % 3])
    _shine(canvas, jar, 800)
    lid = ornament.vessel(800, [(404, 250), (500, 254)])
    canvas.shape(lid, round_light(palette.accent))
    canvas.shape(oval(800, 404, 250, 30), across(lighter(palette.accent, 0.5), palette.accent))
    tag = box(700, 850, 900, 1060, 24)
    canvas.shadow([(x + 6, y + 10) for x, y in tag], 12, 0.4)
    canvas.shape(tag, "#fbf3e4")
    ornament.horns(canvas, 800, 960, 120, palette.main)
    branch = smooth([(1080, 1400), (1190, 1330), (1300, 1310), (1410, 1240)])
    canvas.stroke(branch, 12, "#6b4a35")
    for x, y, degrees in ((1150, 1352, 40), (1260, 1316, -30), (1340, 1290, 60), (1410, 1240, 20)):
        ornament.leaf(canvas, (x, y), 110, degrees, palette.dark)
    for x, y in ((1130, 1390), (1230, 1366), (1330, 1340), (1402, 1290)):
        canvas.shadow(oval(x + 6, y + 26, 34, 12), 8, 0.4)
        _hip(canvas, (x, y), 36, palette.main)


def honey_jar(canvas: Canvas, palette: Palette) -> None:
    """A round jar of honey with a cloth cover, and a dipper with a thread of honey."""
    ornament.ground_shadow(canvas, 740, 1262, 370, 66)
    jar = ornament.vessel(740, [(560, 270), (640, 330), (800, 356), (1080, 346), (1190, 310), (1246, 262)])
    canvas.shape(jar, round_light(palette.main))
    with canvas.inside(jar):
        canvas.glow(830, 960, 330, 0.65, "#ffd873")
        canvas.shape(ornament.ring(740, 596, 330, 34), lighter(palette.main, 0.6), 0.6)
        label = [*smooth([(470, 830), (740, 872), (1010, 830)]), *smooth([(1004, 1080), (740, 1124), (476, 1080)])]
        canvas.shape(label, across("#fff4da", "#f0dcb0"))
    for x, y in ((740, 930), (690, 1016), (790, 1016)):
        _cell(canvas, (x, y), 50, palette)
    _shine(canvas, jar, 740)
    cover = [
        *smooth([(486, 590), (470, 640), (540, 622), (590, 660), (660, 636), (740, 668)]),
        *smooth([(740, 668), (820, 636), (890, 660), (940, 622), (1010, 640), (994, 590)]),
        *smooth([(994, 590), (980, 480), (860, 430), (740, 424), (620, 430), (500, 480), (486, 590)]),
    ]
    canvas.shadow([(x, y + 12) for x, y in cover], 12, 0.35)
    canvas.shape(cover, across(lighter(palette.accent, 0.25), darker(palette.accent, 0.18)))
    with canvas.inside(cover):
        for offset in range(-600, 700, 74):
            canvas.stroke([(740 + offset, 380), (740 + offset + 170, 700)], 9, palette.dark, 0.18)
            canvas.stroke([(740 + offset + 170, 380), (740 + offset, 700)], 9, palette.dark, 0.18)
    canvas.stroke(smooth([(484, 584), (600, 606), (740, 614), (880, 606), (996, 584)]), 16, palette.dark)
    _dipper(canvas, palette)


def gift_box(canvas: Canvas, palette: Palette) -> None:
    """An open gift box with three small tins, a ribbon, and the lid that leans behind."""
    ornament.ground_shadow(canvas, 800, 1270, 560, 66)
    lid = [(470, 470), (1270, 380), (1330, 900), (520, 960)]
    canvas.shadow([(x + 16, y + 20) for x, y in lid], 26, 0.35)
    canvas.shape(lid, across(lighter(palette.main, 0.12), palette.main))
    ornament.horns(canvas, 880, 640, 250, palette.accent)
    canvas.stroke([*[(px * 0.93 + 63, py * 0.93 + 47) for px, py in lid], (500.1, 484.1)], 6, palette.accent)
    for x, tone in ((500, palette.accent), (800, "#fbf1e0"), (1100, mix(palette.main, palette.accent, 0.5))):
        small = ornament.vessel(x, [(760, 132), (1180, 132)])
        ornament.round_body(canvas, small, tone, (x - 70, 800, 1000))
        canvas.shape(ornament.vessel(x, [(690, 118), (712, 136), (780, 138)]), round_light(darker(tone, 0.12)))
        with canvas.inside(small):
            ornament.horns(canvas, x, 900, 110, palette.dark, 0.95)
    tray = [(300, 990), (1300, 990), (1270, 1290), (330, 1290)]
    canvas.shadow([(300, 985), (1300, 985), (1300, 1010), (300, 1010)], 16, 0.5)
    canvas.shape(tray, down(lighter(palette.main, 0.08), darker(palette.main, 0.20)))
    canvas.stroke([(300, 992), (1300, 992)], 12, lighter(palette.main, 0.35))
    canvas.shape(
        [(744, 986), (856, 986), (852, 1292), (748, 1292)], across(palette.accent, darker(palette.accent, 0.2))
    )
    ornament.diamond_row(canvas, (350, 1140), (730, 1140), 6, 26, palette.accent)
    ornament.diamond_row(canvas, (870, 1140), (1250, 1140), 6, 26, palette.accent)
    _bow(canvas, (800, 1010), palette.accent)


def _scatter(index: int, xs: Point, ys: Point) -> Point:
    """Return a spot that looks strewn by hand but is the same each time (golden ratio sequence)."""
    across_by, down_by = index * 0.754877666 % 1, index * 0.569840291 % 1
    return xs[0] + (xs[1] - xs[0]) * across_by, ys[0] + (ys[1] - ys[0]) * down_by


def _leaves(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    canvas.shadow(oval(x, y + 20, 190, 34), 18, 0.45)
    for index in range(70):
        dx, dy = _scatter(index, (-170, 170), (0, 1))
        height = 92 * math.exp(-((dx / 95) ** 2)) * dy
        tone = (colour, lighter(colour, 0.18), darker(colour, 0.25))[index % 3]
        ornament.leaf(canvas, (x + dx, y + 12 - height), 46, index * 137.5 % 180 - 90, tone)


def _glass(canvas: Canvas, outline: list[Point], palette: Palette) -> None:
    canvas.shape(outline, across(lighter(palette.wall, 0.55), darker(palette.wall, 0.12)))
    canvas.stroke([*outline, outline[0]], 7, lighter(palette.wall, 0.7), 0.9)


def _shine(canvas: Canvas, outline: list[Point], x: float) -> None:
    with canvas.inside(outline):
        canvas.shadow(oval(x - 215, 900, 24, 260), 12, 0.75, "#ffffff")
        canvas.shadow(oval(x + 236, 940, 10, 200), 8, 0.5, "#ffffff")
        canvas.shadow(oval(x + 300, 900, 40, 400), 40, 0.35)
    canvas.stroke([*outline, outline[0]], 5, "#ffffff", 0.35)


def _wooden_lid(canvas: Canvas, outline: list[Point], x: float, y: float, radius: float) -> None:
    wood = "#c9965f"
    canvas.shape(outline, round_light(wood))
    canvas.shape(oval(x, y, radius, radius * 0.12), across(lighter(wood, 0.45), wood))
    for share in (0.75, 0.5, 0.26):
        canvas.stroke([*oval(x, y, radius * share, radius * share * 0.12)], 3, darker(wood, 0.3), 0.5)


def _hip(canvas: Canvas, spot: Point, size: float, colour: Colour) -> None:
    x, y = spot
    ornament.berry(canvas, x, y, size, colour)
    canvas.shape([(x - 9, y + size - 4), (x, y + size + 14), (x + 9, y + size - 4)], darker(colour, 0.6))


def _cell(canvas: Canvas, spot: Point, size: float, palette: Palette) -> None:
    x, y = spot
    corners = [
        (x + size * math.cos(math.radians(60 * step + 30)), y + size * math.sin(math.radians(60 * step + 30)))
        for step in range(6)
    ]
    canvas.shape(corners, down(lighter(palette.main, 0.35), palette.main))
    canvas.stroke([*corners, corners[0]], 7, palette.dark)


def _dipper(canvas: Canvas, palette: Palette) -> None:
    wood = "#c08a52"
    canvas.shadow([(1110, 1330), (1450, 1290), (1450, 1310), (1120, 1360)], 16, 0.45)
    canvas.stroke([(1170, 1290), (1470, 1110)], 26, across(lighter(wood, 0.2), darker(wood, 0.15)))
    for step in range(5):
        x, y = 1096 + step * 30, 1336 - step * 18
        size = (44, 60, 66, 60, 46)[step]
        disc = [(x + (px - x) * 0.34, py) for px, py in oval(x, y, size, size)]
        canvas.shape(disc, down(lighter(wood, 0.25), darker(wood, 0.2)))
    pool = smooth([(980, 1392), (1040, 1362), (1130, 1370), (1180, 1400), (1120, 1426), (1020, 1420)], closed=True)
    canvas.shape(pool, down(lighter(palette.main, 0.25), palette.main))
    canvas.stroke(smooth([(1030, 1388), (1070, 1378), (1110, 1384)]), 8, "#fff2c4", 0.8)


def _bow(canvas: Canvas, spot: Point, colour: Colour) -> None:
    x, y = spot
    canvas.shadow(oval(x, y + 30, 180, 40), 16, 0.4)
    for side in (-1, 1):
        tail = [(x, y), (x + side * 130, y + 150), (x + side * 84, y + 152), (x + side * 70, y + 190), (x, y + 30)]
        canvas.shape(tail, darker(colour, 0.18))
        loop = smooth(
            [
                (x, y),
                (x + side * 90, y - 96),
                (x + side * 186, y - 80),
                (x + side * 176, y + 20),
                (x + side * 84, y + 44),
            ],
            closed=True,
        )
        canvas.shape(loop, across(lighter(colour, 0.15), darker(colour, 0.10)))
        inner = smooth(
            [(x + side * 36, y), (x + side * 96, y - 54), (x + side * 150, y - 40), (x + side * 110, y + 12)],
            closed=True,
        )
        canvas.shape(inner, darker(colour, 0.32))
    canvas.shape(box(x - 38, y - 36, x + 38, y + 44, 20), down(lighter(colour, 0.3), darker(colour, 0.08)))
