"""A developer in a real browser: runs the examples of the documentation's pages one after another."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 30
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1500,1000",
)
_ANSWER = "return document.querySelector('.result-window .CodeMirror').CodeMirror.getValue()"


def why_not() -> str:
    """Why no browser can be started here; empty when it can."""
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    return f"{' and '.join(missing)} not installed" if missing else ""


@contextmanager
def browser() -> Iterator[WebDriver]:
    """A fresh browser without a past."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            yield driver
        finally:
            driver.quit()


def run_graphql_tabs(driver: WebDriver, base: str) -> list[str]:
    """Execute every tab of GraphiQL in order; returns what each answered."""
    driver.get(f"{base}/docs/graphql/")
    _wait(driver, ".graphiql-execute-button")
    found = []
    for index in range(len(driver.find_elements(By.CSS_SELECTOR, ".graphiql-tab-button"))):
        driver.find_elements(By.CSS_SELECTOR, ".graphiql-tab-button")[index].click()
        WebDriverWait(driver, SECONDS).until(
            lambda one, at=index: (
                "active" in str(one.find_elements(By.CSS_SELECTOR, ".graphiql-tab")[at].get_attribute("class"))
            )
        )
        driver.find_element(By.CSS_SELECTOR, ".graphiql-execute-button").click()
        WebDriverWait(driver, SECONDS).until(lambda one: len(one.execute_script(_ANSWER)) > 2)
        found.append(str(driver.execute_script(_ANSWER)))
    return found


def run_rest_steps(driver: WebDriver, base: str) -> list[tuple[str, str]]:
    """Execute every step that the REST page lists; returns each operation with its status."""
    driver.get(f"{base}/docs/")
    _wait(driver, ".walk a")
    steps = [(str(one.get_attribute("href")), one.text) for one in driver.find_elements(By.CSS_SELECTOR, ".walk a")]
    found = []
    for address, operation in steps:
        driver.get("about:blank")
        driver.get(address)
        place = f"[id$='-{operation}']"
        driver.execute_script("arguments[0].click()", _wait(driver, f"{place} .execute"))
        status = _wait(driver, f"{place} .live-responses-table tbody .response-col_status")
        found.append((operation, status.text.split()[0]))
    return found


def complaints(driver: WebDriver) -> list[str]:
    """What the browser says was wrong: blocked by the policy, not found, thrown."""
    logs: list[dict[str, Any]] = driver.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's own
    return [one["message"] for one in logs if one["level"] == "SEVERE" and "Deprecated" not in one["message"]]


def _wait(driver: WebDriver, selector: str) -> Any:
    found = WebDriverWait(driver, SECONDS).until(lambda one: one.find_elements(By.CSS_SELECTOR, selector))
    return found[0]
