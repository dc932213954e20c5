from __future__ import annotations

import time

import pytest

from dateline.actors.spelling import is_acronym, name_key, sound_key, stands_for


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("RECEP TAYYIP ERDOGAN", "recep tayyip erdogan"),
        ("U.S.", "us"), ("U.S.A", "usa"), ("the U.N.", "un"), ("U.S.-led coalition", "us led coalition"),
        ("J.K.Rowling", "jk rowling"), ("J. Smith", "j smith"),
        ("Sana'a", "sanaa"), ("Sana’a", "sanaa"), ("O´Brien", "obrien"), ("Qur`an", "quran"),
        ("al-Shabaab", "al shabaab"), ("Al Shabaab", "al shabaab"),
        ("The Kremlin", "kremlin"), ("a", "a"), ("the", "the"),
        ("so-called Islamic State", "islamic state"), ("the so-called Islamic State", "islamic state"),
        ("So-called", "so called"),
        ("Łódź", "lodz"), ("Ødegård", "odegard"), ("İzmir", "izmir"), ("Diyarbakır", "diyarbakir"),
        ("Straße", "strasse"), ("Ｏｂａｍａ", "obama"), ("ﬁnance", "finance"), ("Ǿre", "ore"), ("№ 1", "no 1"),
        ("حزب الله", "حزب الله"),
        ("", ""), ("---", ""), ("\x00\t\n", ""), ("“", ""),
    ],
)  # fmt: skip
def test_spelling_key_forgives_case_accents_and_marks(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize("name", ["U.S.-led", "the a an the x", "Ǿ ℡ İ", "so-called so-called X", "a.b.c.d"])
def test_spelling_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    "names",
    [
        ["Moammar Gadhafi", "Muammar Qaddafi", "Muammar Gaddafi", "Moamer Kadhafi", "Mu'ammar al-Qadhafi"],
        ["Osama bin Laden", "Usama bin Ladin"],
        ["Ayman al-Zawahiri", "Ayman Al Zawahri"],
        ["Abu Bakr al-Baghdadi", "Abu Bakr el Bagdadi"],
        ["Khaled Meshaal", "Khalid Mashal"],
        ["Moqtada al-Sadr", "Muqtada as-Sadr"],
        ["Yulia Tymoshenko", "Iulia Timoshenko"],
        ["Yevgeny Prigozhin", "Evgeny Prigozhin"],
        ["Dmitry Medvedev", "Dmitri Medvedev"],
        ["Vladimir Putin", "Wladimir Putin"],
        ["Recep Erdogan", "Recep Erdoğan"],
        ["Ahmad Jibril", "Ahmed Jebril"],
    ],
)
def test_spelling_sound_is_shared_by_transliterations(names: list[str]) -> None:
    assert len({sound_key(name) for name in names}) == 1
    assert sound_key(names[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saddam Hussein", "Saddam Hassan"),
        ("Vladimir Putin", "Vladimir Rutin"),
        ("George Bush", "Jeb Bush"),
        ("Hassan Rouhani", "Hossein Rouhani"),
        ("Kim Jong Il", "Kim Jong Un"),
        ("Omar Bashir", "Amr Bashir"),
    ],
)
def test_spelling_sound_tells_people_apart(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


@pytest.mark.parametrize("name", ["", "Gadhafi", "al-Qaeda", "the Kremlin", "U Nu", "...", "Al El"])
def test_spelling_sound_of_too_little_is_none(name: str) -> None:
    assert sound_key(name) is None


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("SDF", True), ("U.N.", True), ("PYD", True), ("AK-47", True), ("UN2000", True), ("Sdf", False), ("47", False),
        ("A", False), ("TURKISH", False), ("", False), ("S D", False),
    ],
)  # fmt: skip
def test_spelling_knows_an_acronym_by_its_letters(name: str, acronym: bool) -> None:
    assert is_acronym(name) is acronym


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("SDF", "Syrian Democratic Forces", True),
        ("S.D.F.", "Syrian Democratic Forces", True),
        ("UAE", "United Arab Emirates", True),
        ("MSF", "the Medecins Sans Frontieres", True),
        ("FARC", "Fuerzas Armadas Revolucionarias de Colombia", True),
        ("PLO", "Palestine Liberation Organization", True),
        ("SDF", "Self-Defence Forces", True),
        ("SDF", "Syrian Forces", False),
        ("S", "Syria", False),
        ("", "", False),
        ("SDF", "", False),
    ],
)
def test_spelling_matches_an_acronym_with_initials(acronym: str, name: str, fits: bool) -> None:
    assert stands_for(acronym, name) is fits


@pytest.mark.parametrize("text", ["a." * 500_000, "the " * 250_000, "'" * 1_000_000, "é" * 500_000, "sh" * 500_000])
def test_spelling_takes_names_of_a_megabyte(text: str) -> None:
    start = time.perf_counter()
    name_key(text)
    sound_key(f"{text} x")
    is_acronym(text)
    assert time.perf_counter() - start < 5
