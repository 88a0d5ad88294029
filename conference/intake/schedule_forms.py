from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField

from conference.core.forms import Form


class ScheduleForm(Form):
    file = FileField(_l("schedule.xml or schedule.json"))
