"""Organisers' texts with placeholders."""

import pytest

from conference.mail.rendering import Value, fill_html, fill_line, fill_text, own_words, unknown_names

LINK = Value("https://conference.example/events/x/registrations/_a_b", is_link=True)


def values(name: str = "Ada") -> dict[str, Value]:
    return {"name": Value(name), "link": LINK, "ticket code": Value("T123"), "nothing": Value("")}


def test_values_stand_in_subject_text_and_html():
    own = own_words("For {name}", "Dear {name},\n\n**{ticket code}** for { name }", "en", values())

    assert own.subject == "For Ada"
    assert own.text == "Dear Ada,\n\nT123 for Ada"
    assert "<strong>T123</strong> for Ada" in own.html
    assert own.preheader == "Dear Ada, T123 for Ada"


@pytest.mark.parametrize(
    "name",
    [
        "{link}",
        "{{ 7*7 }} {% raw %} {name}",
        "<b>Ada</b><script>alert(1)</script>",
        "[Win](https://evil.example)",
        "**Ada** `code` _x_",
        "# Ada",
        'Ada" onmouseover="x',
        "Ada & Öl",
        "%(name)s {0.__class__}",
    ],
)
def test_a_name_stays_text_whatever_stands_in_it(name: str):
    text, html = fill_text("Dear {name}!", values(name)), fill_html("Dear {name}!", values(name))

    assert text == f"Dear {name}!"
    assert "<b>" not in html
    assert "<script" not in html
    assert "<a " not in html
    assert "<h2" not in html
    assert fill_line("{name}", values(name)) == name


def test_a_value_cannot_start_a_new_line_or_header():
    assert fill_line("For {name}", values("Ada\r\nBcc: x@example.org")) == "For Ada Bcc: x@example.org"
    assert "\n" not in fill_text("For {name}", values("Ada\r\n\r\nSecond"))


@pytest.mark.parametrize("body", ["Open {link}", "[Open]({link})", "<{link}>", "[{link}]({link})"])
def test_a_link_leads_there_however_it_is_written(body: str):
    html = fill_html(body, values())

    assert LINK.text in html
    assert LINK.text in fill_text(body, values())
    if not body.startswith("<"):
        assert f'href="{LINK.text}"' in html
        assert html.count("<a ") == 1


def test_organisers_html_and_scripts_are_taken_away():
    html = fill_html("<script>x</script> [x](javascript:alert(1)) <img src=x onerror=y>", values())

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_each_element_has_its_look_along():
    html = fill_html("# Big\n\nText [x](https://example.org)\n\n- one\n\n> two\n\n| a |\n|---|\n| b |", values())

    for tag in ("h2", "p", "a", "ul", "li", "blockquote", "table", "th", "td"):
        assert f"<{tag} style=" in html
        assert f"<{tag}>" not in html


def test_unknown_placeholders_are_named_and_stay_as_they_are():
    text = "{name} {nmae} {ticket  code} {nmae} { } {a{b} {\n}"

    assert unknown_names(text, values()) == ["nmae", "", "b"]
    assert fill_line("{nmae} {name}", values()) == "{nmae} Ada"


def test_code_in_an_organiser_s_text_shows_the_value():
    assert "<code>Ada</code>" in fill_html("`{name}`", values())
