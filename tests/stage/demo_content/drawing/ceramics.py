"""Pictures of tableware: tea bowls, teapot, plate, mug, jug, vase."""

import math

from tests.stage.demo_content.drawing import ornament
from tests.stage.demo_content.drawing.brush import (
    Canvas,
    Point,
    across,
    darker,
    down,
    lighter,
    oval,
    round_light,
    smooth,
    turned,
)
from tests.stage.demo_content.drawing.ornament import Palette


def tea_bowls(canvas: Canvas, palette: Palette) -> None:
    """Three kese: two stacked, one in front filled with tea."""
    ornament.ground_shadow(canvas, 960, 1148, 170, 34)
    _bowl(canvas, palette, (960, 860), 300)
    _bowl(canvas, palette, (960, 690), 300)
    ornament.opening(canvas, 960, 690, 300, (palette.main, lighter(palette.main, 0.2)), 0.17)
    ornament.ground_shadow(canvas, 560, 1318, 185, 38)
    _bowl(canvas, palette, (560, 1000), 330)
    ornament.opening(canvas, 560, 1000, 330, (palette.main, lighter(palette.main, 0.2)), 0.17)
    canvas.shape(oval(560, 1014, 276, 36), across("#7a3514", "#b0602a"))
    canvas.shape(oval(500, 1008, 120, 10), "#d99558", 0.6)
    ornament.steam(canvas, 560, 960, 330)


def _bowl(canvas: Canvas, palette: Palette, rim: Point, radius: float) -> None:
    x, y = rim
    deep = radius * 0.94
    profile = [
        (y, radius),
        (y + deep * 0.22, radius * 0.965),
        (y + deep * 0.55, radius * 0.80),
        (y + deep * 0.82, radius * 0.52),
        (y + deep * 0.90, radius * 0.40),
        (y + deep, radius * 0.42),
    ]
    body = ornament.vessel(x, profile, 0.15)
    ornament.round_body(canvas, body, palette.main, (x - radius * 0.55, y + 40, y + deep * 0.7))
    with canvas.inside(body):
        canvas.shape(ornament.ring(x, y + 26, radius, 13, 0.17), round_light(palette.accent))
        canvas.shape(ornament.ring(x, y + 54, radius, 128, 0.17), round_light(palette.dark))
        for degrees in (-60, -36, -12, 12, 36, 60):
            angle = math.radians(degrees)
            spot = x + radius * 0.93 * math.sin(angle)
            drop = y + 116 + radius * 0.16 * math.cos(angle)
            ornament.horns(canvas, spot, drop, 92, palette.accent, max(0.4, math.cos(angle)))
        canvas.shape(ornament.ring(x, y + 196, radius, 10, 0.17), round_light(palette.accent))


def teapot(canvas: Canvas, palette: Palette) -> None:
    """A round teapot with a lid, a curved spout on the left and a handle on the right."""
    x = 810
    ornament.ground_shadow(canvas, x, 1256, 300, 58)
    handle = smooth([(1080, 720), (1250, 640), (1370, 740), (1350, 930), (1230, 1060), (1080, 1100)])
    canvas.stroke(handle, 66, down(palette.main, darker(palette.main, 0.35)))
    canvas.stroke([(px - 8, py - 10) for px, py in handle], 14, lighter(palette.main, 0.4), 0.7)
    spout = [
        *smooth([(560, 1090), (400, 1010), (330, 850), (268, 690), (216, 640)]),
        *smooth([(286, 604), (350, 660), (410, 780), (480, 850), (570, 860)]),
    ]
    canvas.shape(spout, across(lighter(palette.main, 0.25), darker(palette.main, 0.15)))
    canvas.shape(turned(oval(250, 622, 42, 16), (250, 622), -27), darker(palette.main, 0.5))
    body = ornament.vessel(
        x, [(590, 150), (620, 240), (720, 350), (880, 396), (1040, 364), (1160, 270), (1210, 226), (1240, 232)]
    )
    ornament.round_body(canvas, body, palette.main, (x - 200, 680, 960))
    with canvas.inside(body):
        canvas.shape(ornament.ring(x, 776, 400, 14), round_light(palette.accent))
        canvas.shape(ornament.ring(x, 806, 400, 160), round_light(palette.dark))
        canvas.shape(ornament.ring(x, 982, 400, 14), round_light(palette.accent))
        ornament.horns_around(canvas, x, 862, 386, 124, palette.accent)
    canvas.shape(ornament.ring(x, 596, 176, 14, 0.2), round_light(palette.accent))
    lid = ornament.vessel(x, [(500, 50), (520, 110), (560, 160), (604, 176)], 0.18)
    ornament.round_body(canvas, lid, palette.main, (x - 76, 520, 590))
    canvas.shape(oval(x, 466, 44, 42), round_light(palette.accent))
    ornament.steam(canvas, 236, 580, 280)


