"""The reader's network: a pretrained encoder, a tagger over its pieces, and two pointers that join roles to cues.

The encoders are BERT's (Devlin et al. 2019) and MPNet's (Song et al. 2020); both are read from the safetensors files
that their packages hold. The pointers are scaled dot products, as in the biaffine parsers of Dozat and Manning (2017)
without their bilinear term.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.reading.decoding import POINTER, TAGS
from onrecord.reading.pieces import FEATURES
from training.labels import Batch

SCALE = POINTER**-0.5


@dataclass(frozen=True)
class Shape:
    """The measures of an encoder, as its package's configuration gives them."""

    kind: Literal["bert", "mpnet"]
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float

    @classmethod
    def of(cls, folder: Path) -> Shape:
        """Read `config.json` of `folder`."""
        raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(
            raw["model_type"],
            raw["hidden_size"],
            raw["num_hidden_layers"],
            raw["num_attention_heads"],
            raw["intermediate_size"],
            raw["vocab_size"],
            raw["max_position_embeddings"],
            raw["layer_norm_eps"],
        )


class Output(NamedTuple):
    """What the network says of b windows with t positions; the first position is null, the rest are pieces."""

    tags: Tensor
    """(b, t, TAGS), logits"""
    vectors: Tensor
    """(b, t, 4 * POINTER): of each position as a cue that asks for its source, as the begin of a source, as a piece
    of content that asks for its cue, and as the begin of a cue"""


def tensors(batch: Batch) -> Batch:
    """Return a batch of arrays as one of tensors."""
    return Batch(*map(torch.from_numpy, batch))


def pointers_of(vectors: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Return two (b, t, t) of logits: from cues to sources, and from content to cues; padding is never pointed at."""
    ask_source, be_source, ask_cue, be_cue = vectors.split(POINTER, dim=-1)
    away = torch.zeros_like(mask, dtype=torch.float32).masked_fill(~mask, -1e4)[:, None, :]
    return ask_source @ be_source.transpose(1, 2) * SCALE + away, ask_cue @ be_cue.transpose(1, 2) * SCALE + away


class Layer(nn.Module):
    """One transformer layer with the normalisation behind, as both encoders have it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.dropout = dropout
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm_attention = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.norm_inner = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Return (b, t, hidden) for the same; `bias` is added to the attention's logits (b, heads, t, t)."""
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias if bias is None else bias.to(q.dtype))
        y = self.out(y.transpose(1, 2).reshape(b, t, h))
        x = self.norm_attention(x + F.dropout(y, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm_inner(x + F.dropout(y, self.dropout, self.training))


class Encoder(nn.Module):
    """BERT or MPNet over piece ids and features."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shape = shape
        self.dropout = dropout
        self.pieces = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.Embedding(FEATURES, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        if shape.kind == "mpnet":
            # Kept as pretrained: attention with a bias that is learned takes the slow path, at a quarter of the speed.
            self.relative = nn.Embedding(32, shape.heads).requires_grad_(False)  # noqa: FBT003
        nn.init.zeros_(self.features.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Return (b, t, hidden) for ids and features (b, t); `mask` is False where a position is padding."""
        t = ids.shape[1]
        first = 2 if self.shape.kind == "mpnet" else 0
        x = self.pieces(ids) + self.positions.weight[first : first + t] + self.features(features)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        bias = None if mask is None else torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None]
        if self.shape.kind == "mpnet":
            relative = self.relative(_buckets(t)).permute(2, 0, 1)[None]
            bias = relative if bias is None else bias + relative
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self, folder: Path) -> None:
        """Take the pretrained weights from `model.safetensors` of `folder`."""
        raw = load_file(folder / "model.safetensors")
        self.pieces.weight.data.copy_(raw["embeddings.word_embeddings.weight"])
        self.positions.weight.data.copy_(raw["embeddings.position_embeddings.weight"])
        if self.shape.kind == "bert":
            self.positions.weight.data.add_(raw["embeddings.token_type_embeddings.weight"][0])
        else:
            self.relative.weight.data.copy_(raw["encoder.relative_attention_bias.weight"])
        _copy(self.norm, raw, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}."
            if self.shape.kind == "bert":
                names = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
                out, norm = f"{at}attention.output.dense", f"{at}attention.output.LayerNorm"
            else:
                names = [f"{at}attention.attn.{part}" for part in ("q", "k", "v")]
                out, norm = f"{at}attention.attn.o", f"{at}attention.LayerNorm"
            layer.qkv.weight.data.copy_(torch.cat([raw[f"{name}.weight"] for name in names]))
            layer.qkv.bias.data.copy_(torch.cat([raw[f"{name}.bias"] for name in names]))
            _copy(layer.out, raw, out)
            _copy(layer.norm_attention, raw, norm)
            _copy(layer.up, raw, f"{at}intermediate.dense")
            _copy(layer.down, raw, f"{at}output.dense")
            _copy(layer.norm_inner, raw, f"{at}output.LayerNorm")


def _copy(module: nn.Linear | nn.LayerNorm, raw: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(raw[f"{name}.weight"])
    module.bias.data.copy_(raw[f"{name}.bias"])


def _buckets(t: int) -> Tensor:
    """Return MPNet's buckets of relative positions, (t, t) of 0..31 (T5's scheme, Raffel et al. 2020)."""
    at = torch.arange(t)
    distance = -(at[None, :] - at[:, None])
    found = (distance < 0).long() * 16
    distance = distance.abs()
    far = 8 + (torch.log(distance.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return found + torch.where(distance < 8, distance, far.clamp(max=15))


class Reader(nn.Module):
    """The encoder with its heads."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(shape, dropout)
        self.dropout = dropout
        self.tags = nn.Linear(shape.hidden, TAGS)
        self.pointers = nn.Linear(shape.hidden, 4 * POINTER)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Output:
        """Return tags and vectors for ids and features (b, t); `mask` is False where a position is padding."""
        x = F.dropout(self.encoder(ids, features, mask), self.dropout, self.training)
        return Output(self.tags(x).float(), self.pointers(x).float())
