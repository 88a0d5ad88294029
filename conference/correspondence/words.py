"""What people read about the deeds of this feature."""

from flask_babel import lazy_gettext as _l

from conference.core import audit

DEED_WORDS = {
    "message.resent": _l("Sent again"),
    "mail.settings_changed": _l("Sender of e-mails changed"),
    "wording.saved": _l("Text of an e-mail changed"),
    "wording.reset": _l("Text of an e-mail back to the built-in one"),
    "mail.address_works": _l("Address marked as working again"),
}
audit.describe(DEED_WORDS)
