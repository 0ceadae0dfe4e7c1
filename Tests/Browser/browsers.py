"""Real browsers: Debian's chromium through its chromedriver, one for each person."""

import base64
import json
import os
import shutil
from pathlib import Path

import axe_core_python
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

WIDTHS = {"breed": (1280, 900), "telefoon": (390, 844)}
AXE = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")


def start(width="breed", javascript=True):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=nl"]:
        options.add_argument(argument)
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    size(browser, width)
    return browser


def size(browser, width):
    wide, high = WIDTHS[width]
    # The window has a least width of its own; a phone is narrower.
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": wide, "height": high, "deviceScaleFactor": 1, "mobile": width == "telefoon"},
    )


def wait(browser, found, within=15):
    # A page that is just being replaced answers with one of many errors, and is looked at again.
    passing = [WebDriverException]
    return WebDriverWait(browser, within, poll_frequency=0.05, ignored_exceptions=passing).until(found)


def see(browser, text, within=15, place="body"):
    wait(browser, lambda b: text in b.find_element(By.CSS_SELECTOR, place).text, within)


def click(browser, text):
    """The first link or button with this text, once it is there."""
    press(
        browser, By.XPATH,
        f"//a[normalize-space()='{text}'] | //button[normalize-space()='{text}'] | //summary[.='{text}']",
    )


def press(browser, by, place):
    """What stands there; looked for again where a live part was just replaced."""

    def done(b):
        b.find_element(by, place).click()
        return True

    wait(browser, done)


def pick(browser, field, value):
    """An option of a list, by the list's id."""

    def done(b):
        Select(b.find_element(By.ID, field)).select_by_value(value)
        return True

    wait(browser, done)


def tab_to(test, browser, match, most=120):
    """What matches, reached with the Tab key alone."""
    for _ in range(most):
        if match(browser.switch_to.active_element):
            return browser.switch_to.active_element
        browser.switch_to.active_element.send_keys(Keys.TAB)
    test.fail("met Tab niet te bereiken")


def sign_in(browser, address, person):
    """Opens a page and signs in at the identity provider, where that asks."""
    browser.get(address)
    choose(browser, person, address)


def choose(browser, person, address):
    """At the identity provider, where that asks; the page of `address` is there afterwards."""
    here = "/".join(address.split("/")[:3])

    def arrived(b):
        if not b.current_url.startswith(here):
            for button in b.find_elements(By.CSS_SELECTOR, f"button[value='{person}']"):
                button.click()
            return False
        return b.execute_script("return document.readyState") == "complete" and b.find_elements(By.TAG_NAME, "main")

    wait(browser, arrived)


def inspect(test, browser, name):
    """axe finds nothing, nothing runs off the page, and the page is pictured, at both widths."""
    for width in WIDTHS:
        size(browser, width)
        browser.execute_script(AXE)
        result = browser.execute_async_script(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
            ".then(arguments[arguments.length - 1])"
        )
        found = [
            f"{violation['id']}: {violation['help']} "
            f"{[(node['html'][:120], node['target'], node.get('failureSummary')) for node in violation['nodes']]}"
            for violation in result["violations"]
        ]
        test.assertEqual(found, [], f"axe op {name} ({width})")
        wider = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        test.assertLessEqual(wider, 0, f"{name} past niet op {width}")
        folder = os.environ.get("KETEN_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            high = browser.execute_script("return document.documentElement.scrollHeight")
            wide = WIDTHS[width][0]
            picture = browser.execute_cdp_cmd(
                "Page.captureScreenshot",
                {"captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": wide, "height": high, "scale": 1}},
            )
            Path(folder, f"{name}-{width}.png").write_bytes(base64.b64decode(picture["data"]))
    size(browser, "breed")


def browser_log(browser):
    """What the page complained about, such as something that its policy blocked; refused forms are no complaint."""
    lines = browser.get_log("browser")
    return [json.dumps(line) for line in lines if line["level"] == "SEVERE" and line["source"] != "network"]
