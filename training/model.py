"""The networks: an encoder with heads for tags, lemmas, sentence starts, trees and names; one with heads for claims.

The parser is the deep biaffine one of Dozat and Manning (2017). The encoder is MiniLM (Wang et al. 2020) with a
letter-case embedding added to its input, since its vocabulary is uncased.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
ARC, REL, CLAIM = 256, 128, 128


class Layer(nn.Module):
    """One BERT layer (post-norm)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            weights = torch.softmax(q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5, dim=-1)
            a = weights @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, mask, self.dropout if self.training else 0.0)
        a = self.out(a.transpose(1, 2).reshape(b, t, HIDDEN))
        x = self.norm1(x + F.dropout(a, self.dropout, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(h, self.dropout, self.training))


class Encoder(nn.Module):
    """Piece ids and letter cases to vectors."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.case = nn.Embedding(4, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = dropout
        nn.init.normal_(self.case.weight, std=0.01)

    def load_bert(self, state: dict[str, Tensor]) -> None:
        """Take the weights of a BERT checkpoint; the segment embedding (always 0 here) joins the positions."""
        e = "embeddings."
        self.word.weight.data.copy_(state[e + "word_embeddings.weight"])
        self.position.weight.data.copy_(
            state[e + "position_embeddings.weight"] + state[e + "token_type_embeddings.weight"][0]
        )
        self.norm.load_state_dict({"weight": state[e + "LayerNorm.weight"], "bias": state[e + "LayerNorm.bias"]})
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [state[f"{p}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
                for ours, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    getattr(getattr(layer, ours), kind).data.copy_(state[f"{p}{theirs}.{kind}"])

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor | None) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.word(ids) + self.case(cases) + self.position(positions)[None])
        x = F.dropout(x, self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Network(nn.Module):
    """The encoder with its heads. `sizes` maps a labelling head's name to its number of labels."""

    def __init__(self, vocabulary: int, sizes: dict[str, int], relations: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, n) for name, n in sizes.items()})
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.rel_dep, self.rel_head = nn.Linear(HIDDEN, REL), nn.Linear(HIDDEN, REL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel = nn.Parameter(torch.zeros(relations, REL + 1, REL + 1))
        nn.init.xavier_uniform_(self.arc)
        self.drop = nn.Dropout(0.33)

    def vectors(self, ids: Tensor, cases: Tensor, firsts: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Word vectors (batch, words, hidden) and the root's vector (batch, 1, hidden)."""
        h = self.encoder(ids, cases, mask)
        index = firsts.unsqueeze(-1).expand(-1, -1, HIDDEN)
        return torch.gather(h, 1, index), h[:, :1]

    def parts(self, words: Tensor, root: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (batch, words, 1 + words) with the root first, and the two sides of the relation scores."""
        act = F.leaky_relu
        nodes = torch.cat([root, words], 1)
        dep = self.drop(act(self.arc_dep(words), 0.1))
        head = self.drop(act(self.arc_head(nodes), 0.1))
        ones = torch.ones_like(dep[..., :1])
        arcs = torch.cat([dep, ones], -1) @ self.arc @ head.transpose(1, 2)
        return arcs, self.drop(act(self.rel_dep(words), 0.1)), self.drop(act(self.rel_head(nodes), 0.1))

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation scores of chosen pairs: (pairs, rel) x (pairs, rel) -> (pairs, relations)."""
        one = torch.ones_like(dep[..., :1])
        return torch.einsum("pi,rij,pj->pr", torch.cat([dep, one], -1), self.rel, torch.cat([head, one], -1))


class Pairs(nn.Module):
    """Scores of pairs of words, label by label: which word fills which role of which; what holds between two."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(HIDDEN, CLAIM), nn.Linear(HIDDEN, CLAIM)
        self.weight = nn.Parameter(torch.zeros(labels, CLAIM + 1, CLAIM + 1))
        nn.init.normal_(self.weight, std=0.03)
        self.drop = nn.Dropout(0.2)

    def sides(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Each word as the left and as the right of a pair: (..., words, CLAIM) twice."""
        return self.drop(F.leaky_relu(self.left(words), 0.1)), self.drop(F.leaky_relu(self.right(words), 0.1))

    def scores(self, left: Tensor, right: Tensor) -> Tensor:
        """All pairs: (batch, n, CLAIM) x (batch, m, CLAIM) -> (batch, n, m, labels)."""
        left, right = (torch.cat([x, torch.ones_like(x[..., :1])], -1) for x in (left, right))
        return torch.einsum("bni,rij,bmj->bnmr", left, self.weight, right)


class ClaimNetwork(nn.Module):
    """An encoder of its own with heads for claims: type, status and modes of a word; roles and relations of pairs.

    It is not the parser's encoder: tuned for both, the small one did worse at each.
    """

    def __init__(self, vocabulary: int, sizes: dict[str, int], pairs: dict[str, int]) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, n) for name, n in sizes.items()})
        self.pairs = nn.ModuleDict({name: Pairs(n) for name, n in pairs.items()})

    def words(self, ids: Tensor, cases: Tensor, firsts: Tensor, mask: Tensor | None) -> Tensor:
        """Word vectors (batch, words, hidden)."""
        h = self.encoder(ids, cases, mask)
        return torch.gather(h, 1, firsts.unsqueeze(-1).expand(-1, -1, HIDDEN))


class ClaimInference(nn.Module):
    """What is exported of it: one unpadded window in; scores, the sides of pairs, and vectors of its words out."""

    def __init__(self, network: ClaimNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, cases: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        words = self.network.words(ids[None], cases[None], firsts[None], None)
        labels = torch.cat([head(words) for head in self.network.heads.values()], -1)
        sides = [side for pair in self.network.pairs.values() for side in pair.sides(words)]
        return labels[0], torch.cat(sides, -1)[0], words[0]


class RelationScores(nn.Module):
    """Exported beside the parser: scores of chosen pairs of a dependent and its head, in one matrix product."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        tensor = network.rel.detach()
        self.relations_count, self.width = tensor.shape[0], tensor.shape[1]
        self.matrix = nn.Parameter(tensor.permute(1, 0, 2).reshape(self.width, -1).contiguous())

    def forward(self, dep: Tensor, head: Tensor) -> Tensor:
        one = torch.ones_like(dep[:, :1])
        left = (torch.cat([dep, one], 1) @ self.matrix).reshape(-1, self.relations_count, self.width)
        return (left * torch.cat([head, one], 1)[:, None, :]).sum(-1)


class Inference(nn.Module):
    """What is exported: one unpadded window in, the scores of every head out."""

    def __init__(self, network: Network, names: list[str]) -> None:
        super().__init__()
        self.network, self.names = network, names

    def forward(self, ids: Tensor, cases: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        words, root = self.network.vectors(ids[None], cases[None], firsts[None], None)
        arcs, dep, head = self.network.parts(words, root)
        labels = torch.cat([self.network.heads[name](words) for name in self.names], -1)
        return labels[0], arcs[0], dep[0], head[0]