def plate(canvas: Canvas, palette: Palette) -> None:
    """A large plate that stands on its edge, with a ring of horns and a star in the middle."""
    x, y = 800, 750
    ornament.ground_shadow(canvas, x, 1274, 380, 48)
    canvas.shadow(oval(x + 26, y + 30, 520, 516), 30, 0.35)
    canvas.shape(oval(x, y, 520, 520, 240), across(lighter(palette.main, 0.5), darker(palette.main, 0.16)))
    canvas.shape(oval(x + 3, y + 3, 504, 504, 240), across(palette.main, lighter(palette.main, 0.35)))
    canvas.shape(oval(x, y, 474, 474, 240), palette.dark)
    canvas.shape(oval(x, y, 330, 330, 240), palette.accent)
    canvas.shape(oval(x, y, 314, 314, 240), across(darker(palette.main, 0.10), lighter(palette.main, 0.30)))
    for step in range(12):
        _horn_towards(canvas, (x, y), 404, step * 30, palette.accent)
    for step in range(24):
        spot = turned([(x, y - 346)], (x, y), step * 15)[0]
        canvas.shape(oval(*spot, 7, 7), palette.accent)
    for step in range(8):
        petal = turned(
            smooth([(x, y), (x - 52, y - 130), (x, y - 230), (x + 52, y - 130)], closed=True), (x, y), step * 45
        )
        canvas.shape(petal, palette.dark if step % 2 else palette.accent)
    canvas.shape(oval(x, y, 58, 58), palette.main)
    canvas.shape(oval(x, y, 30, 30), palette.dark)
    canvas.shadow(turned(oval(560, 480, 210, 52), (560, 480), -42), 34, 0.5, "#ffffff")
    for side in (-1, 1):
        foot = [(x + side * 250, 1130), (x + side * 330, 1290), (x + side * 190, 1290), (x + side * 170, 1220)]
        canvas.shape(foot, across("#b98555", "#7d5432"))


def _horn_towards(canvas: Canvas, centre: Point, reach: float, degrees: float, colour: str) -> None:
    """Draw a simple pair of curls that points away from the middle of a plate."""
    x, y = centre[0], centre[1] - reach
    for side in (-1, 1):
        curl = [(x, y + 44), (x, y + 6)]
        for step in range(30):
            share = step / 29
            angle = math.radians(180 + 420 * share)
            size = 34 * (1 - 0.72 * share)
            curl.append((x + side * (36 + size * math.cos(angle)), y + size * math.sin(angle)))
        canvas.stroke(turned(curl, centre, degrees), 11, colour)


def mug(canvas: Canvas, palette: Palette) -> None:
    """A straight mug with a dipped glaze, and a spoon in front."""
    x = 740
    ornament.ground_shadow(canvas, x, 1258, 350, 64)
    handle = smooth([(1030, 720), (1220, 690), (1300, 830), (1250, 1010), (1030, 1070)])
    canvas.stroke(handle, 70, down(palette.accent, darker(palette.accent, 0.35)))
    canvas.stroke([(px - 8, py - 12) for px, py in handle], 14, lighter(palette.accent, 0.6), 0.6)
    body = ornament.vessel(x, [(560, 310), (640, 312), (1100, 306), (1200, 290), (1240, 250)])
    ornament.round_body(canvas, body, palette.accent, (x - 170, 660, 1180))
    with canvas.inside(body):
        drip = [
            *smooth([(420, 500), (420, 900), (480, 980), (540, 900), (600, 940), (660, 1040), (720, 960)]),
            *smooth([(720, 960), (790, 930), (850, 1010), (910, 950), (970, 900), (1060, 960), (1060, 500)]),
        ]
        canvas.shape(drip, round_light(palette.main))
        canvas.shadow(oval(x - 170, 780, 24, 170), 14, 0.6, lighter(palette.main, 0.8))
        for index in range(46):
            dot = (450 + index * 0.7548 % 1 * 580, 1000 + index * 0.5698 % 1 * 220)
            canvas.shape(oval(*dot, 4 + index % 3, 4 + index % 3), palette.dark, 0.55)
    ornament.opening(canvas, x, 560, 310, (palette.main, palette.main))
    canvas.shape(oval(x, 572, 268, 26), across("#5b2e18", "#94562d"))
    ornament.steam(canvas, x, 530, 320)
    canvas.shadow([(900, 1400), (1400, 1340), (1400, 1356), (920, 1430)], 12, 0.45)
    canvas.stroke([(1010, 1388), (1420, 1322)], 18, across("#f3eee6", "#b9afa5"))
    canvas.shape(turned(oval(950, 1398, 92, 40), (950, 1398), -9), across("#b3a89e", "#f7f3ec"))
    canvas.shape(turned(oval(950, 1394, 74, 28), (950, 1394), -9), across("#8d8279", "#d9d0c6"))


