"""Count in how many texts a word stands, and how often as a noun, name or number: `linking/data/background.csv`.

    python -m training.build_background

From UD English EWT (CC BY-SA 4.0) and GUM (CC BY 4.0), train files, cut into texts of about 20 sentences, and the
project's own dispatches (CC BY 4.0). Words in fewer than three texts are left out: a word that is not in the file
is rare.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.linking.terms import WORD, fold, words_of
from training.corpora import UD

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "dateline" / "linking" / "data" / "background.csv"
LENGTH = 20  # sentences a text
RARE = 3
NOMINAL = ("NOUN", "PROPN", "NUM")


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Words with their parts of speech."""
    words: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 1 and cells[0].isdigit():
            words.append((cells[1], cells[3]))
        elif not line and words:
            yield words
            words = []


def texts() -> Iterator[list[list[tuple[str, str]]]]:
    """Texts of about 20 sentences."""
    for name in ("en_ewt-train.conllu", "en_gum-train.conllu"):
        told = list(sentences(UD / name))
        yield from (told[k : k + LENGTH] for k in range(0, len(told), LENGTH))


def count() -> tuple[int, Counter[str], Counter[str], Counter[str]]:
    """The number of texts, then by word: texts, occurrences as a noun, occurrences."""
    total, spread, nominal, tagged = 0, Counter[str](), Counter[str](), Counter[str]()
    for text in texts():
        total += 1
        found = [(fold(part), tag) for told in text for word, tag in told for part in WORD.findall(word)]
        spread.update({word for word, _ in found})
        tagged.update(word for word, _ in found)
        nominal.update(word for word, tag in found if tag in NOMINAL)
    for words in own():
        total += 1
        spread.update(set(words))
    return total, spread, nominal, tagged


def own() -> Iterable[list[str]]:
    """The words of the project's own dispatches."""
    for path in sorted((ROOT / "corpus" / "dispatches").glob("*.json")):
        yield words_of(json.loads(path.read_text(encoding="utf-8"))["text"])


def main() -> None:
    """Write the table."""
    total, spread, nominal, tagged = count()
    with OUT.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["word", "texts", "nominal"])
        rows.writerow(["", total, ""])
        for word in sorted(w for w, n in spread.items() if n >= RARE and not w[0].isdigit()):
            share = nominal[word] / tagged[word] if tagged[word] else 1.0
            rows.writerow([word, spread[word], f"{share:.2f}"])
    print(total, "texts", sum(n >= RARE for n in spread.values()), "words")


if __name__ == "__main__":
    main()
