"""Write a trained reader as ONNX with eight-bit weights, a scale for each channel."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.model import Reader


class _Exported(torch.nn.Module):
    """The reader as the program calls it: without a mask, since windows of one batch have one length."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: torch.Tensor, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return tuple(self.reader(ids, features, None))


def export(reader: Reader, path: Path) -> None:
    """Write `reader` to `path`; inputs `ids` and `features` (b, t) int64, outputs `tags` and `vectors`, float32."""
    exported = _Exported(reader).eval()
    shape = {0: "b", 1: "t"}
    example = torch.ones((2, 40), dtype=torch.int64)
    with tempfile.TemporaryDirectory() as folder:
        full, ready = Path(folder, "full.onnx"), Path(folder, "ready.onnx")
        torch.onnx.export(
            exported,
            (example, torch.zeros_like(example)),
            str(full),
            input_names=["ids", "features"],
            output_names=["tags", "vectors"],
            dynamic_shapes={"ids": shape, "features": shape},
            dynamo=True,
            external_data=False,
        )
        quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(path),
            per_channel=True,
            weight_type=QuantType.QInt8,
            reduce_range=False,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
