"""Requests exactly as somebody makes them who uses no browser, and the forms that a page shows."""

import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookies import SimpleCookie

import world

OPENER = urllib.request.build_opener(
    type("Stay", (urllib.request.HTTPRedirectHandler,), {"redirect_request": lambda *_: None}),
    urllib.request.ProxyHandler({}),
)


def ask(method, address, cookies=None, form=None, headers=None):
    """One request with exactly these cookies; every status is an answer."""
    sent = dict(headers or {})
    if cookies:
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    data = None
    if form is not None:
        data = urllib.parse.urlencode(form).encode()
        sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
    request = urllib.request.Request(address, data=data, headers=sent, method=method)
    try:
        response = OPENER.open(request, timeout=15)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return response.status, response.headers, response.read().decode("utf-8", "replace")


def set_cookies(headers):
    found = {}
    for line in headers.get_all("Set-Cookie") or []:
        for name, morsel in SimpleCookie(line).items():
            found[name] = morsel
    return found


def sign_in(service, person, cookies=None):
    """As a browser does it; gives the session's cookies."""
    _, headers, _ = ask("GET", world.page(service, "/aanmelden?naar=/"), cookies)
    carried = {name: morsel.value for name, morsel in set_cookies(headers).items()}
    question = urllib.parse.urlsplit(headers["Location"])
    form = dict(urllib.parse.parse_qsl(question.query)) | {"medewerker": person}
    _, headers, _ = ask("POST", f"{question.scheme}://{question.netloc}{question.path}", form=form)
    return ask("GET", headers["Location"], (cookies or {}) | carried), carried, headers["Location"]


def session(service, person):
    (status, headers, _), _, _ = sign_in(service, person)
    assert status == 303, status
    return {name: morsel.value for name, morsel in set_cookies(headers).items() if morsel.value}


def token(page):
    return page.split('name="formulier" value="', 1)[1].split('"', 1)[0]


class Field:
    """A question of a form: its name, what kind of answer it takes and which can be chosen."""

    def __init__(self, name, kind, required):
        self.name, self.kind, self.required = name, kind, required
        self.options, self.value = [], ""

    @property
    def is_text(self):
        return self.kind in ("text", "textarea")


class Form:
    def __init__(self, attributes):
        self.action, self.id = attributes.get("action"), attributes.get("id")
        self.fields, self.hidden = {}, {}

    @property
    def act(self):
        return self.hidden.get("handeling")


class Page(HTMLParser):
    """What a page is made of, as a browser reads it."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.tags, self.form, self.area, self.select = [], [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        name = attributes.get("name")
        if tag == "form":
            self.form = Form(attributes)
            if attributes.get("method") == "post":
                self.forms.append(self.form)
        elif tag == "input" and self.form and attributes.get("type") == "hidden":
            self.form.hidden[name] = attributes.get("value", "")
        elif tag in ("input", "textarea", "select") and self.form:
            kind = attributes.get("type", "text") if tag == "input" else tag
            field = self.form.fields.setdefault(name, Field(name, kind, "required" in attributes))
            if kind in ("radio", "checkbox"):
                field.options.append(attributes.get("value"))
                field.required = True
            elif tag == "input":
                field.value = attributes.get("value", "")
            self.area = field if tag == "textarea" else None
            self.select = field if tag == "select" else None
        elif tag == "option" and self.select and attributes.get("value"):
            self.select.options.append(attributes["value"])

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "textarea":
            self.area = None
        if tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area:
            self.area.value += data