def jug(canvas: Canvas, palette: Palette) -> None:
    """A milk jug with a lip, a tall handle and a painted twig."""
    x = 770
    ornament.ground_shadow(canvas, x, 1260, 340, 64)
    handle = smooth([(960, 560), (1130, 520), (1220, 650), (1200, 850), (1040, 1000)])
    canvas.stroke(handle, 58, down(palette.main, darker(palette.main, 0.3)))
    canvas.stroke([(px - 6, py - 10) for px, py in handle], 12, lighter(palette.main, 0.6), 0.7)
    lip = smooth([(560, 470), (480, 430), (520, 530), (580, 600)])
    body = ornament.vessel(
        x, [(470, 214), (560, 190), (660, 206), (800, 284), (960, 326), (1100, 308), (1200, 250), (1244, 234)]
    )
    canvas.shape([*lip, (640, 600), (640, 470)], lighter(palette.main, 0.15))
    ornament.round_body(canvas, body, palette.main, (x - 170, 800, 1120))
    with canvas.inside(body):
        canvas.shape(ornament.ring(x, 1150, 330, 140), round_light(palette.accent))
        canvas.shape(ornament.ring(x, 1124, 330, 12), round_light(palette.dark))
        canvas.shape(ornament.ring(x, 610, 220, 12), round_light(palette.dark))
    ornament.sprig(canvas, (700, 1090), (800, 740), 6, palette.dark)
    for spot in ((664, 880), (856, 900), (756, 1030), (820, 800)):
        ornament.berry(canvas, *spot, 22, palette.accent)
    canvas.shape(oval(x - 10, 470, 224, 30), across(lighter(palette.main, 0.4), darker(palette.main, 0.1)))
    canvas.shape(oval(x - 6, 474, 200, 23), across(darker(palette.main, 0.45), darker(palette.main, 0.15)))
    canvas.shape(smooth([(566, 462), (488, 430), (540, 486), (600, 484)], closed=True), lighter(palette.main, 0.3))


def vase(canvas: Canvas, palette: Palette) -> None:
    """A tall hand-painted vase with blossoming twigs."""
    x = 790
    ornament.ground_shadow(canvas, x, 1286, 190, 46)
    for tip, leaves in (((520, 270), 6), ((1080, 240), 7), ((810, 210), 6), ((1240, 420), 5), ((380, 470), 5)):
        ornament.sprig(canvas, (x, 720), tip, leaves, "#71895a")
    for spot in ((560, 330), (820, 240), (1060, 290), (1200, 440), (420, 480), (690, 400), (930, 380), (1010, 520)):
        ornament.blossom(canvas, *spot, 62, "#fbe3dd", palette.accent)
    body = ornament.vessel(
        x,
        [(640, 112), (700, 92), (760, 104), (860, 206), (980, 256), (1100, 232), (1210, 160), (1260, 140), (1276, 150)],
    )
    ornament.round_body(canvas, body, palette.main, (x - 120, 860, 1100))
    with canvas.inside(body):
        for y, height, colour in ((800, 12, palette.accent), (850, 12, palette.accent), (1120, 12, palette.accent)):
            canvas.shape(ornament.ring(x, y, 262, height), round_light(colour))
        ornament.horns_around(canvas, x, 950, 246, 118, palette.accent)
        ornament.diamond_row(canvas, (580, 1076), (1000, 1076), 9, 20, palette.accent)
        canvas.shape(ornament.ring(x, 1180, 262, 130), round_light(palette.dark))
    ornament.opening(canvas, x, 640, 112, (palette.main, palette.dark), 0.16)
    for step in range(-1, 2):
        canvas.stroke([(x + step * 22, 646), (x + step * 34, 600)], 9, "#55683f")
    petals: tuple[tuple[float, float], ...] = ((480, 1350), (1120, 1330), (1190, 1400))
    for px, py in petals:
        canvas.shadow(oval(px + 4, py + 10, 30, 12), 7, 0.4)
        canvas.shape(oval(px, py, 30, 17), down("#fff3ef", "#f0cdc6"))
