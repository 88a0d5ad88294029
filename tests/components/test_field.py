import pytest
from wtforms import BooleanField, EmailField, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import DataRequired

FIELD = '{% from "components/field.html" import field %}'


class Details(Form):
    email = EmailField("E-mail address", [DataRequired("Enter your e-mail address")])
    country = SelectField("Country", choices=[SelectChoice("KZ", "Kazakhstan")])
    notes = TextAreaField("Notes")
    phone = StringField("Telephone", render_kw={"autocomplete": "tel", "inputmode": "tel"})
    mode = RadioField(
        "How",
        choices=[SelectChoice("here", "Here"), SelectChoice("online", "Online")],
        validators=[DataRequired("Say how")],
    )
    consent = BooleanField("I agree", [DataRequired("Tick the box")])


@pytest.fixture
def wrong() -> Details:
    form = Details(data={"email": "", "country": "KZ"})
    form.validate()
    return form


def by_id(tree, id_):
    return tree.find(f".//*[@id='{id_}']")


@pytest.mark.parametrize("name", ["email", "country", "notes", "consent"])
def test_field_label_is_tied_to_its_control(draw, name):
    tree = draw(FIELD + "{{ field(form[name]) }}", form=Details(), name=name)

    assert tree.find(f".//label[@for='{name}']") is not None
    assert by_id(tree, name) is not None


def test_field_hint_and_error_describe_the_control(draw, wrong):
    tree = draw(FIELD + "{{ field(form.email, hint='We write there', autocomplete='email') }}", form=wrong)

    control = by_id(tree, "email")
    assert control.get("aria-describedby") == "email-hint email-error"
    assert control.get("aria-invalid") == "true"
    assert control.get("autocomplete") == "email"
    assert control.get("required") is None
    assert "".join(by_id(tree, "email-hint").itertext()) == "We write there"
    assert "".join(by_id(tree, "email-error").itertext()) == "Error: Enter your e-mail address"


def test_field_without_trouble_says_nothing_about_it(draw):
    control = by_id(draw(FIELD + "{{ field(form.email) }}", form=Details()), "email")

    assert control.get("aria-invalid") is None
    assert control.get("aria-describedby") is None


def test_field_keeps_the_attributes_that_the_form_gives_it(draw):
    control = by_id(draw(FIELD + "{{ field(form.phone) }}", form=Details()), "phone")

    assert (control.get("autocomplete"), control.get("inputmode")) == ("tel", "tel")


def test_field_optional_is_marked_and_required_is_not(draw):
    tree = draw(FIELD + "{{ field(form.notes) }}{{ field(form.email) }}", form=Details())

    labels = {label.get("for"): "".join(label.itertext()) for label in tree.iter("label")}
    assert labels == {"notes": "Notes (optional)", "email": "E-mail address"}


def test_field_group_is_a_fieldset_with_legend_and_a_label_for_each_choice(draw, wrong):
    tree = draw(FIELD + "{{ field(form.mode, hint='Either') }}", form=wrong)

    group = tree.find(".//fieldset")
    assert "".join(group.find("legend").itertext()) == "How"
    assert group.get("aria-describedby") == "mode-hint mode-error"
    assert group.get("id") == "mode"
    assert {label.get("for") for label in group.iter("label")} == {box.get("id") for box in group.iter("input")}


def test_field_value_that_looks_like_html_is_only_text(draw):
    form = Details(data={"email": '"><script>alert(1)</script>'})

    tree = draw(FIELD + "{{ field(form.email) }}", form=form)

    assert tree.find(".//script") is None
    assert by_id(tree, "email").get("value") == '"><script>alert(1)</script>'
