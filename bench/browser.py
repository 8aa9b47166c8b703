def measure(*a, **k): return None
