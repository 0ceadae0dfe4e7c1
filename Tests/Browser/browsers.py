"""Real browsers: Debian's chromium through its chromedriver, one for each person."""

import atexit
import base64
import json
import os
import shutil
import time
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


# Browsers that are not in use: starting one takes longer than most of what it does.
IDLE = []
atexit.register(lambda: [browser.quit() for browser in IDLE])


def start(width="breed", javascript=True):
    """A browser in which nobody is signed in; `stop` gives it back."""
    if javascript and IDLE:
        browser = IDLE.pop()
        size(browser, width)
        return browser
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=nl"]:
        options.add_argument(argument)
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    browser.has_javascript = javascript
    size(browser, width)
    return browser


def stop(browser):
    """Everything that it knew is forgotten; the next to start one gets it."""
    if not browser.has_javascript:
        browser.quit()
        return
    forget(browser)
    browser.get_log("browser")
    IDLE.append(browser)


def forget(browser):
    # Away first: a live page that loses its session asks to sign in by itself.
    browser.get("about:blank")
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})


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
    VISITED.add(browser.current_url)


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


def become(browser, address, person):
    """Opens a page as this person, whoever used the browser before."""
    forget(browser)
    sign_in(browser, address, person)


def fill(browser, form, **fields):
    """Answers a form by the ids of its fields after the form's own; a list for boxes, by their values."""
    for name, value in fields.items():
        place = f"{form}-{name.replace('_', '-')}"
        if isinstance(value, list):
            for one in value:
                press(browser, By.CSS_SELECTOR, f"#{place} input[value='{one}']")
            continue
        kind = wait(browser, lambda b: b.find_element(By.ID, place)).tag_name
        if kind == "select":
            pick(browser, place, value)
        elif kind == "fieldset":
            press(browser, By.CSS_SELECTOR, f"#{place} input[value='{value}']")
        else:
            write(browser, place, value)


def write(browser, field, text):
    """As typed; a date as its ISO form, which every language of a browser shows otherwise."""
    TYPED.add(text)
    browser.execute_script(
        "const veld = document.getElementById(arguments[0]); veld.value = arguments[1];"
        "veld.dispatchEvent(new Event('input', {bubbles: true}))",
        field, text,
    )  # fmt: skip


def send(browser, form):
    """Opens the act that the form stands in and sends the form with the button."""
    press(browser, By.CSS_SELECTOR, f"#{form} button[type=submit]")


def act(browser, form, **fields):
    """Opens an act on the page, fills it in and sends it."""
    press(browser, By.CSS_SELECTOR, f"details:has(#{form}) > summary")
    fill(browser, form, **fields)
    send(browser, form)


# Everything that was typed into a page, for whoever looks where it may not stand.
TYPED = set()

# Every address on which something was seen.
VISITED = set()

# What was followed live: what happened, and after how many seconds the other's page showed it.
LIVE = []

WITHIN = 1.0

WATCH = r"""
const [plaats, tekst] = arguments;
const aantal = () => (document.querySelector(plaats)?.textContent.replace(/\s+/g, ' ').split(tekst).length ?? 1) - 1;
const eerst = aantal();
window.ketenGezien = null;
new MutationObserver((_, wacht) => { if (aantal() > eerst) { window.ketenGezien = Date.now(); wacht.disconnect(); } })
  .observe(document.body, {subtree: true, childList: true, characterData: true});
"""

# When the answer came, on the clock that the other browser reads too: to a form the redirect, to opening the page itself.
ANSWERED = """
const [weg] = performance.getEntriesByType('navigation');
return Date.now() - performance.now() + (weg.redirectEnd || weg.responseStart);
"""


class Live:
    """A page that somebody only looks at: `with Live(...)` around what another does, who sees it within a second.

    The watching page notes itself when the text stands there once more than before, so that no question of the test's
    stands in between.
    """

    def __init__(self, test, browser, text, place, what, actor=None, done="Dit is vastgelegd"):
        """- actor, done: whose page says what when it has its answer; without an actor `answered` is to be called."""
        self.test, self.browser, self.text, self.place, self.what = test, browser, text, place, what
        self.actor, self.done = actor, done
        self.at = None

    def answered(self):
        """The act has its answer; said by who acts without a page."""
        self.at = time.time() * 1000

    def __enter__(self):
        self.browser.execute_script(WATCH, self.place, self.text)
        if self.actor:
            self.actor.execute_script("window.ketenVoor = true")
        return self

    def __exit__(self, wrong, *_):
        if wrong:
            return
        if self.actor:
            # Of the page that came for it, not of the one before.
            wait(self.actor, lambda b: b.execute_script("return !window.ketenVoor"))
            see(self.actor, self.done)
            self.at = self.actor.execute_script(ANSWERED)
        seen = wait(self.browser, lambda b: b.execute_script("return window.ketenGezien"))
        seconds = max(0.0, (seen - self.at) / 1000)
        LIVE.append((self.what, seconds))
        self.test.assertLessEqual(seconds, WITHIN, self.what)


OPEN = """
for (const deel of document.querySelectorAll('details:not([open])')) { deel.open = true; deel.dataset.dicht = ''; }
return document.querySelectorAll('details[data-dicht]').length;
"""
CLOSE = """
for (const deel of document.querySelectorAll('details[data-dicht]')) { deel.open = false; delete deel.dataset.dicht; }
"""


def inspect(test, browser, name):
    """axe finds nothing, nothing runs off the page and it is pictured: at both widths, with what is closed open too."""
    for width in WIDTHS:
        size(browser, width)
        if not browser.execute_script("return window.axe !== undefined"):
            browser.execute_script(AXE)
        fits(test, browser, name, width)
        closed = browser.execute_script(OPEN)
        try:
            result = browser.execute_async_script(
                "axe.run(document, {resultTypes: ['violations'],"
                " runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
                ".then(arguments[arguments.length - 1])"
            )
            found = [
                f"{violation['id']}: {violation['help']} "
                f"{[node['html'][:120] + ' ' + node['failureSummary'][-160:] for node in violation['nodes']]}"
                for violation in result["violations"]
            ]
            test.assertEqual(found, [], f"axe op {name} ({width})")
            if closed:
                fits(test, browser, f"{name}-open", width)
        finally:
            browser.execute_script(CLOSE)
    size(browser, "breed")


def fits(test, browser, name, width):
    """Nothing is wider than the screen; with a folder for it, it is pictured."""
    # A phone shows what is too wide smaller, and its window grows with it; the screen does not.
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    test.assertLessEqual(wide, WIDTHS[width][0], f"{name} past niet op {width}")
    folder = os.environ.get("KETEN_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    high = browser.execute_script("return document.documentElement.scrollHeight")
    picture = browser.execute_cdp_cmd(
        "Page.captureScreenshot",
        {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": WIDTHS[width][0], "height": high, "scale": 1},
        },
    )
    Path(folder, f"{name}-{width}.png").write_bytes(base64.b64decode(picture["data"]))


def browser_log(browser):
    """What the page complained about, such as something that its policy blocked; refused forms are no complaint."""
    lines = browser.get_log("browser")
    return [json.dumps(line) for line in lines if line["level"] == "SEVERE" and line["source"] != "network"]
