"""Eleven hundred names in twenty-two languages, always the same: as people write them, short, long and compound."""

import random

# language: (given names, family names); what joins them is a space
PARTS: dict[str, tuple[str, str]] = {
    "en": ("Anna Li Christopher Siobhán O Bartholomew", "Smith O'Neill Fitzgerald-Cholmondeley Ng Featherstonehaugh"),
    "de": ("Jürgen Käthe Karl-Theodor Ursula", "Müller-Lüdenscheidt Weiß Oberstaatsanwaltsgehilfin Groß"),
    "fr": ("Élodie François Jean-Baptiste Zoë", "Lefèvre Saint-Exupéry Châteauneuf-Grimaldi Œuvrard"),
    "it": ("Niccolò Maria Pierfrancesco Giosuè", "D'Annunzio Della Rovere Montecchi-Quarantotti"),
    "es": ("Íñigo José María Guadalupe", "Núñez Ruiz y Picasso Echeverría Etxeberria-Goikoetxea"),
    "pl": ("Łukasz Małgorzata Zbigniew Żaneta", "Brzęczyszczykiewicz Śliwa Dąb-Źródłowska Ćwikła"),
    "lv": ("Ķērsti Ģirts Ņina Žanna", "Bērziņa-Ščerbakovska Ļubāne Kalniņš Ūdre"),
    "lt": ("Žilvinas Ąžuolas Ėglė Šarūnė", "Šešelgis-Ąžuolaitis Čepaitienė Žukauskas Ūsas"),
    "hu": ("Ödönné Győző Etelka Őrs", "Hosszúhegyi-Kőműves Szűcs Nagy Székelyföldi"),
    "tr": ("İbrahim Gülşen Iğdır Çağla", "Öztürk-Kılıçdaroğlu Şahin Yıldız Ünsal"),
    "az": ("Əliağa Gülnarə Fərhad Cəmilə", "Əliyev-Məmmədquluzadə Hüseynova Qocayev"),
    "tk": ("Annaguly Ýazgül Öwez Jeren", "Öwezow-Ýagşymyradow Gurbangulyýewa Şamyradow Ňyýazow"),
    "uz": ("Oʻgʻiloy Gʻayrat Shohruhmirzo Zuhra", "Toʻxtasinova Mirzaʼzamov Gʻulomjonova-Abdurahmonova"),
    "vi": ("Nguyễn Trần Phạm Đặng", "Thị Ánh Nguyệt Hữu Phước Quỳnh Như Ngọc Bích"),
    "ru": ("Екатерина Пётр Ёлка Вячеслав-Александр", "Иванова Рождественская-Преображенская Щукин Объедков"),
    "uk": ("Євгенія Їржі Ґалина Святослав", "Шевченко Нечуй-Левицька Ґудзь Задорожний"),
    "kk": ("Әсел Құралай Нұрсұлтан Ғалымжан", "Әбдірахманова Өмірбекұлы Қазыбек-Төлеңгітова Іңкәр"),
    "ky": ("Жылдыз Өмүрбек Үмүт Чыңгыз", "Өмүрбекова Сүйүнбай-Токтогулова Ажы Мүкөев"),
    "tg": ("Нигора Ҷамшед Ғафур Ӯктам", "Ҳошимӣ Қаҳҳорзода-Раҷабӣ Ҷӯраева Ғуломӣ"),
    "fa": ("نرگس محمد‌رضا فرشته خیرالله", "احمدی نورزی-پښتون عبدالرحمان‌زاده څېړنپوه"),
    "ka": ("ნინო გიორგი თინათინი ჯაბა", "ჯავახიშვილი წერეთელი-მაჭავარიანი ჟღენტი"),
    "hy": ("Արմեն Հասմիկ Գոհար Վահագն", "Պետրոսյան Տեր-Ղազարյան Եղիազարյան"),
}
EACH = 50


def names() -> list[tuple[str, str]]:
    """(language, name) of each."""
    found = []
    for lang, (given, family) in PARTS.items():
        drawn = random.Random(lang)
        firsts, lasts = given.split(), family.split()
        for number in range(EACH):
            parts = drawn.sample(firsts, 1 + number % min(4, len(firsts))) + drawn.sample(lasts, 1 + number % 3)
            if number % 10 == 9:  # one in ten is longer than any form should need
                parts = firsts + lasts
            found.append((lang, " ".join(parts[: 1 if number == 0 else None])))
    return found
