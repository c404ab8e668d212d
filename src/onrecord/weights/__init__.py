"""The trained network and its vocabulary: data, no code. README.md is the model card."""
