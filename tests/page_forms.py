"""What a browser would send of a page's form: every box as it stands, read from the HTML itself."""

from html.parser import HTMLParser
from typing import Any

Fields = dict[str, list[str]]


class _Forms(HTMLParser):
    """The forms of a page that carry an attribute, each with its fields and the choices of each."""

    def __init__(self, marked_by: str) -> None:
        super().__init__()
        self.marked_by = marked_by
        self.is_inside = False
        self.fields: Fields = {}
        self.choices: dict[str, list[str]] = {}
        self.kinds: dict[str, str] = {}
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = self.marked_by in said
        name = said.get("name", "")
        if not self.is_inside:
            return
        if tag == "input" and name:
            self._input(name, said)
        elif tag == "select":
            self._select = name
            self.kinds[name] = "select"
            self.fields.setdefault(name, [])
        elif tag == "option" and self._select:
            self.choices.setdefault(self._select, []).append(said.get("value", ""))
            if "selected" in said:
                self.fields[self._select].append(said.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self.kinds[name] = "words"
            self.fields[name] = [""]

    def _input(self, name: str, said: dict[str, str]) -> None:
        kind = said.get("type", "text")
        self.kinds[name] = kind
        if kind in ("radio", "checkbox"):
            self.choices.setdefault(name, []).append(said.get("value", "on"))
            if "checked" in said:
                self.fields.setdefault(name, []).append(said.get("value", "on"))
        else:
            self.fields[name] = [said.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "select":
            options = self.choices.get(self._select, [])
            if not self.fields[self._select] and options:
                self.fields[self._select] = options[:1]
            self._select = ""
        elif tag == "textarea":
            self.fields[self._area][0] = self.fields[self._area][0].removeprefix("\n")
            self._area = ""


def form_on(page: Any, marked_by: str = "data-keeps") -> _Forms:
    """The form of a response whose tag has that attribute."""
    parser = _Forms(marked_by)
    parser.feed(page.content.decode())
    assert parser.fields, "no form on this page"
    return parser


def blank(form: _Forms) -> Fields:
    """The form as sent with nothing typed or chosen, but what the page itself carries."""
    kept = ("csrfmiddlewaretoken", "key", "seen")
    return {name: values if name in kept else [""] for name, values in form.fields.items()}


OWN = ("csrfmiddlewaretoken", "key", "seen", "written_at")


def changed(form: _Forms, name: str) -> Fields | None:
    """The form with another value in one field; None where it has no other."""
    now = form.fields.get(name, [])
    kind = form.kinds[name]
    if name in OWN or kind == "hidden":
        return None
    if kind in ("radio", "select"):
        other = next((value for value in form.choices[name] if [value] != now and value), None)
        return None if other is None else {**form.fields, name: [other]}
    if kind == "checkbox":
        return {**form.fields, name: [] if now else form.choices[name][:1]}
    return {**form.fields, name: [_another(kind, now[0] if now else "")]}


def _another(kind: str, value: str) -> str:
    if kind == "date":
        return f"{value[:-2]}{int(value[-2:]) % 28 + 1:02}" if value else "2024-03-07"
    if kind == "time":
        return "09:41" if value != "09:41" else "09:42"
    if value.isdecimal():
        return str(int(value) - 1) if int(value) > 1 else str(int(value) + 1)
    return f"{value} and more" if "@" not in value else f"x{value}"


def press(client: Any, url: str, values: dict[str, Any], **how: Any) -> Any:
    """Send a form and, where it is shown once more, press its button there, as a person does."""
    shown = client.post(url, {name: value for name, value in values.items() if name != "sure"})
    is_check = shown.status_code == 200 and any(
        one in shown.content for one in (b"data-sure", b'name="sure" value="yes"')
    )
    if not is_check:
        return client.get(shown.url, **how) if how.get("follow") and shown.status_code == 302 else shown
    marked = "data-sure" if b"data-sure" in shown.content else "novalidate"
    return client.post(url, {**form_on(shown, marked).fields, "sure": "yes"}, **how)
