"""Both engines side by side on the shipped model: start, speed, memory.

    python scripts/torch/compare.py PROGRAM [FEED] [--rounds N] [--jobs N]

PROGRAM is an `exonym` built with `--features torch`. The engines take turns (A B A B …) in one run, so that a
busy machine is as busy for both; of the rounds the best time and the median of the memory count. Start is the
time to tag one sentence; speed is that of FEED (repeated until it is long enough) less the start.
"""
import argparse, json, os, pathlib, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).parents[2]
ENGINES = {"auto": "built in (int8)", "torch": "libtorch (float)"}


def run(program, engine, feed, jobs):
    """Seconds and peak memory in MB of one call."""
    command = [program, "tag", "--quiet", "--engine", engine, "--jobs", str(jobs), "--model", str(ROOT / "models/exonym-small"), str(feed)]
    start = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} ended with {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("feed", nargs="?", default=ROOT / "tests/fixtures/feeds/sample.jsonl", type=pathlib.Path)
    options.add_argument("--rounds", type=int, default=4)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--copies", type=int, default=4, help="how often FEED is read over")
    options = options.parse_args()
    records = [json.loads(line) for line in options.feed.read_text().splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        one, many = pathlib.Path(folder) / "one.jsonl", pathlib.Path(folder) / "many.jsonl"
        one.write_text(json.dumps({"id": "a", "text": "Vusal Kerimli arrived in Baku from Hanoi on Monday."}) + "\n")
        lines = [json.dumps({**record, "id": f"{record['id']}-{n}"}) for n in range(options.copies) for record in records]
        many.write_text("\n".join(lines) + "\n")
        characters = options.copies * sum(len(r.get("title", "")) + len(r.get("text", "")) for r in records)
        found = {engine: {"start": [], "whole": [], "memory": []} for engine in ENGINES}
        for _ in range(options.rounds):
            for engine, rows in found.items():
                rows["start"].append(run(options.program, engine, one, options.jobs)[0])
                seconds, memory = run(options.program, engine, many, options.jobs)
                rows["whole"].append(seconds)
                rows["memory"].append(memory)
    print(f"{len(lines)} documents, {characters} characters, --jobs {options.jobs}, best of {options.rounds} rounds in turns\n")
    print("| engine | first result | characters a second | peak memory |\n|---|--:|--:|--:|")
    for engine, rows in found.items():
        start = min(rows["start"])
        speed = characters / max(min(rows["whole"]) - start, 1e-9)
        print(f"| {ENGINES[engine]} | {start:.2f} s | {speed:,.0f} | {statistics.median(rows['memory']):.0f} MB |")


if __name__ == "__main__":
    main()
