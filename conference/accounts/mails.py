from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.templating import external_url
from conference.mail.letters import Letter, composer

from . import queries, rules, services


@composer("account.reset")
def reset(reset_id: int) -> Letter | None:
    row = queries.get_reset(reset_id)
    if row.used_at:
        return None
    link = external_url(url_for("accounts.new_password", token=services.reset_token(row)))
    facts = {"user": row.user, "link": link, "lifetime_minutes": rules.RESET_LIFETIME.seconds // 60}
    return Letter(
        subject=_("Choose a new password"),
        text=render_template("accounts/mail/reset.txt", **facts),
        html=render_template("accounts/mail/reset.html", **facts),
    )
