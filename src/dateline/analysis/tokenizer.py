"""Cut text into the words of Universal Dependencies.

spaCy's English rules are the base; what is changed here was measured on the training files of UD English EWT and GUM
(`python -m training.measure_tokens`).
"""

from __future__ import annotations

import re

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, HYPHENS, LIST_ELLIPSES, LIST_ICONS
from spacy.lang.en import English
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

# Prefixes that UD leaves joined by their hyphen: "anti-government", "re-elected".
JOINED = "anti|non|pro|re|co|cross|ex|mid|multi|pre|post|sub|semi|un|e|x|intra|inter|ultra|counter|self-e"

INFIXES = [
    *LIST_ELLIPSES,
    *LIST_ICONS,
    r"(?<=[0-9])[+*^](?=[0-9-])",
    rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
    rf"(?<=[{ALPHA_LOWER}])\.(?=[—–])",  # "... by Ankara.—Agencies"
    rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}0-9.])(?:{HYPHENS})(?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}0-9])[:<>=](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}])/(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}])[\]\[()](?=[{ALPHA}])",
]
RUNS = [r"[!?]{2,}", r"\.\?", r"[*=_~<>+#]{2,}"]
LONGEST = 200  # characters; no word or address that matters is longer
URL = re.compile(r"^(?:[a-z][a-z0-9+.-]{1,20}://|www\.|[\w.+-]{1,64}@[\w-]{1,64}\.)\S+$", re.IGNORECASE)
WHOLE = re.compile(
    rf"^(?:(?:{JOINED})-[{ALPHA}]+"  # anti-government
    r"|\d+(?:[-/.]\d+){2,}"  # 713-555-0100, 09/03/2017
    r"|\d{1,2}/\d{1,4}"  # 9/11, 1/2
    r"|([!?=_*<>~#+-])\1+"  # rules and shouts
    r"|[!?]{2,}"
    r"|(?:e\.g|i\.e|al|Nos|Gen|Lt|Col|Maj|Sgt|Adm|Brig|Capt|Cpl|Gov|Sen|Rep|Rev|St|Dr|Mr|Mrs|Ms|Prof|vs)\."
    r"|(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r")$",
    re.IGNORECASE,
)


def _is_whole(chunk: str) -> bool:
    """Whether a chunk without spaces is one word; a very long one is, since spaCy peels marks off one at a time."""
    return len(chunk) > LONGEST or WHOLE.match(chunk) is not None


def make_tokenizer(vocab: Vocab) -> Tokenizer:
    """A spaCy tokenizer that follows UD English."""
    defaults = English.Defaults
    rules = {
        text: analysis
        for text, analysis in (defaults.tokenizer_exceptions or {}).items()
        if not re.search(r"\d|\s", text)
    }
    for pair in ("and/or", "And/or", "AND/OR"):
        rules[pair] = [{ORTH: pair[:3]}, {ORTH: "/"}, {ORTH: pair[4:]}]
    return Tokenizer(
        vocab,
        rules=rules,
        prefix_search=compile_prefix_regex([*RUNS, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*RUNS, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex(INFIXES).finditer,
        token_match=_is_whole,
        url_match=URL.match,
    )
