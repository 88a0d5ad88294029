from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from conference.core.forms import Form, LineField, MailField, required

from .passwords import LONGEST


class SignInForm(Form):
    email = LineField(
        _l("E-mail address"),
        required(_l("Enter your e-mail address")),
        most=254,
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _l("Password"),
        [
            InputRequired(_l("Enter your password")),
            Length(max=LONGEST, message=_l("Use %(max)d characters or fewer")),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class AskResetForm(Form):
    email = MailField(
        _l("E-mail address"), required(_l("Enter your e-mail address")), render_kw={"autocomplete": "username"}
    )


class NewPasswordForm(Form):
    password = PasswordField(
        _l("New password"),
        [
            InputRequired(_l("Choose a new password")),
            Length(max=LONGEST, message=_l("Use %(max)d characters or fewer")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("The same password again"),
        [EqualTo("password", _l("The two passwords differ"))],
        render_kw={"autocomplete": "new-password"},
    )
