"""The headings under which tables in English, Russian, French and German say what we ask for.

Exports of pretalx, pretix and Indico are among them.
"""

from conference.core.text import fold

from .models import IntakeKind

SPEAKERS = {
    "title": (
        "Title, Honorific, Salutation, Academic title, Prefix, Обращение, Звание, Титул, Civilité, Titre, Anrede, Titel"
    ),
    "name": (
        "Name, Full name, Speaker, Speaker name, Attendee name, Participant, Person, Public name, ФИО, Ф.И.О., Имя и "
        "фамилия, Полное имя, Спикер, Докладчик, Nom complet, Nom et prénom, Intervenant, Vollständiger Name, "
        "Referent, Referentin"
    ),
    "given_name": "Given name, First name, Forename, Attendee name: Given name, Имя, Prénom, Vorname",
    "family_name": (
        "Family name, Last name, Surname, Attendee name: Family name, Фамилия, Nom, Nom de famille, Nachname, "
        "Familienname"
    ),
    "national_name": (
        "National name, Name in own script, Native name, Name in original script, Имя на родном языке, Nom dans "
        "l'écriture d'origine, Name in eigener Schrift"
    ),
    "email": (
        "E-mail, Email, Mail, E-mail address, Email address, Attendee email, Электронная почта, Эл. почта, Почта, "
        "Адрес электронной почты, Courriel, Adresse e-mail, E-Mail-Adresse"
    ),
    "position": "Position, Job title, Function, Role, Job, Должность, Fonction, Poste, Funktion, Stellung",
    "organisation": (
        "Organisation, Organization, Company, Affiliation, Institution, Employer, Agency, Организация, Ведомство, "
        "Учреждение, Компания, Место работы, Organisme, Société, Entreprise, Firma, Einrichtung"
    ),
    "country": "Country, Country code, State, Страна, Государство, Pays, Land, Staat",
    "biography": (
        "Biography, Bio, About, Speaker biography, Биография, О себе, О спикере, Biographie, Biografie, Lebenslauf"
    ),
    "language": "Language, Language of mails, Preferred language, Locale, Язык, Язык общения, Langue, Sprache",
}
SESSIONS = {
    "code": "Code, ID, Session code, Submission ID, Proposal ID, Session ID, Код, Номер, Identifiant, Kennung",
    "title": (
        "Title, Session, Session title, Proposal title, Contribution title, Name, Topic, Название, Заголовок, Тема, "
        "Сессия, Titre, Intitulé, Titel, Bezeichnung, Thema"
    ),
    "subtitle": "Subtitle, Sub-title, Подзаголовок, Sous-titre, Untertitel",
    "kind": "Kind, Type, Session type, Format, Submission type, Вид, Тип, Формат, Genre, Art, Typ",
    "abstract": ("Abstract, Summary, Description, Аннотация, Описание, Резюме, Résumé, Zusammenfassung, Beschreibung"),
    "track": (
        "Track, Stream, Theme, Session group, Поток, Секция, Направление, Parcours, Filière, Strang, Themenstrang"
    ),
    "languages": (
        "Language, Languages, Languages of speech, Язык, Языки, Рабочий язык, Langue, Langues, Sprache, Sprachen"
    ),
    "interpretation": (
        "Interpretation, Interpretation into, Перевод, Синхронный перевод, Interprétation, Dolmetschung"
    ),
    "room": "Room, Location, Venue, Place, Hall, Зал, Помещение, Место, Комната, Salle, Lieu, Raum, Saal, Ort",
    "day": "Day, Date, Start date, Дата, День, Jour, Tag, Datum",
    "start": (
        "Start, Starts, Start time, Begin, Begins, From, Time, Начало, Время, Время начала, Début, Heure, Heure de "
        "début, Beginn, Anfang, Von, Uhrzeit"
    ),
    "end": "End, Ends, End time, Until, To, Окончание, Конец, Время окончания, Fin, Heure de fin, Ende, Bis",
    "minutes": ("Minutes, Duration, Length, Duration in minutes, Длительность, Продолжительность, Durée, Dauer, Länge"),
    "projects": (
        "Project, Projects, Projects and components, Component, Run by, Проект, Проекты, Projet, Projets, Projekt, "
        "Projekte"
    ),
    "speakers": (
        "Speaker, Speakers, Speaker names, Presenters, Presenter, Participants, Speakers and roles, Спикер, Спикеры, "
        "Докладчик, Докладчики, Участники, Выступающие, Intervenants, Orateurs, Referenten, Referent, Vortragende"
    ),
    "capacity": (
        "Capacity, Places, Seats, Вместимость, Мест, Количество мест, Capacité, Places disponibles, Kapazität, Plätze"
    ),
    "notes": (
        "Notes, Internal notes, Comment, Comments, Примечание, Примечания, Заметки, Remarques, Notizen, Anmerkungen"
    ),
}

PEOPLE = {  # beside what is said of speakers
    "category": (
        "Category, Type of participation, Ticket, Ticket type, Product, Registration form, Категория, Тип участия, "
        "Тип билета, Catégorie, Kategorie"
    ),
    "state": "Status, Registration status, State of registration, Статус, Состояние, Statut",
    "mode": "Mode, Takes part, Participation, Attendance mode, Формат участия, Участвует, Форма участия, Teilnahme",
    "code": "Code, Registration code, Order code, Код, Код регистрации",
}


def by_heading(words: dict[str, str]) -> dict[str, str]:
    return {fold(heading): name for name, headings in words.items() for heading in headings.split(", ")}


HEADINGS: dict[str, dict[str, str]] = {
    IntakeKind.SPEAKERS: by_heading(SPEAKERS),
    IntakeKind.SESSIONS: by_heading(SESSIONS),
    IntakeKind.PEOPLE: by_heading(SPEAKERS) | by_heading(PEOPLE),
}
