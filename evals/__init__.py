"""Quality on public data. `python -m evals` prints the table and fails below a floor of `evals/floors.json`.

Each module here named in `EVALS` measures one thing and has three names: `NAME`, `DATA` (the files and folders
it reads, below the data folder) and `measure(data) -> {score: value}` (higher is better, 0..1).
"""
