"""Train the role model on annotated dispatches: `python -m training.roles FOLDER... [--out FILE]`.

Every claim that the frames make and that gold has too gives one example for each mention of its sentence: the role
that gold gives it, or none. Needs torch (training/requirements.txt); a run takes some minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

import dateline
from dateline.analysis.pipeline import VECTORS
from dateline.coding.claims import ClaimMaker, Draft, ReadSentence
from dateline.coding.decide import Pairs, pair
from dateline.coding.measures import direction_of
from dateline.coding.role_model import BUCKETS, LABELS, OTHERS, PARTIES, features, hashed
from dateline.reading import make_document
from training.measure_actors import load_scorer, paired

OUT = Path(__file__).resolve().parents[1] / "src" / "dateline" / "coding" / "data" / "roles.npz"
HIDDEN, EPOCHS, BATCH, RATE, DECAY = 64, 6, 128, 2e-3, 0.05
IGNORED = -1


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its gold: the index of its party role, and 0, 1 or IGNORED for each of OTHERS."""

    buckets: tuple[int, ...]
    word: npt.NDArray[np.float32]
    mention: npt.NDArray[np.float32]
    party: int
    others: tuple[int, int, int]


def examples(folders: Sequence[Path]) -> Iterator[Example]:
    """The examples of folders of gold documents."""
    scorer, coder = load_scorer(), dateline.load()
    maker = ClaimMaker(coder.lexicon, coder.types, "training", coder.resolver, None)
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            yield from _document(scorer, coder, maker, gold)


def _document(scorer: ModuleType, coder: Any, maker: ClaimMaker, gold: dict[str, Any]) -> Iterator[Example]:
    document = make_document(gold["text"], published=gold.get("date"), id=gold["doc"])
    doc = coder.analyse(document)
    wanted: dict[int, list[Any]] = defaultdict(list)
    for record in gold["records"]:
        wanted[record["sent"]].append(record)
    coded: dict[int, list[tuple[Any, Draft, ReadSentence]]] = defaultdict(list)
    for read in maker.read(doc, maker.resolver.resolve(doc, document)):
        for draft in read.drafts:
            claim = json.loads(json.dumps(maker._claim(draft, read, document).to_dict()))
            found = scorer.from_output(claim, {gold["doc"]: gold})
            if found:
                coded[found[1]["sent"]].append((found[1], draft, read))
    for index, records in wanted.items():
        for record, (draft, read) in _matched(scorer, records, coded[index]):
            yield from _claim(scorer, coder, record, draft, read)


def _matched(scorer: ModuleType, gold: list[Any], coded: list[tuple[Any, Draft, ReadSentence]]) -> Iterator[Any]:
    for i, j in paired(scorer, gold, [record for record, _, _ in coded]):
        yield gold[i], coded[j][1:]


def _claim(scorer: ModuleType, coder: Any, gold: Any, draft: Draft, read: ReadSentence) -> Iterator[Example]:
    pairs = pair(draft, read)
    others = [d.token for d in read.drafts]
    parties, speakers = _nominal_roles(scorer, gold, pairs, read)
    labels = [(parties[k], (speakers[k], IGNORED, IGNORED)) for k in range(len(pairs.nominals))]
    labels += [(IGNORED, (IGNORED, y, IGNORED)) for y in _times(scorer, gold, draft, pairs, read)]
    labels += [(IGNORED, (IGNORED, IGNORED, y)) for y in _sizes(scorer, gold, pairs)]
    vectors = draft.token.doc.user_data[VECTORS]
    for mention, (party, rest) in zip(pairs.mentions(), labels, strict=True):
        buckets = tuple(hashed(features(pairs.word, mention, others, coder.lexicon.classes)))
        yield Example(buckets, vectors[draft.token.i], vectors[mention.token.i], party, rest)


def _nominal_roles(scorer: ModuleType, gold: Any, pairs: Pairs, read: ReadSentence) -> tuple[list[int], list[int]]:
    """The gold role of each nominal, and whether it is a source: each gold filler goes to the mention most like it."""
    words = [scorer.tokens(read.filler.filler(m.token).text) for m in pairs.nominals]
    likeness = []
    for role in (*PARTIES[1:], "sources"):
        for n, filler in enumerate(gold.get(role) or []):
            theirs = scorer.tokens(filler["text"])
            for k, mention in enumerate(pairs.nominals):
                shared = len(theirs & words[k]) / max(1, len(theirs | words[k]))
                head = mention.token.lower_ in theirs
                if shared and (head or shared >= 0.5):
                    likeness.append((-(shared + 0.3 * head), k, role, n, scorer.required(filler)))
    parties, sources = [0] * len(words), [0] * len(words)
    done: set[tuple[str, int]] = set()
    for _, k, role, n, required in sorted(likeness):
        if (role, n) in done:
            continue
        if role == "sources" and not sources[k]:
            sources[k] = 1 if required else IGNORED
        elif role != "sources" and not parties[k]:
            parties[k] = PARTIES.index(role) if required else IGNORED
        else:
            continue
        done.add((role, n))
    return parties, sources


