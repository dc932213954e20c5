"""Train the network that reads claims: `make claims`.

Data: annotated dispatches (`../shared/gold/train`, `corpus/dispatches`); `training.heldout` says which are held back.
The encoder starts from all-MiniLM-L6-v2. Fixed seed.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

from dateline.analysis.wordpiece import WordPieces
from training import corpora, heldout
from training.claims import ClaimTensors, claim_losses, claim_tensors, inventories, pair_sizes, start_low
from training.model import ClaimNetwork
from training.renaming import renamed
from training.train import BASE
from training.windows import IGNORE, LONGEST, batches, groups, pad, rate

BATCH_PIECES = 1024
LOWER, UPPER = 0.05, 0.05  # shares of windows in lower case and in capitals
RENAMED = 0.3  # share of windows whose states change names
RISE = 0.08  # share of the steps in which the rates rise


@dataclasses.dataclass(slots=True)
class Window:
    """Consecutive sentences as the network sees them, with the claims that they make."""

    ids: list[int]
    cases: list[int]
    firsts: list[int]
    sentence: list[int]
    types: list[int]
    claims: list[tuple[int, corpora.ClaimLabel]]


def windows(
    texts: list[corpora.Text], pieces: WordPieces, labels: dict[str, list[str]], rng: random.Random | None
) -> list[Window]:
    """Cut documents into windows; with `rng` in random sizes and with random letter case, else in full ones."""
    found = [_window(group, pieces, labels, rng) for group in groups(texts, pieces, rng)]
    return [w for w in found if len(w.ids) <= LONGEST]


def _window(
    group: list[corpora.Sentence], pieces: WordPieces, labels: dict[str, list[str]], rng: random.Random | None
) -> Window:
    roll = rng.random() if rng else 1.0
    change = str.lower if roll < LOWER else str.upper if roll < LOWER + UPPER else str
    words = [w for s in group for w in s.words]
    forms = [w.form for w in words]
    if rng and rng.random() < RENAMED:
        forms = renamed(forms, rng)
    ids, cases, firsts = pieces.encode([change(form) or form for form in forms])
    sentence = [k for k, s in enumerate(group) for _ in s.words]
    types = [IGNORE if w.trigger is None else labels["types"].index(w.trigger) for w in words]
    return Window(ids, cases, firsts, sentence, types, [(group[0].start, c) for s in group for c in s.claims])


def tensors(batch: Sequence[Window], labels: dict[str, list[str]]) -> tuple[dict[str, Tensor], ClaimTensors]:
    """Pad a batch; inputs and targets."""
    t, n = max(len(w.ids) for w in batch), max(len(w.firsts) for w in batch)

    inputs = {
        "ids": pad([w.ids for w in batch], t, 0),
        "cases": pad([w.cases for w in batch], t, 0),
        "mask": pad([[1] * len(w.ids) for w in batch], t, 0).bool()[:, None, None, :],
        "firsts": pad([w.firsts for w in batch], n, 0),
        "types": pad([w.types for w in batch], n, IGNORE),
    }
    sentence = pad([w.sentence for w in batch], n, -1)
    return inputs, claim_tensors([w.claims for w in batch], sentence, labels)


def encode(net: ClaimNetwork, b: dict[str, Tensor]) -> Tensor:
    """The vectors of a batch's words."""
    return F.dropout(net.words(b["ids"], b["cases"], b["firsts"], b["mask"]), 0.2, net.training)


def make_network(vocabulary: int, labels: dict[str, list[str]]) -> ClaimNetwork:
    """A network with heads for the inventories of labels."""
    return ClaimNetwork(
        vocabulary, {name: len(labels[name]) for name in ("types", "status", "modes")}, pair_sizes(labels)
    )


@torch.no_grad()
def quick_scores(net: ClaimNetwork, items: list[Window], labels: dict[str, list[str]]) -> dict[str, float]:
    """F1 of each head on gold words, roles on gold triggers; for watching a run."""
    net.eval()
    c: collections.Counter[str] = collections.Counter()
    kinds = len(labels["relations"])

    def count(name: str, wanted: Tensor, found: Tensor, right: Tensor) -> None:
        c[name] += 2 * int(right.sum())
        c[name + "#"] += int(wanted.sum()) + int(found.sum())

    for batch in batches(items, None, 4096):
        b, target = tensors(batch, labels)
        words = encode(net, b)
        gold, guess = b["types"], net.heads["types"](words).argmax(-1)
        known = gold != IGNORE
        count("types", gold[known] > 0, guess[known] > 0, (gold == guess)[known] & (gold[known] > 0))
        at = words[target.window, target.word]
        status = net.heads["status"](at).argmax(-1)
        count("status", target.status > 0, status > 0, (status == target.status) & (status > 0))
        modes = net.heads["modes"](at) > 0
        count("modes", target.modes > 0, modes, modes & (target.modes > 0))
        left, right = net.pairs["roles"].sides(words)
        roles = net.pairs["roles"].scores(left[target.window, target.word][:, None], right[target.window])[:, 0] > 0
        for k, name in enumerate(labels["roles"]):
            y, q = target.roles[..., k] == 1, roles[..., k] & (target.roles[..., k] >= 0)
            count(name, y, q, y & q)
        related = net.pairs["relations"].scores(*net.pairs["relations"].sides(words))[..., :kinds].argmax(-1)
        y, known = target.relations, target.relations != IGNORE
        count("relations", y > 0, (related > 0) & known, (related == y) & (y > 0))
    net.train()
    return {k: round(c[k] / max(1, c[k + "#"]), 3) for k in c if not k.endswith("#")}


def main() -> None:
    """Train, and save network and labels under --out."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--lr", type=float, default=1.2e-4)
    ap.add_argument("--head-lr", type=float, default=1e-3)
    ap.add_argument("--start", type=Path, help="go on from this network instead of the base encoder")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    labels = inventories()
    pieces = WordPieces.from_file(BASE / "vocab.txt")
    net = make_network(len(pieces.ids), labels)
    start_low(net)
    if args.start is None:
        net.encoder.load_bert(load_file(BASE / "model.safetensors"))
    else:
        net.load_state_dict(torch.load(args.start / "network.pt"))
    told, held = heldout.dispatches()
    watched = windows(held, pieces, labels, None)
    print(len(told), "dispatches,", len(held), "held back", flush=True)
    encoder = list(net.encoder.parameters())
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": args.lr}, {"params": heads, "lr": args.head_lr}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    total = len(batches(windows(told, pieces, labels, random.Random(0)), None, BATCH_PIECES)) * args.epochs

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step / total, RISE))
    begun, step = time.monotonic(), 0
    for epoch in range(args.epochs):
        net.train()
        running = 0.0
        for batch in batches(windows(told, pieces, labels, rng), rng, BATCH_PIECES):
            b, target = tensors(batch, labels)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = claim_losses(net, encode(net, b), b["types"], target)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            running, step = running + float(loss.detach()), step + 1
            if step % 100 == 0:
                print(f"step {step} of {total} loss {running / 100:.3f} {time.monotonic() - begun:.0f}s", flush=True)
                running = 0.0
        spent = time.monotonic() - begun
        print(f"epoch {epoch + 1} {spent:.0f}s {quick_scores(net, watched, labels)}", flush=True)
        args.out.mkdir(parents=True, exist_ok=True)
        torch.save(net.state_dict(), args.out / "network.pt")
        (args.out / "labels.json").write_text(json.dumps(labels))


if __name__ == "__main__":
    main()
