"""What the demo knows of the register and the identities: read from the same two files that the chain reads."""

import re
import subprocess
import tempfile
import time
from pathlib import Path

# Both files are ours and written in one way, so that no YAML library is needed to find these few fields.


def field(text, name):
    found = re.search(rf'\b{name}: *(?:"([^"]*)"|([^",}}\n]+))', text)
    return (found.group(1) or found.group(2)).strip() if found else None


def entries(text, key):
    """The items of a list at the top of a file, or one level in, each from its `- `."""
    body = re.search(rf"^{key}:\n((?:(?:[ \t#].*)?\n)+)", text, re.MULTILINE).group(1)
    indent = re.match(r"(?: *#.*\n|\n)*( *)- ", body).group(1)
    return re.split(rf"^{indent}- ", body, flags=re.MULTILINE)[1:]


def organisations(file):
    """OIN → name."""
    items = entries(Path(file).read_text("utf-8"), "organisaties")
    return {field(item, "oin"): field(item, "naam") for item in items}


def clients(file):
    items = entries(Path(file).read_text("utf-8"), "clients")
    return {field(item, "id"): {"secret": field(item, "secret"), "oin": field(item, "oin")} for item in items}


def people(file):
    items = entries(Path(file).read_text("utf-8"), "professionals")
    return {field(item, "id"): {name: field(item, name) for name in ("naam", "functie", "oin")} for item in items}


def apply_terms(program, register, terms, edit=lambda text: text):
    """Publishes the register once more, with a region's own terms and a higher version, as an operator would.

    `edit` changes what else stands in it. Returns its version and an error text, or None.
    """
    text, version = edit(Path(register).read_text("utf-8")), time.time_ns() // 1_000_000
    lengths = "".join(f"\n      {line}" for line in terms.splitlines() if line[:1] not in ("", "#")) or " {}"
    text, versions = re.subn(r"^versie: .*$", f"versie: {version}", text, flags=re.MULTILINE)
    text, places = re.subn(r"^    termijnen: \{\}$", lambda _: "    termijnen:" + lengths, text, flags=re.MULTILINE)
    if versions != 1 or places != 1:
        return version, f"{register} heeft niet één versie en één lege lijst van termijnen"
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([program, "register", "apply", file.name], capture_output=True, text=True, check=False)
    return version, None if done.returncode == 0 else (done.stdout + done.stderr).strip()
