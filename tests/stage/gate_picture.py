"""The picture in the README: the gate refusing a policy, in a real browser. `python -m tests.stage.gate_picture`.

It needs the demo of this checkout to run, Chromium and its driver. An editor spoils five things in the draft of the
demo's policy and submits it; the page that Wagtail answers is what is kept. Then each link is clicked: its field has to
be in view, with the cursor in it. The draft is put back.
"""

import io
import sys
import time
from pathlib import Path
from typing import Any

from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.stage import demo, docs_browser, state
from tests.stage.demo_content import people

PICTURE = state.CHECKOUT / "cms" / "policies" / "gate.png"
WIDTH, HEIGHT = 1240, 1000  # pixels of the page; the README shows it at this width or less
AUTOSAVE_SECONDS = 4  # Wagtail saves by itself a moment after the last change
ARRIVAL_SECONDS = 2  # tabs and blocks open, and the page scrolls
LARGEST = 250_000  # bytes
COLOURS = 128  # enough for a page of the admin, and a third of the bytes
#: What the editor spoils: a title, a date gone by, a placeholder, a wording of one language, a term that no code keeps.
SPOILT = {
    "title_kk": "",
    "effective_from": "2026-01-15",
    "change_note_kk": "[толтыру керек]",
    "rights-0-value-wording_ru": "",
    "retention-2-value-term_number": "999",
}
_SET = """
for (const [name, value] of Object.entries(arguments[0])) {
  const field = document.querySelector(`[name="${name}"]`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}"""
_GET = "return Object.fromEntries(arguments[0].map((name) => [name, document.querySelector(`[name='${name}']`).value]))"
_IN_VIEW = """
const field = document.activeElement;
const { top, bottom, height } = field.getBoundingClientRect();
return height > 0 && top > 0 && bottom < innerHeight ? field.name : null"""
_PAGE = "return fetch('/admin/api/main/pages/?slug=privacy').then((found) => found.json())"


def main() -> int:
    """Take the picture anew; returns the exit code."""
    running, missing = demo.running(), docs_browser.why_not()
    if running is None or missing:
        print(missing or "Start the demo first: make demo", file=sys.stderr)
        return 1
    with docs_browser.browser() as driver:
        taken, lost = picture(driver, running.cms)
    size = keep(taken, PICTURE)
    for pointer in lost:
        print(f"The link to {pointer} does not lead to its field.", file=sys.stderr)
    print(f"{PICTURE.relative_to(state.CHECKOUT)}: {size:,} bytes")
    return 0 if size <= LARGEST and not lost else 1


def picture(driver: WebDriver, base: str) -> tuple[bytes, list[str]]:
    """Return a PNG of the refusal, and the links that lead nowhere; the draft is as before afterwards."""
    driver.set_window_size(WIDTH, HEIGHT)
    _sign_in(driver, base)
    address = f"{base}/admin/pages/{driver.execute_script(_PAGE)['items'][0]['id']}/edit/"
    _open(driver, address)
    before = driver.execute_script(_GET, list(SPOILT))
    try:
        _spoil(driver, SPOILT)
        time.sleep(AUTOSAVE_SECONDS)
        driver.execute_script("document.querySelector('button[name=action-submit]').click()")
        WebDriverWait(driver, docs_browser.SECONDS).until(
            lambda one: one.find_elements(By.CSS_SELECTOR, "[data-policy-notice]")
        )
        # At the top stand the notice and the first refused field.
        driver.execute_script("window.scrollTo(0, 0)")
        time.sleep(1)  # the counters on the tabs settle
        return bytes(driver.get_screenshot_as_png()), lost_links(driver)
    finally:
        _open(driver, address)
        _spoil(driver, before)
        time.sleep(AUTOSAVE_SECONDS)


def lost_links(driver: WebDriver) -> list[str]:
    """Click each link of the notice; return the places of those whose field is not shown and ready to be typed into."""
    links = driver.find_elements(By.CSS_SELECTOR, "[data-policy-notice] [data-policy-pointer]")
    lost = []
    for link in links:
        driver.execute_script("arguments[0].click()", link)
        time.sleep(ARRIVAL_SECONDS)
        pointer = str(link.get_attribute("data-policy-pointer"))
        name = driver.execute_script(_IN_VIEW)
        if name is None or pointer.strip("/").replace("/", "-") != name.replace("-value-", "-"):
            lost.append(pointer)
    return lost if links else ["any field"]


def keep(taken: bytes, path: Path) -> int:
    """Write the picture with few colours; returns its size in bytes."""
    shown = Image.open(io.BytesIO(taken)).convert("RGB")
    shown.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def _sign_in(driver: WebDriver, base: str) -> None:
    driver.get(f"{base}/admin/login/")
    driver.find_element(By.NAME, "username").send_keys(people.EDITOR.email)
    driver.find_element(By.NAME, "password").send_keys(people.EDITOR.password)
    driver.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
    WebDriverWait(driver, docs_browser.SECONDS).until(lambda one: "/login/" not in one.current_url)


def _open(driver: WebDriver, address: str) -> None:
    driver.get("about:blank")
    driver.get(address)
    WebDriverWait(driver, docs_browser.SECONDS).until(
        lambda one: one.find_elements(By.NAME, next(name for name in SPOILT if "value" in name))
    )
    time.sleep(1)


def _spoil(driver: WebDriver, values: dict[str, Any]) -> None:
    driver.execute_script(_SET, values)


if __name__ == "__main__":
    sys.exit(main())
