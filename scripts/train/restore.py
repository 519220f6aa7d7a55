"""Take the weights back out of a model folder, so that training goes on where the shipped model stands.

    python restore.py --base trimmed/ --model models/exonym-small --out restored.safetensors

The integers of `encoder.onnx` times their scales: what `export.py` rounded away is gone. The file serves as
`--init` of `train.py` and as `--checkpoint` of `export.py` and `language_means.py`.
"""
import argparse, pathlib
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file, save_file


def linear(name, arrays):
    """PyTorch's weights and biases of the layers that `export.py` wrote side by side under `name`."""
    weight = arrays[f"{name}.q"].astype(np.float32) * arrays[f"{name}.s"]
    if f"{name}.smooth" in arrays:
        weight *= arrays[f"{name}.smooth"][:, None]
    layers = name.split("+")
    biases = np.split(arrays[f"{name}.b"], len(layers))
    for layer, w, b in zip(layers, np.split(weight.T, len(layers)), biases):
        yield layer, w
        yield layer.removesuffix("weight") + "bias", b


def restore(arrays, base):
    types = base["embeddings.token_type_embeddings.weight"]
    out = {f"encoder.{name}": value for name, value in base.items() if name.startswith("embeddings.")}
    # The graph holds the sum of the positions and the only token type in use.
    out["encoder.embeddings.position_embeddings.weight"] = torch.from_numpy(arrays["positions"].copy()) - types[0]
    for name in arrays:
        if name.endswith(".q"):
            out.update((n, torch.from_numpy(np.array(a, order="C"))) for n, a in linear(name[:-2], arrays))
        elif name.endswith("LayerNorm.w"):
            out[name[:-2] + ".weight"] = torch.from_numpy(arrays[name].copy())
            out[name[:-2] + ".bias"] = torch.from_numpy(arrays[name[:-2] + ".b"].copy())
    out["head.weight"] = torch.from_numpy(np.array(arrays["head.weight"].T, order="C"))
    out["head.bias"] = torch.from_numpy(arrays["head.bias"].copy())
    return out


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--base", type=pathlib.Path, required=True)
    args.add_argument("--model", type=pathlib.Path, required=True)
    args.add_argument("--out", type=pathlib.Path, required=True)
    args = args.parse_args()
    graph = onnx.load(args.model / "encoder.onnx").graph
    arrays = {w.name: numpy_helper.to_array(w) for w in graph.initializer}
    base = load_file(args.base / "model.safetensors")
    base = {name.removeprefix("bert."): value.float() for name, value in base.items()}
    state = restore(arrays, base)
    save_file({name: value.contiguous() for name, value in state.items()}, args.out)
    print(f"{len(state)} tensors -> {args.out}")


if __name__ == "__main__":
    main()
