from pathlib import Path
RESULTS=Path('x')
def written(facts, rows, counted, seen):
    return f"{facts}\n" + "\n".join(map(str, rows)) + f"\n{counted}"