def _times(scorer: ModuleType, gold: Any, draft: Draft, pairs: Pairs, read: ReadSentence) -> list[int]:
    wanted = scorer.fillers(gold, "time")
    out = []
    for _, expression in pairs.times:
        time = read.measures.timeline.resolve(expression, direction_of(draft))
        value = f"{time.from_}/{time.to}" if time.to and time.to != time.from_ else time.from_
        out.append(int(bool(value) and any(scorer.agree("time", w, value) for w in wanted)))
    return out if any(out) or not wanted else [IGNORED] * len(out)  # not understood: says nothing about attachment


def _sizes(scorer: ModuleType, gold: Any, pairs: Pairs) -> list[int]:
    out = []
    for _, found in pairs.quantities:
        q = found.quantity
        figure = {"value": q.value, "low": q.low, "high": q.high}
        right = [w for w in scorer.fillers(gold, "quantities") if scorer.same_quantity(w, figure)]
        out.append(IGNORED if right and not scorer.required(right[0]) else int(bool(right)))
    wanted = [w for w in scorer.fillers(gold, "quantities") if scorer.required(w)]
    return out if any(out) or not wanted else [IGNORED] * len(out)


def train(data: Sequence[Example], seed: int) -> dict[str, npt.NDArray[np.float32]]:
    """Fit the network; returns its weights under the names of `RoleModel`."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    width = len(data[0].word)
    emb = nn.EmbeddingBag(BUCKETS, HIDDEN + len(LABELS), mode="sum")
    with torch.no_grad():
        emb.weight[:, :HIDDEN].normal_(0, 0.02)
        emb.weight[:, HIDDEN:].zero_()
    word, mention = nn.Linear(width, HIDDEN), nn.Linear(width, HIDDEN, bias=False)
    out, drop = nn.Linear(HIDDEN, len(LABELS)), nn.Dropout(0.4)
    net = nn.ModuleList([emb, word, mention, out])
    words = torch.tensor(np.stack([e.word for e in data]))
    mentions = torch.tensor(np.stack([e.mention for e in data]))
    scale = torch.cat([words, mentions]).std(0) + 1e-3
    words, mentions = words / scale, mentions / scale
    party = torch.tensor([e.party for e in data])
    others = torch.tensor([e.others for e in data], dtype=torch.float32)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    rng = np.random.RandomState(seed)
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / (EPOCHS + 1))
        for chunk in np.array_split(rng.permutation(len(data)), len(data) // BATCH):
            bags = [data[i].buckets for i in chunk]
            ids = torch.tensor([b for bag in bags for b in bag])
            offsets = torch.tensor(np.cumsum([0, *map(len, bags[:-1])]))
            sums = emb(ids, offsets)
            hidden = torch.relu(word(drop(words[chunk])) + mention(drop(mentions[chunk])) + sums[:, :HIDDEN])
            logits = out(drop(hidden)) + sums[:, HIDDEN:]
            loss = _loss(logits, party[chunk], others[chunk])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return {
        "embedding": emb.weight.detach().numpy(),
        "word": (word.weight / scale).detach().numpy().T,
        "mention": (mention.weight / scale).detach().numpy().T,
        "bias": word.bias.detach().numpy(),
        "out": out.weight.detach().numpy().T,
        "out_bias": out.bias.detach().numpy(),
    }


def _loss(logits: Any, party: Any, others: Any) -> Any:
    from torch.nn import functional

    n = len(PARTIES)
    total = functional.cross_entropy(logits[:, :n], party, ignore_index=IGNORED, label_smoothing=0.05, reduction="sum")
    known = others != IGNORED
    single = functional.binary_cross_entropy_with_logits(logits[:, n:], others.clamp(min=0), reduction="none")
    return (total + (single * known).sum()) / len(logits)


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="keep the examples here, or take them from here")
    args = parser.parse_args()
    if args.keep and args.keep.exists():
        data = pickle.loads(args.keep.read_bytes())
    else:
        data = list(examples(args.folders))
        if args.keep:
            args.keep.write_bytes(pickle.dumps(data))
    print(len(data), "pairs", {k: sum(e.party == i for e in data) for i, k in enumerate(PARTIES)}, flush=True)
    print({k: sum(e.others[i] == 1 for e in data) for i, k in enumerate(OTHERS)})
    weights = train(data, args.seed)
    np.savez_compressed(args.out, **{name: array.astype(np.float16) for name, array in weights.items()})
    print(args.out, args.out.stat().st_size)


if __name__ == "__main__":
    main()
