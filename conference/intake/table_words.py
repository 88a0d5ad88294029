"""What people call the kinds of sessions and the roles of speakers when they write tables."""

from flask_babel import lazy_gettext as _l

from conference.core.text import fold
from conference.programme.models import SessionKind, SpeakerRole

from .table_plan import Outcome

KINDS = {
    SessionKind.OPENING: "Opening, Opening session, Welcome, Открытие, Приветствие, Ouverture, Accueil, Eröffnung",
    SessionKind.KEYNOTE: "Keynote, Keynote speech, Ключевой доклад, Пленарный доклад, Discours, Hauptvortrag",
    SessionKind.PANEL: "Panel, Panel discussion, Панель, Панельная дискуссия, Table ronde, Podium, Podiumsdiskussion",
    SessionKind.PRESENTATION: "Presentation, Talk, Lecture, Paper, Contribution, Презентация, Доклад, Présentation, "
    "Exposé, Präsentation, Vortrag",
    SessionKind.WORKSHOP: "Workshop, Training, Мастер-класс, Семинар, Тренинг, Atelier, Schulung",
    SessionKind.DISCUSSION: "Discussion, Дискуссия, Обсуждение, Круглый стол, Débat, Diskussion",
    SessionKind.BREAK: "Break, Coffee break, Lunch, Lunch break, Coffee, Перерыв, Обед, Кофе-брейк, Pause, Pause-café, "
    "Déjeuner, Kaffeepause, Mittagspause, Mittagessen",
    SessionKind.NETWORKING: "Networking, Reception, Social event, Нетворкинг, Приём, Réseautage, Réception, Empfang",
    SessionKind.CLOSING: "Closing, Closing session, Закрытие, Завершение, Clôture, Abschluss",
}
ROLES = {
    SpeakerRole.SPEAKER: "Speaker, Presenter, Спикер, Докладчик, Intervenant, Orateur, Referent, Referentin, Redner",
    SpeakerRole.MODERATOR: "Moderator, Chair, Moderation, Модератор, Председатель, "
    "Modérateur, Modératrice, Moderatorin",
    SpeakerRole.PANELLIST: "Panellist, Panelist, Discussant, Участник панели, Участник дискуссии, "
    "Panéliste, Podiumsgast",
    SpeakerRole.RAPPORTEUR: "Rapporteur, Reporter, Секретарь, Rapporteure, Berichterstatter, Berichterstatterin",
    SpeakerRole.HOST: "Host, Organiser, Ведущий, Хост, Hôte, Gastgeber, Gastgeberin",
}
KIND_CALLED = {fold(word): str(kind) for kind, words in KINDS.items() for word in (kind, *words.split(", "))}
ROLE_CALLED = {fold(word): str(role) for role, words in ROLES.items() for word in (role, *words.split(", "))}
LEADS = {fold(word) for word in ("lead", "leads", "leading", "ведущий", "pilote", "chef de file", "federführend")}
# (state of the status component, word)
OUTCOME_WORDS = {
    Outcome.NEW: ("confirmed", _l("New")),
    Outcome.CHANGED: ("pending", _l("Changed")),
    Outcome.UNCHANGED: ("draft", _l("Unchanged")),
    Outcome.SKIPPED: ("draft", _l("Left as it is")),
    Outcome.WRONG: ("failed", _l("Wrong")),
}
