"""`dateline train-type`: an event type of the user's own, from labelled sentences."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.command_import import read_text
from dateline.cli.options import debug_option
from dateline.cli.progress import Progress
from dateline.cli.speech import say
from dateline.errors import InputError
from dateline.output.safe_text import safe_line

if TYPE_CHECKING:
    from dateline.coding.own_examples import Example
    from dateline.coding.own_training import Mistake, Studied, Trained
    from dateline.coding.own_types import OwnType
    from dateline.evaluation import Count

SHOWN = 10  # mistakes of each kind
AROUND = 70  # characters of an example that are shown on either side of a mistake
MANY = 10  # finds in dispatches that do not tell of the event
POOR = 0.5  # an F1 below which a type is hardly of use


@click.command("train-type", short_help="Train an event type of your own from labelled sentences.")
@click.argument("name")
@click.argument("files", nargs=-1, required=True, metavar="EXAMPLES...")
@click.option("--gist", metavar="TEXT", help="What the type means, in a sentence.")
@click.option("--quad", metavar="QUAD", help="Its quad class: verbal or material, cooperation or conflict.")
@click.option("--cameo", metavar="CODE", help="The CAMEO code to give its events.")
@click.option("--intensity", type=float, metavar="X", help="Their intensity, from -10 (conflict) to 10 (cooperation).")
@click.option(
    "--no-background",
    is_flag=True,
    help="Learn from EXAMPLES alone, not also from the dispatches of `dateline demo` what ordinary news is like.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")
@debug_option
def train_type(
    name: str,
    files: tuple[str, ...],
    gist: str | None,
    quad: str | None,
    cameo: str | None,
    intensity: float | None,
    no_background: bool,
    quiet: bool,
) -> int:
    """Train the event type NAME (capitals: RANSOM) from EXAMPLES; from then on `dateline code` codes it.

    EXAMPLES is JSON Lines or CSV, - is standard input: “text”, a sentence or a short passage, and “trigger”, the words
    in it that tell of the event, empty where it tells of none. 20 of each are the least, 100 of each do well.
    docs/own-types.md tells how to label.

    Printed is how well the type is found in examples held back from training, and where it went wrong. NAME once more
    replaces the type. The dispatches of `dateline demo` count as news that does not tell of the event; --no-background
    leaves them out, for an event that they do tell of.
    """
    from dateline.analysis.runtime import digest, model_folder
    from dateline.coding.own_examples import read_examples
    from dateline.coding.own_training import train
    from dateline.coding.own_types import OwnType, check_facts, write_own_type

    check_facts(name, quad, cameo, intensity)
    examples = read_examples((_called(file), _read(file)) for file in _each(files))
    studied = _study(examples, [] if no_background else _dispatches(), quiet)
    with Progress(wanted=not quiet, verb="of 6 rounds of training done", noun="") as progress:
        trained = train(studied, lambda done: progress.show(done, 0))
    told = sum(bool(example.triggers) for example in examples)
    own = OwnType(
        name=name,
        weights=trained.weights,
        bias=trained.bias,
        threshold=trained.threshold,
        model=digest(model_folder()),
        gist=gist,
        quad=quad,
        cameo=cameo,
        intensity=intensity,
        examples={"with": told, "without": len(examples) - told},
        scores=_figures(trained.scores.count),
    )
    click.echo("\n".join(_report(own, trained, studied)))
    path = write_own_type(own)
    say(f"the event type {name} is in {path}; `dateline code` codes it from now on, and deleting the file ends that")
    f1 = trained.scores.count.f1
    if f1 < POOR:
        say(f"an F1 of {f1:.2f} is too little to rely on: label more examples, and look at the mistakes")
    if len(trained.scores.strays) > MANY:
        say("if the dispatches of `dateline demo` do tell of the event, train it again with --no-background")
    return 0


def _each(files: Sequence[str]) -> tuple[str, ...]:
    """The files, each once."""
    return tuple(dict.fromkeys(files))


def _called(file: str) -> str:
    return "standard input" if file == "-" else Path(file).name


def _read(file: str) -> str:
    if file != "-":
        if not Path(file).is_file():
            raise InputError("E-INPUT", f"there is no file {file}; name a file of examples, or - for standard input")
        return read_text(Path(file))
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("E-ENCODING", f"standard input is not UTF-8 ({error.reason}); send UTF-8") from error


def _dispatches() -> list[Example]:
    """The dispatches that ship with Dateline, as ordinary news."""
    from dateline.cli.command_demo import samples_folder
    from dateline.coding.own_examples import Example

    return [Example(path.read_text(encoding="utf-8")) for path in sorted(samples_folder().glob("*.txt"))]


def _study(examples: Sequence[Example], background: Sequence[Example], quiet: bool) -> list[Studied]:
    """The examples and the background, analysed."""
    from dateline.analysis.pipeline import make_nlp
    from dateline.coding.own_training import study

    nlp = make_nlp()
    studied = []
    with Progress(wanted=not quiet, verb="analysed", noun="texts") as progress:
        for k, example in enumerate((*examples, *background)):
            studied.append(study(example, nlp(example.text), background=k >= len(examples)))
            progress.show(len(studied), 0)
    return studied


# --- what is printed


def _figures(count: Count) -> dict[str, float]:
    figures = {"precision": count.precision, "recall": count.recall, "f1": count.f1}
    return {name: round(value, 3) for name, value in figures.items()}


def _report(own: OwnType, trained: Trained, studied: Sequence[Studied]) -> Iterator[str]:
    scores, count = trained.scores, trained.scores.count
    yield f"{own.name}: {own.examples['with']} examples with the event, {own.examples['without']} without"
    headless = sum(event.head is None for example in studied for event in example.events)
    if headless:
        yield f"{headless} triggers hold no verb, noun or adjective and cannot be learnt"
    yield ""
    yield "held-back examples (five parts, each read by a type trained on the other four):"
    yield f"  precision  {count.precision:.2f}  {count.hit} of {count.coded} found are right"
    yield f"  recall     {count.recall:.2f}  {count.hit} of {count.gold} told are found"
    yield f"  F1         {count.f1:.2f}"
    yield f"  threshold  {trained.threshold:.2f}  the least chance at which a word is coded"
    ordinary = [example for example in studied if example.background]
    if ordinary:
        what = f"{len(ordinary)} dispatches of {_words(ordinary):,} words, taken not to tell of it"
        yield f"  in news    {len(scores.strays)} found in {what}"
    yield from _mistakes("misses, the farthest from being found first", scores.misses)
    yield from _mistakes("false alarms, the surest first", scores.alarms)
    yield from _mistakes("found in the dispatches, the surest first", scores.strays)


def _words(studied: Sequence[Studied]) -> int:
    return sum(len(example.text.split()) for example in studied)


def _mistakes(title: str, mistakes: Sequence[Mistake]) -> Iterator[str]:
    if mistakes:
        yield ""
        yield f"{title} ({min(SHOWN, len(mistakes))} of {len(mistakes)}):"
    for mistake in mistakes[:SHOWN]:
        yield f"  {mistake.chance:.2f}  {_shown(mistake)}"


def _shown(mistake: Mistake) -> str:
    """The mistake's words in brackets and what stands around them, as a line that a terminal can be given."""
    text, start, end = mistake.text, mistake.start, mistake.end
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    before = before if start <= AROUND else "…" + before
    after = after if end + AROUND >= len(text) else after + "…"
    return safe_line(f"{before}[{text[start:end]}]{after}")
