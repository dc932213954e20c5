"""Turn a trained network into the files that the package ships."""

from __future__ import annotations

import argparse
import collections
import json
import shutil
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from dateline.analysis.runtime import digest
from training.corpora import UD, Text, read_conllu
from training.model import REL, ClaimInference, Inference, Network, RelationScores
from training.train import BASE, TAGS
from training.train_claims import make_network

NAME = "en-2"  # of both networks together
OUT = Path(__file__).resolve().parents[1] / "src" / "dateline" / "analysis" / "model"


def write_onnx(module: torch.nn.Module, path: Path, axes: dict[str, dict[int, str]], *, int8: bool) -> None:
    """Write a network that reads one window; `axes` names its outputs and which of their sizes vary."""
    sample = (torch.tensor([101, 5, 6, 7, 102]), torch.tensor([0, 1, 0, 0, 0]), torch.tensor([1, 2]))
    inputs = {"ids": {0: "pieces"}, "cases": {0: "pieces"}, "firsts": {0: "words"}}
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            module,
            sample,
            str(plain),
            input_names=list(inputs),
            output_names=list(axes),
            dynamic_axes=inputs | axes,
            opset_version=17,
            dynamo=False,
        )
        if int8:
            quantize_dynamic(str(plain), str(path), weight_type=QuantType.QInt8, per_channel=True)
        else:
            shutil.copy(plain, path)
    onnx.checker.check_model(str(path))


def export(trained: Path, out: Path, *, int8: bool = True) -> None:
    """Write the model's files to `out`."""
    labels = json.loads((trained / "labels.json").read_text())
    vocabulary = (BASE / "vocab.txt").read_text(encoding="utf-8")
    net = Network(vocabulary.count("\n"), {name: len(labels[name]) for name in TAGS}, len(labels["deprel"]))
    net.load_state_dict(torch.load(trained / "network.pt"))
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    axes = {"labels": {0: "words"}, "arcs": {0: "words", 1: "nodes"}, "dep": {0: "words"}, "head": {0: "nodes"}}
    write_onnx(Inference(net, list(TAGS)), out / "model.onnx", axes, int8=int8)
    torch.onnx.export(
        RelationScores(net),
        (torch.zeros(3, REL), torch.zeros(3, REL)),
        str(out / "relations.onnx"),
        input_names=["dep", "head"],
        output_names=["scores"],
        dynamic_axes={name: {0: "pairs"} for name in ("dep", "head", "scores")},
        opset_version=17,
        dynamo=False,
    )
    (out / "vocab.txt").write_text(vocabulary, encoding="utf-8")
    (out / "labels.json").write_text(json.dumps(labels, indent=0) + "\n", encoding="utf-8")
    table = lemma_table([*read_conllu(UD / "en_ewt-train.conllu"), *read_conllu(UD / "en_gum-train.conllu")])
    (out / "lemmas.json").write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    meta = {"name": NAME, "language": "en", "heads": list(TAGS), "licence": "CC BY-SA 4.0", "sha256": digest(out)}
    (out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


def export_claims(trained: Sequence[Path], out: Path, *, int8: bool = True) -> None:
    """Write the files of the network for claims to `out`, beside those of the analysis.

    Of several trained from one start, the mean of the weights is taken (Wortsman et al. 2022, "Model soups").
    """
    labels = json.loads((trained[0] / "labels.json").read_text())
    vocabulary = (BASE / "vocab.txt").read_text(encoding="utf-8")
    net = make_network(vocabulary.count("\n"), labels)
    states = [torch.load(folder / "network.pt") for folder in trained]
    net.load_state_dict({name: sum(s[name] for s in states) / len(states) for name in states[0]})
    net.eval()
    axes = {name: {0: "words"} for name in ("claims", "sides", "vectors")}
    write_onnx(ClaimInference(net), out / "claims.onnx", axes, int8=int8)
    forms = {name: net.pairs[name].weight.detach().numpy().astype(np.float16) for name in net.pairs}
    np.savez(out / "pairs.npz", **forms)
    (out / "claims.json").write_text(json.dumps(labels, indent=0) + "\n", encoding="utf-8")
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    meta |= {"name": NAME, "sha256": digest(out)}
    (out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


def lemma_table(texts: list[Text]) -> dict[str, str]:
    """The commonest lemma of each form and part of speech of the treebanks, proper nouns and numbers apart."""
    counts: dict[str, collections.Counter[str]] = {}
    for text in texts:
        for sentence in text.sentences:
            for w in sentence.words:
                if w.lemma and w.upos not in ("PROPN", "NUM", "X", "PUNCT", "SYM") and w.form.isalpha():
                    counts.setdefault(f"{w.form.lower()}|{w.upos}", collections.Counter())[w.lemma] += 1
    table = {key: c.most_common(1)[0][0] for key, c in counts.items()}
    irregular = tomllib.loads((Path(__file__).parent / "irregular.toml").read_text(encoding="utf-8"))
    table |= {
        f"{form}|{upos}": lemma
        for upos, rows in irregular.items()
        for lemma, forms in rows.items()
        for form in forms.split()
    }
    return dict(sorted(table.items()))


def main() -> None:
    """Export from the command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("trained", type=Path, nargs="+", help="its folder; of the network for claims, one or several")
    ap.add_argument("--out", type=Path, default=OUT)
    ap.add_argument("--claims", action="store_true", help="it is the network for claims")
    ap.add_argument("--float32", action="store_true", help="do not quantise (for comparison)")
    args = ap.parse_args()
    if args.claims:
        export_claims(args.trained, args.out, int8=not args.float32)
    else:
        export(args.trained[0], args.out, int8=not args.float32)
    print(sum(f.stat().st_size for f in args.out.iterdir()) / 1e6, "MB")


if __name__ == "__main__":
    main()
