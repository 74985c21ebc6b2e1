"""lifetimes on the same customers: how long a fit takes, and what comes of it.

Usage: lifetimes_fit.py STATISTICS MODEL plain|grouped
STATISTICS holds x, t_x and T (weeks) of every customer, 64-bit floats, column after column.
"""

import json
import sys
import time

import lifetimes
import numpy as np
import pandas as pd

FITTERS = {
    "bg_nbd": (lifetimes.BetaGeoFitter, ("r", "alpha", "a", "b")),
    "mbg_nbd": (lifetimes.ModifiedBetaGeoFitter, ("r", "alpha", "a", "b")),
    "pareto_nbd": (lifetimes.ParetoNBDFitter, ("r", "alpha", "s", "beta")),
}

path, model, way = sys.argv[1:]
x, t_x, T = np.fromfile(path).reshape(3, -1)
fitter_class, letters = FITTERS[model]
fitter = fitter_class()

start = time.perf_counter()
weights = None
if way == "grouped":
    groups = pd.DataFrame({"x": x, "t_x": t_x, "T": T}).groupby(["x", "t_x", "T"]).size().reset_index(name="n")
    x, t_x, T, weights = (groups[column].to_numpy(float) for column in ("x", "t_x", "T", "n"))
grouped = time.perf_counter()
fitter.fit(x, t_x, T, weights=weights)
fitted = time.perf_counter()

said = {letter: float(fitter.params_[letter]) for letter in letters}
said.update(seconds=fitted - start, grouping=grouped - start, rows=len(x))
print(json.dumps(said))
